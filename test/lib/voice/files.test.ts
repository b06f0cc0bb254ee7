import { describe, expect, test } from 'vitest'
import { decodeAmr } from '~/lib/voice/amr'
import { sniff } from '~/lib/voice/sniff'
import { wavOf } from '~/lib/voice/wav'
import { bytesOf, repeated, sound, unsound, voiceFile } from '~test/support/voiceFiles'

describe('what a file is', () => {
  test.each([
    ['voice-4s.amr', 'amr'],
    ['voice-4s-dtx.amr', 'amr'],
    ['voice-4s.mp3', 'mp3'],
    ['voice-4s.m4a', 'mp4'],
    ['voice-4s.ogg', 'ogg'],
    ['voice-4s.wav', 'wav'],
    ['voice-4s.webm', 'webm'],
  ])('%s is told by its bytes', (name, format) => expect(sniff(voiceFile(name))).toBe(format))

  test.each([
    ['#!AMR\n', 'amr'],
    ['#!AMR-WB\n', 'wideband'],
    ['\x02#!SILK_V3', 'silk'],
    ['#!SILK_V3', 'silk'],
    ['ID3\x04', 'mp3'],
    ['\xff\xfb\x90', 'mp3'],
    ['\xff\xf3\x40', 'mp3'],
    ['\xff\xf1\x50', 'aac'],
    ['fLaC', 'flac'],
    ['<!DOCTYPE html>', 'page'],
    ['\xef\xbb\xbf\n <html>', 'page'],
    ['{"success":false}', 'page'],
    ['#!AMR_MC1.0\n', null],
    ['#!AM', null],
    ['', null],
    ['\x00\x00', null],
  ])('%j is %s', (text, format) => expect(sniff(bytesOf(text))).toBe(format))
})

/** What a WAV file says: seconds, and how loud its loudest sample is (0 to 1). */
function heard(wav: ArrayBuffer | null) {
  if (!wav) return null
  const view = new DataView(wav)
  const pcm = new Int16Array(wav, 44)
  return {
    seconds: view.getUint32(40, true) / view.getUint32(28, true),
    loudest: pcm.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0) / 32_768,
  }
}

describe('AMR', () => {
  test.each([
    ['as WeChat records it', voiceFile('voice-4s.amr'), 4.56],
    ['with pauses that are not sent (DTX)', voiceFile('voice-4s-dtx.amr'), 4.54],
    ['cut off in a frame', sound['cut.amr'], 1.86],
    ['a minute long', repeated(15), 68.4],
    ['of nothing but frames of nothing', bytesOf(`#!AMR\n${'\x7c'.repeat(50)}`), 1],
  ])('%s is heard in full', (name, file = new Uint8Array(), seconds) => {
    const told = heard(decodeAmr(file))
    expect(told?.seconds).toBeCloseTo(seconds, 1)
    expect((told?.loudest ?? 0) > 0.3).toBe(!name.startsWith('of nothing'))
  })

  test.each(['header.amr', 'noise.amr'])('%s is none', (name) =>
    expect(decodeAmr(unsound[name]?.[0] ?? new Uint8Array())).toBeNull(),
  )

  test('goes on to where it is damaged', () => {
    const file = voiceFile('voice-4s.amr')
    // a kind of frame that does not exist, after the 50th
    file[6 + 50 * 32] = 0x54
    expect(heard(decodeAmr(file))?.seconds).toBe(1)
  })

  test.each([0, 1, 2, 3, 4, 5])('of a pause of minutes lasts as long, also with %i frames more', (more) => {
    const pause = new Uint8Array(6000 + more).fill(0x7c)
    pause.set(bytesOf('#!AMR\n'))
    expect(heard(decodeAmr(pause))?.seconds).toBeCloseTo((6000 + more - 6) * 0.02, 5)
  })
  test('ends after ten minutes', () => {
    const nothing = new Uint8Array(60_000).fill(0x7c)
    nothing.set(bytesOf('#!AMR\n'))
    expect(heard(decodeAmr(nothing))?.seconds).toBe(600)
  })
})

test('a WAV says what is in it', () => {
  const wav = wavOf(new Int16Array([0, 1, -1, 32_767]), 8000)
  const text = (from: number, to: number) => String.fromCharCode(...new Uint8Array(wav).slice(from, to))
  expect([text(0, 4), text(8, 16), text(36, 40)]).toEqual(['RIFF', 'WAVEfmt ', 'data'])
  const view = new DataView(wav)
  // sizes; PCM of one channel; rate, bytes a second; bytes and bits a sample
  expect([4, 16, 24, 28, 40].map((at) => view.getUint32(at, true))).toEqual([44, 16, 8000, 16_000, 8])
  expect([20, 22, 32, 34].map((at) => view.getUint16(at, true))).toEqual([1, 1, 2, 16])
  expect([...new Int16Array(wav, 44)]).toEqual([0, 1, -1, 32_767])
})
