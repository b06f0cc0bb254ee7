import { describe, expect, test } from 'vitest'
import { levelOf } from '~/lib/recorder/level'
import { createMp3 } from '~/lib/recorder/mp3'
import { createResampler } from '~/lib/recorder/resample'
import { wavOf } from '~/lib/recorder/wav'

const tone = (hertz: number, rate: number, seconds: number, loud = 0.5) =>
  Float32Array.from(
    { length: Math.round(rate * seconds) },
    (_, i) => loud * Math.sin((2 * Math.PI * hertz * i) / rate),
  )

/** How much of a frequency is in 16 bit samples, 0 to 1: what is at both ends is left out. */
function strength(samples: Int16Array, hertz: number, rate = 16_000): number {
  const middle = samples.subarray(1600, samples.length - 1600)
  let [real, imaginary] = [0, 0]
  middle.forEach((sample, i) => {
    const angle = (2 * Math.PI * hertz * i) / rate
    real += sample * Math.cos(angle)
    imaginary += sample * Math.sin(angle)
  })
  return (2 * Math.hypot(real, imaginary)) / middle.length / 32_767
}

/** Resampled in pieces of this length. */
function resampled(samples: Float32Array, from: number, piece = 1024): Int16Array {
  const resampler = createResampler(from, 16_000)
  const all: number[] = []
  for (let i = 0; i < samples.length; i += piece) all.push(...resampler.push(samples.subarray(i, i + piece)))
  return Int16Array.from([...all, ...resampler.flush()])
}

describe('resampling to 16 kHz', () => {
  test.each([8_000, 16_000, 22_050, 44_100, 48_000, 96_000])(
    'from %i Hz keeps length, pitch and loudness',
    (from) => {
      const output = resampled(tone(1_000, from, 1), from)
      expect(output.length).toBe(16_000)
      expect(strength(output, 1_000)).toBeCloseTo(0.5, 2)
    },
  )
  test.each([44_100, 48_000])(
    'from %i Hz what it cannot carry is silent, and does not come back lower',
    (from) => {
      for (const [high, mirrored] of [
        [9_000, 7_000],
        [10_000, 6_000],
        [15_000, 1_000],
      ] as const) {
        const output = resampled(tone(high, from, 1), from)
        expect(strength(output, mirrored)).toBeLessThan(0.0005)
        expect(Math.max(...output.subarray(1600, 14_400))).toBeLessThan(30)
      }
    },
  )
  test('is the same in pieces of any length', () => {
    const samples = tone(440, 44_100, 0.3)
    const whole = resampled(samples, 44_100, samples.length)
    expect(resampled(samples, 44_100, 7)).toEqual(whole)
    expect(resampled(samples, 44_100, 1000)).toEqual(whole)
  })
  test('is not late: what begins at a moment begins there', () => {
    const samples = new Float32Array(48_000)
    samples.fill(0.5, 24_000)
    const output = resampled(samples, 48_000)
    expect(output.findIndex((sample) => sample > 0.25 * 32_767)).toBe(8_000)
  })
  test('what is too loud is cut, not turned around', () => {
    const output = resampled(tone(500, 48_000, 0.5, 2), 48_000)
    expect(Math.max(...output)).toBe(32_767)
    expect(Math.min(...output)).toBe(-32_767)
    expect(strength(output, 500)).toBeGreaterThan(1)
  })
})

test('a WAV file says what it holds', async () => {
  const file = wavOf([Int16Array.of(1, -2), Int16Array.of(300)], 16_000)
  expect(file.type).toBe('audio/wav')
  const bytes = Buffer.from(await file.arrayBuffer())
  expect(bytes.toString('latin1', 0, 4) + bytes.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ')
  expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8)
  const [format, channels] = [bytes.readUInt16LE(20), bytes.readUInt16LE(22)]
  const [rate, bytesASecond] = [bytes.readUInt32LE(24), bytes.readUInt32LE(28)]
  expect([format, channels, rate, bytesASecond]).toEqual([1, 1, 16_000, 32_000])
  expect([bytes.readUInt16LE(32), bytes.readUInt16LE(34)]).toEqual([2, 16])
  expect([bytes.toString('latin1', 36, 40), bytes.readUInt32LE(40)]).toEqual(['data', 6])
  expect([44, 46, 48].map((at) => bytes.readInt16LE(at))).toEqual([1, -2, 300])
})

describe('mp3', () => {
  const KBPS = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
  const RATES = [22_050, 24_000, 16_000]

  /** What the header at a place says, of MPEG-2 layer III; null where there is none. */
  function frameAt(file: Uint8Array, at: number) {
    const [first = 0, second = 0, third = 0, fourth = 0] = file.subarray(at, at + 4)
    if (first !== 0xff || (second & 0xfe) !== 0xf2) return null
    const [kbps = 0, rate = 0] = [KBPS[third >> 4], RATES[(third >> 2) & 3]]
    const bytes = Math.floor((72 * kbps * 1000) / rate) + ((third >> 1) & 1)
    return { kbps, rate, isMono: fourth >> 6 === 3, bytes }
  }

  test('of a tone has whole frames from its first byte to its last, as long as the tone', () => {
    const mp3 = createMp3(16_000)
    const samples = resampled(tone(440, 16_000, 3), 16_000)
    for (let i = 0; i < samples.length; i += 341) mp3.push(samples.subarray(i, i + 341))
    const file = mp3.finish()
    const frames = []
    let at = 0
    for (let frame = frameAt(file, 0); frame; frame = frameAt(file, at)) {
      frames.push(frame)
      at += frame.bytes
    }
    expect(at).toBe(file.length)
    expect(new Set(frames.map(({ kbps, rate, isMono }) => `${kbps} ${rate} ${isMono}`))).toEqual(
      new Set(['32 16000 true']),
    )
    const seconds = (frames.length * 576) / 16_000
    expect(seconds).toBeGreaterThanOrEqual(3)
    expect(seconds).toBeLessThan(3.2)
  })
})

test('the level is none in a quiet room, all for who shouts, and rises between', () => {
  const levels = [0, 0.001, 0.01, 0.05, 0.2, 1].map((loud) => levelOf(tone(300, 48_000, 0.02, loud)))
  expect(levels[0]).toBe(0)
  expect(levels[1]).toBe(0)
  expect(levels[5]).toBe(1)
  expect([...levels].sort((a, b) => a - b)).toEqual(levels)
  expect(levels[3]).toBeGreaterThan(0.4)
  expect(levelOf(new Float32Array(0))).toBe(0)
})
