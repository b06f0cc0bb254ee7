import { type Clock, deviceClock } from '~/lib/clock'
import { levelOf } from './level'
import { type MicrophoneFailure, type OpenMicrophone, openMicrophone } from './microphone'
import { type Encoding, type StartEncoding, startMp3 } from './mp3Encoding'
import { createResampler, type Resampler } from './resample'
import { wavOf } from './wav'

/** What is sent: mp3, or WAV where that cannot be made. `seconds` are whole, 1 to 60. */
export type Voice = Readonly<{ file: Blob; name: string; seconds: number }>

export type RecorderState =
  | Readonly<{ phase: 'idle' | 'asking' | 'encoding' | 'short' }>
  | Readonly<{ phase: 'recording'; seconds: number }>
  | Readonly<{ phase: 'done'; voice: Voice }>
  | Readonly<{ phase: 'failed'; failure: MicrophoneFailure }>

export type Recorder = Readonly<{
  /** The same object until something else happens. */
  state: () => RecorderState
  /** How loud it is, 0 to 1. */
  level: () => number
  subscribe: (listener: () => void) => () => void
  /** Asks for the microphone and records; what was recorded before is gone. */
  start: () => void
  /** Ends the recording and keeps what there is, unless that is too short; else it does nothing. */
  finish: () => void
  /** Frees everything at once, and keeps nothing. */
  cancel: () => void
}>

/** Samples a second of what is kept: enough for speech, and a minute of it is 1.9 MB. */
const RATE = 16_000
const SHORTEST = 1
/** Seconds of the longest recording. */
export const LONGEST = 60

/** Samples after which it is told how loud they were: 12 times a second is often enough to be seen, and costs little. */
const TICK = Math.floor(RATE / 12)

type Surroundings = Readonly<{ open: OpenMicrophone; encode: StartEncoding; clock: Clock }>

type Run = {
  close: () => void
  readonly encoding: Encoding
  resampler: Resampler | null
  /** For WAV, should mp3 fail. */
  readonly kept: Int16Array[]
  count: number
  /** Since it was told last. */
  loudest: number
  tick: number
}

const BROWSER: Surroundings = { open: openMicrophone, encode: startMp3, clock: deviceClock }

/** Records one voice at a time, from the microphone to a file. */
export function createRecorder({ open, encode, clock }: Surroundings = BROWSER): Recorder {
  const listeners = new Set<() => void>()
  let state: RecorderState = { phase: 'idle' }
  let level = 0
  let run: Run | null = null

  const tell = () => {
    for (const listener of listeners) listener()
  }
  const set = (next: RecorderState) => {
    state = next
    if (next.phase !== 'recording') level = 0
    tell()
  }
  const free = () => {
    run?.close()
    run?.encoding.end()
    run = null
  }
  const keep = (run: Run, samples: Int16Array) => {
    const some = samples.subarray(0, LONGEST * RATE - run.count)
    run.kept.push(some)
    run.count += some.length
    run.encoding.push(some)
  }
  const hear = (run: Run, samples: Float32Array) => {
    if (state.phase !== 'recording' || !run.resampler) return
    keep(run, run.resampler.push(samples))
    run.loudest = Math.max(run.loudest, levelOf(samples))
    const tick = Math.floor(run.count / TICK)
    if (run.count >= LONGEST * RATE) void finish()
    else if (tick !== run.tick) {
      run.tick = tick
      level = run.loudest
      run.loudest = 0
      const seconds = Math.floor(run.count / RATE)
      if (seconds === state.seconds) tell()
      else set({ phase: 'recording', seconds })
    }
  }
  const finish = async () => {
    const mine = run
    if (state.phase !== 'recording' || !mine?.resampler) return
    mine.close()
    keep(mine, mine.resampler.flush())
    if (mine.count < SHORTEST * RATE) {
      free()
      return set({ phase: 'short' })
    }
    set({ phase: 'encoding' })
    const mp3 = await mine.encoding.finish()
    if (run !== mine) return
    free()
    const stamp = new Date(clock.wall()).toISOString().replace(/\D/g, '').slice(0, 14)
    const voice = {
      file: mp3 ?? wavOf(mine.kept, RATE),
      name: `voice-${stamp}.${mp3 ? 'mp3' : 'wav'}`,
      seconds: Math.round(mine.count / RATE),
    }
    set({ phase: 'done', voice })
  }

  return {
    state: () => state,
    level: () => level,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    start() {
      free()
      set({ phase: 'asking' })
      const mine: Run = {
        close: () => {},
        encoding: encode(RATE),
        resampler: null,
        kept: [],
        count: 0,
        loudest: 0,
        tick: 0,
      }
      run = mine
      const ifMine = (task: () => void) => run === mine && task()
      const close = open({
        opened: (rate) =>
          ifMine(() => {
            mine.resampler = createResampler(rate, RATE)
            set({ phase: 'recording', seconds: 0 })
          }),
        heard: (samples) => ifMine(() => hear(mine, samples)),
        ended: () => ifMine(() => void finish()),
        failed: (failure) =>
          ifMine(() => {
            free()
            set({ phase: 'failed', failure })
          }),
      })
      mine.close = close
    },
    finish: () => void finish(),
    cancel() {
      free()
      if (state.phase !== 'idle') set({ phase: 'idle' })
    },
  }
}
