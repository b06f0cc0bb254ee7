import { afterEach, beforeEach, vi } from 'vitest'
import { createAudioPlayer, type Playback } from '~/lib/audioPlayer'
import { createPlaying } from '~/lib/voice/playing'

/** An `<audio>` without a sound: what it is asked stands in `calls`, what happens to it the test says. */
class FakeAudio extends EventTarget {
  calls: string[] = []
  currentTime = 0
  duration = NaN
  paused = true
  ended = false
  seeking = false
  readyState = 0
  error: { code: number; message?: string } | null = null
  playbackRate = 1
  defaultPlaybackRate = 1
  refusal: Error | null = null
  address = ''
  get src() {
    return this.address
  }
  set src(address: string) {
    this.address = address
    Object.assign(this, {
      currentTime: 0,
      duration: NaN,
      paused: true,
      ended: false,
      readyState: 0,
      error: null,
    })
    this.playbackRate = this.defaultPlaybackRate
    this.calls.push(address.startsWith('blob:') ? 'silence' : address)
  }
  play() {
    this.calls.push('play')
    this.paused = false
    return this.refusal ? Promise.reject(this.refusal) : Promise.resolve()
  }
  pause() {
    if (this.paused) return
    this.paused = true
    this.happens('pause')
  }
  happens(type: string, change: Partial<FakeAudio> = {}) {
    Object.assign(this, change)
    this.dispatchEvent(new Event(type))
  }
  fails() {
    this.happens('error', { error: { code: 4 } })
  }
  ends() {
    this.happens('ended', { ended: true, paused: true })
  }
}

/** Gives the tests of a file the clock, and what a clip asks of a browser: call it once at its top. */
export function inABrowser(): void {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('navigator', { userAgent: 'Chrome' })
    vi.stubGlobal('window', {})
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })
}

/** What was promised has been told. */
export const settled = async () => {
  for (let i = 0; i < 10; i += 1) await Promise.resolve()
}

/** A player over such an element; what it would read is `opened`, and answered by `done`. */
export function aPlayer({ loaded = Promise.resolve(), keptRate = 1 } = {}) {
  const audio = new FakeAudio()
  const opened: {
    url: string
    signal: AbortSignal
    again: boolean
    done: (result: string | Error) => void
  }[] = []
  const ready = new Map<string, string>()
  const heard: string[] = []
  const drop = vi.fn<(url: string) => void>()
  const rate = { now: keptRate }
  let following: { id: string; url: string } | null = null
  const player = createAudioPlayer({
    create: () => audio as unknown as HTMLAudioElement,
    load: async (element, tell) => {
      await loaded
      return createPlaying({
        audio: element,
        tell,
        clips: {
          ready: (url) => ready.get(url),
          open: (url, signal, again) =>
            new Promise((resolve, reject) => {
              const done = (result: string | Error) =>
                result instanceof Error ? reject(result) : resolve(result)
              opened.push({ url, signal, again, done })
            }),
          drop,
        },
        rate: { get: () => rate.now, keep: (wanted) => void (rate.now = wanted) },
        next: () => following,
        onHeard: (id) => void heard.push(id),
      })
    },
  })
  const told: Playback['phase'][] = []
  player.subscribe(() => told.push(player.playback('a').phase))
  return {
    player,
    audio,
    opened,
    ready,
    heard,
    drop,
    told,
    follows: (clip: typeof following) => void (following = clip),
    phase: (id = 'a') => player.playback(id).phase,
    reason: (id = 'a') => {
      const playback = player.playback(id)
      return playback.phase === 'failed' ? playback.reason : null
    },
    /** The clip `a` has begun to sound. */
    sounds: async (url = '/a.mp3') => {
      player.toggle('a', url)
      await settled()
      audio.happens('loadedmetadata', { duration: 4.4 })
      audio.happens('playing', { readyState: 4 })
    },
  }
}
