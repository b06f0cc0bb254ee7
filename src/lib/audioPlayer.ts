import type { ClipTrouble } from './voice/trouble'

export type Playback =
  | Readonly<{ phase: 'idle' | 'loading' | 'playing' | 'paused' }>
  | Readonly<{ phase: 'failed'; reason: ClipTrouble }>

/** Seconds; `length` is null while nobody knows. */
export type Progress = Readonly<{ at: number; length: number | null }>

/** What plays, once it has arrived: see `voice/playing`. */
export type Playing = Readonly<{
  /** Goes on with a clip whose element was started in the tap; `begun`: what its `play()` gave. */
  take: (id: string, url: string, begun: Promise<void>) => void
  toggle: (id: string, url: string) => void
  pause: () => void
  duration: (id: string) => number | null
  /** Where the current clip is. */
  progress: () => Progress
  /** Goes to that second of the current clip. */
  seek: (seconds: number) => void
  rate: () => number
  /** Plays faster from now on, also the clips to come. */
  setRate: (rate: number) => void
}>

export type Tell = (id: string, playback: Playback) => void

export type AudioPlayer = Readonly<{
  /** Plays the clip, or pauses or resumes it if it is the current one. Call it in the tap: browsers allow sound only there. */
  toggle: (id: string, url: string) => void
  /** What the clip `id` is doing; the same object until it does something else. */
  playback: (id: string) => Playback
  /** Length in seconds of the clip `id` once its file told it; null before. */
  duration: (id: string) => number | null
  /** Whether the clip `id` was played in this browser. */
  isPlayed: (id: string) => boolean
  subscribe: (listener: () => void) => () => void
  /** Silence: somebody records, or whose clips these are is gone. What was playing is paused, what was loading is given up. */
  pause: () => void
  /** What goes on with the current clip; null until the first tap has brought it. */
  playing: () => Playing | null
}>

type Parts = Readonly<{
  /** Brings what plays: no part of the first load. */
  load: (audio: HTMLAudioElement, tell: Tell) => Promise<Playing>
  isPlayed?: (id: string) => boolean
  create?: () => HTMLAudioElement
}>

const IDLE: Playback = { phase: 'idle' }

/** One player over one `<audio>`, made on the first tap and shared by all clips (WeChat unlocks one element a page). */
export function createAudioPlayer({
  load,
  isPlayed = () => false,
  create = () => new Audio(),
}: Parts): AudioPlayer {
  const listeners = new Set<() => void>()
  let audio: HTMLAudioElement | undefined
  let playing: Playing | null = null
  let loading: Promise<Playing> | undefined
  let current = ''
  let state = IDLE

  const tell: Tell = (id, next) => {
    current = id
    state = next
    for (const listener of listeners) listener()
  }
  const giveUp = () => {
    audio?.pause()
    if (state.phase === 'loading') tell(current, IDLE)
  }

  return {
    toggle(id, url) {
      if (playing) return playing.toggle(id, url)
      if (id === current && state.phase === 'loading') return giveUp()
      audio ??= create()
      // the sound is unlocked in the tap itself, whatever is loaded afterwards
      audio.src = isNative(url) ? url : silence()
      const begun = audio.play()
      begun.catch(() => {})
      tell(id, { phase: 'loading' })
      loading ??= load(audio, tell)
      loading.then(
        (made) => {
          playing = made
          // another tap may have come meanwhile
          if (id === current && state.phase === 'loading') made.take(id, url, begun)
        },
        () => {
          loading = undefined
          audio?.pause()
          tell(id, { phase: 'failed', reason: 'unreachable' })
        },
      )
    },
    playback: (id) => (id === current ? state : IDLE),
    duration: (id) => playing?.duration(id) ?? null,
    isPlayed,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    pause: () => (playing ? playing.pause() : giveUp()),
    playing: () => playing,
  }
}

/** Whether the ending promises what browsers play: such a clip begins at once, and its bytes are looked into only if it fails. */
export const isNative = (url: string): boolean =>
  /^blob:|\.(mp[34]|m4a|aac|wav|og[ga]|opus|webm|flac)(\?|#|$)/i.test(url)

let silent: string | undefined

/** A clip of nothing, to unlock the sound with: 4 samples of zero in a WAV whose numbers are all below 128, so text is bytes. */
export const silence = (): string =>
  (silent ??= URL.createObjectURL(
    new Blob(
      ['RIFF,\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\0 \0\0\0@\0\0\x02\0\x10\0data\b\0\0\0\0\0\0\0\0\0\0\0'],
      { type: 'audio/wav' },
    ),
  ))
