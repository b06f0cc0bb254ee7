/** `unplayable`: the browser has the bytes and cannot play them, or there are none; `unreachable`: they did not arrive. */
export type Playback =
  | Readonly<{ phase: 'idle' | 'loading' | 'playing' | 'paused' }>
  | Readonly<{ phase: 'failed'; reason: 'unplayable' | 'unreachable' }>

export type AudioPlayer = Readonly<{
  /** Plays the clip, or pauses or resumes it if it is the current one. Call it in the tap: browsers allow sound only there. */
  toggle: (id: string, url: string) => void
  /** What the clip `id` is doing; the same object until it does something else. */
  playback: (id: string) => Playback
  /** Length in seconds of the clip `id` once its file told it; null before. */
  duration: (id: string) => number | null
  subscribe: (listener: () => void) => () => void
  /** Silence: whose clips these are is gone. */
  stop: () => void
}>

const IDLE: Playback = { phase: 'idle' }

/** One player over one `<audio>`, made on the first tap and shared by all clips (WeChat unlocks one element a page). */
export function createAudioPlayer(create: () => HTMLAudioElement = () => new Audio()): AudioPlayer {
  const listeners = new Set<() => void>()
  const durations = new Map<string, number>()
  let audio: HTMLAudioElement | null = null
  let current: string | null = null
  let state: Playback = IDLE

  const set = (next: Playback) => {
    state = next
    for (const listener of listeners) listener()
  }

  const element = () => {
    if (audio) return audio
    audio = create()
    audio.preload = 'none'
    audio.addEventListener('playing', () => set({ phase: 'playing' }))
    audio.addEventListener('waiting', () => set({ phase: 'loading' }))
    audio.addEventListener(
      'pause',
      () => audio?.ended || state.phase === 'failed' || set({ phase: 'paused' }),
    )
    audio.addEventListener('ended', () => set(IDLE))
    audio.addEventListener('loadedmetadata', () => {
      if (current === null || !audio || !Number.isFinite(audio.duration)) return
      durations.set(current, audio.duration)
      set(state)
    })
    audio.addEventListener('error', () => audio && set({ phase: 'failed', reason: reasonOf(audio.error) }))
    return audio
  }

  const play = (target: HTMLAudioElement, id: string) => {
    set({ phase: 'loading' })
    target.play().catch((error: unknown) => {
      // a newer tap interrupts the older play(); the error event tells about the file
      const interrupted = error instanceof Error && error.name === 'AbortError'
      if (id !== current || interrupted || state.phase === 'failed') return
      set({ phase: 'failed', reason: 'unplayable' })
    })
  }

  return {
    toggle(id, url) {
      const target = element()
      if (id === current && (state.phase === 'playing' || state.phase === 'loading')) return target.pause()
      if (id !== current || state.phase === 'failed') {
        current = id
        target.src = url
      }
      play(target, id)
    },
    playback: (id) => (id === current ? state : IDLE),
    duration: (id) => durations.get(id) ?? null,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    stop: () => audio?.pause(),
  }
}

const reasonOf = (error: MediaError | null) =>
  error?.code === 2 /* MEDIA_ERR_NETWORK */ ? 'unreachable' : 'unplayable'
