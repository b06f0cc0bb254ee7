import { describe, expect, test } from 'vitest'
import { aRecorder } from '~test/lib/recorder/aRecorder'

test('asks, records, counts whole seconds, and keeps what there is when it is ended', async () => {
  const { recorder, microphone, phases } = aRecorder()
  recorder.start()
  expect(recorder.state()).toEqual({ phase: 'asking' })
  microphone.opens()
  expect(recorder.state()).toEqual({ phase: 'recording', seconds: 0 })
  microphone.hears(2.4)
  expect(recorder.state()).toEqual({ phase: 'recording', seconds: 2 })
  recorder.finish()
  expect(microphone.isOpen()).toBe(false)
  expect(recorder.state()).toEqual({ phase: 'encoding' })
  await phases('done')
  const state = recorder.state()
  if (state.phase !== 'done') throw new Error(state.phase)
  expect(state.voice).toMatchObject({ seconds: 2, name: 'voice-20260301101500.mp3' })
  expect(state.voice.file.type).toBe('audio/mpeg')
  // what the encoder was given: all of it, and 16 kHz
  expect(state.voice.file.size).toBeCloseTo(2.4 * 16_000 * 2, -3)
})

test('ends itself after a minute, and keeps no more', async () => {
  const { recorder, microphone, phases } = aRecorder()
  recorder.start()
  microphone.opens(44_100)
  microphone.hears(59.9)
  expect(recorder.state()).toEqual({ phase: 'recording', seconds: 59 })
  microphone.hears(0.3)
  expect(microphone.isOpen()).toBe(false)
  await phases('done')
  expect(recorder.state()).toMatchObject({ voice: { seconds: 60, file: { size: 60 * 16_000 * 2 } } })
})

test.each([
  [0.98, 'short'],
  [1.01, 'encoding'],
])('%d s are %s', (seconds, phase) => {
  const { recorder, microphone, encodings } = aRecorder()
  recorder.start()
  microphone.opens()
  microphone.hears(seconds)
  recorder.finish()
  expect(recorder.state().phase).toBe(phase)
  expect(microphone.isOpen()).toBe(false)
  expect(encodings.running()).toBe(phase === 'short' ? 0 : 1)
  recorder.cancel()
})

test('where there is no mp3 it is a WAV of all of it', async () => {
  const { recorder, microphone, phases } = aRecorder({ mp3: false })
  recorder.start()
  microphone.opens(48_000)
  microphone.hears(1.5)
  recorder.finish()
  await phases('done')
  const state = recorder.state()
  if (state.phase !== 'done') throw new Error(state.phase)
  expect(state.voice).toMatchObject({ seconds: 2, name: 'voice-20260301101500.wav' })
  expect(state.voice.file).toMatchObject({ type: 'audio/wav', size: 44 + 1.5 * 16_000 * 2 })
})

test('a microphone that ends of itself keeps what there is; one that ended too soon, nothing', async () => {
  const { recorder, microphone, phases } = aRecorder()
  recorder.start()
  microphone.opens()
  microphone.hears(3)
  microphone.ends()
  await phases('done')
  recorder.start()
  microphone.opens()
  microphone.hears(0.5)
  microphone.ends()
  expect(recorder.state().phase).toBe('short')
})

test('tells why there is none, and frees the encoder', () => {
  const { recorder, microphone, encodings } = aRecorder()
  recorder.start()
  microphone.fails('refused')
  expect(recorder.state()).toEqual({ phase: 'failed', failure: 'refused' })
  expect(encodings.running()).toBe(0)
  recorder.start()
  expect(recorder.state()).toEqual({ phase: 'asking' })
  recorder.cancel()
})

describe('cancelling', () => {
  test.each(['asking', 'recording', 'encoding', 'done'])(
    'while %s frees all at once and keeps nothing',
    async (phase) => {
      const { recorder, microphone, encodings, phases } = aRecorder({ isSlow: phase === 'encoding' })
      recorder.start()
      if (phase !== 'asking') {
        microphone.opens()
        microphone.hears(2)
      }
      if (phase === 'encoding' || phase === 'done') recorder.finish()
      if (phase === 'done') await phases('done')
      expect(recorder.state().phase).toBe(phase)
      recorder.cancel()
      expect([microphone.isOpen(), encodings.running()]).toEqual([false, 0])
      expect(recorder.state()).toEqual({ phase: 'idle' })
      // what comes late is of the past
      microphone.opens()
      microphone.hears(2)
      microphone.ends()
      await phases('done')
      expect(recorder.state()).toEqual({ phase: 'idle' })
    },
  )
  test('what an earlier recording still brings does not disturb the next', async () => {
    const { recorder, microphone, encodings } = aRecorder()
    recorder.start()
    const first = microphone.last()
    recorder.start()
    expect([microphone.open(), encodings.running()]).toEqual([1, 1])
    first?.opened(48_000)
    first?.failed('broken')
    expect(recorder.state()).toEqual({ phase: 'asking' })
    recorder.cancel()
  })
})

test('tells how loud it is, seldom enough, and of each second once', () => {
  const { recorder, microphone } = aRecorder()
  let states = new Set<unknown>()
  let told = 0
  recorder.subscribe(() => {
    states.add(recorder.state())
    told += 1
  })
  recorder.start()
  microphone.opens(48_000)
  expect(recorder.level()).toBe(0)
  states = new Set()
  told = 0
  microphone.hears(3.5)
  expect(recorder.level()).toBeGreaterThan(0.5)
  expect(told).toBeLessThanOrEqual(3.5 * 12)
  expect(states.size).toBe(4)
  recorder.finish()
  expect(recorder.level()).toBe(0)
  recorder.cancel()
})

test('ending does nothing where nothing is recorded', () => {
  const { recorder } = aRecorder()
  recorder.finish()
  expect(recorder.state()).toEqual({ phase: 'idle' })
  recorder.start()
  recorder.finish()
  expect(recorder.state()).toEqual({ phase: 'asking' })
  recorder.cancel()
})
