import { isNative, type Playback, type Playing, silence, type Tell } from '~/lib/audioPlayer'
import { after } from '~/lib/timer'
import type { Clips } from './clips'
import { ClipError, type ClipTrouble } from './trouble'
import { unlocked } from './unlocked'

/** Milliseconds without a byte after which a clip that the element loads itself is looked into. */
const STALLED = 15_000
/** Milliseconds that a seek may take before it is told. */
const SEEKS = 300
/** So many clips have their lengths known. */
const KNOWN = 200

/** What Firefox and Chromium say where there is nothing to play on; the code is that of a damaged file. */
const NO_OUTPUT = /MediaSink|AUDIO_RENDERER_ERROR/i

const NOTHING = () => {}

type Clip = Readonly<{ id: string; url: string }>

type Parts = Readonly<{
  audio: HTMLAudioElement
  tell: Tell
  clips: Clips
  rate: Readonly<{ get: () => number; keep: (rate: number) => void }>
  /** What plays on when the clip `id` has ended; null for nothing. */
  next: (id: string) => Clip | null
  /** The clip `id` is heard. */
  onHeard: (id: string) => void
}>

/**
 * What the element has: nothing that anybody waits for (`none`, the silent clip); the file itself, straight from the server
 * (`direct`), or because nothing else is left (`unread`); what was made of its bytes (`opened`).
 */
type Source = 'none' | 'direct' | 'unread' | 'opened'

/** Plays one clip at a time through the one element: straight from the server where that goes, else from what `clips` makes of it. */
export function createPlaying({ audio, tell, clips, rate, next, onHeard }: Parts): Playing {
  const lengths = new Map<string, number>()
  let clip: Clip = { id: '', url: '' }
  let now: Playback = { phase: 'idle' }
  let source: Source = 'none'
  /** What the bytes had to say before the file itself is tried. */
  let trouble: ClipTrouble = 'format'
  let request = new AbortController()
  let callOff = NOTHING
  /** Where the clip goes on once it has another source. */
  let goesOnAt = 0

  const set = (next: Playback) => {
    now = next
    if (next.phase !== 'loading') callOff()
    tell(clip.id, next)
  }
  const leave = () => {
    request.abort()
    callOff()
  }
  /** What the element has is given up: it is not to sound when it arrives after all. */
  const hush = () => {
    source = 'none'
    audio.pause()
  }
  const fail = (reason: ClipTrouble) => {
    leave()
    hush()
    set({ phase: 'failed', reason })
  }
  const watchStall = () => {
    callOff()
    if (source === 'none') return
    callOff = after(STALLED, () => {
      if (now.phase !== 'loading') return
      if (source === 'direct' && !isOurs(clip.url)) void open(true)
      else fail(source === 'unread' ? trouble : 'blocked')
    })
  }

  /** Starts the element; `begun`: it was started in the tap. */
  function sound(from: Source, src: string | null, begun?: Promise<void>) {
    source = from
    if (src !== null) audio.src = src
    audio.defaultPlaybackRate = rate.get()
    audio.playbackRate = rate.get()
    watchStall()
    const mine = clip
    const isAwaited = () => clip === mine && source === from && now.phase === 'loading'
    ;(begun ?? audio.play()).catch((error: unknown) => {
      if (from === 'none' || !isAwaited() || !isRefusal(error)) return
      // WeChat allows it from within an answer of its own
      unlocked(() => (isAwaited() ? audio.play() : Promise.reject(new Error('too late')))).catch(
        () => isAwaited() && fail('blocked'),
      )
    })
  }

  /** Reads the bytes, and plays what can be made of them; where they cannot be read, the file itself if that was not tried. */
  async function open(wasTried: boolean) {
    leave()
    request = new AbortController()
    const { signal } = request
    goesOnAt = wasTried ? audio.currentTime : 0
    if (wasTried) hush()
    try {
      const src = await clips.open(clip.url, signal, wasTried)
      if (!signal.aborted) sound('opened', src)
    } catch (error) {
      if (signal.aborted) return
      trouble = error instanceof ClipError ? error.trouble : 'decoder'
      if (trouble === 'kept' && !wasTried) sound('unread', clip.url)
      else fail(trouble)
    }
  }

  function start(wanted: Clip, begun?: Promise<void>) {
    leave()
    clip = wanted
    goesOnAt = 0
    set({ phase: 'loading' })
    const ready = clips.ready(clip.url)
    if (begun === undefined && ready !== undefined) return sound('opened', ready)
    if (isNative(clip.url)) return sound('direct', begun ? null : clip.url, begun)
    sound('none', begun ? null : silence(), begun)
    void open(false)
  }

  const on = (type: keyof HTMLMediaElementEventMap, act: () => void) =>
    audio.addEventListener(type, () => source === 'none' || act())
  const onPlaying = () => {
    set({ phase: 'playing' })
    onHeard(clip.id)
  }
  const onError = () => {
    // the file is in order, and no other way leads to a sound
    if (NO_OUTPUT.test(audio.error?.message ?? '')) return fail('speaker')
    if (source === 'opened') clips.drop(clip.url)
    if (source === 'direct' && !isOurs(clip.url)) void open(true)
    else fail(source === 'unread' ? trouble : 'damaged')
  }
  const onDry = () => {
    if (now.phase !== 'playing') return
    set({ phase: 'loading' })
    watchStall()
  }
  const onWaiting = () => {
    if (!audio.seeking) return onDry()
    // most are there at once
    callOff()
    callOff = after(SEEKS, onDry)
  }
  // a recorder that writes as it goes leaves the length to whoever has read it all
  const onLength = () => {
    const { duration } = audio
    if (!Number.isFinite(duration) || lengths.get(clip.id) === duration) return
    lengths.set(clip.id, duration)
    for (const oldest of [...lengths.keys()].slice(0, -KNOWN)) lengths.delete(oldest)
    tell(clip.id, now)
  }
  const onMetadata = () => {
    if (goesOnAt > 0) audio.currentTime = goesOnAt
    goesOnAt = 0
    onLength()
  }
  const onEnded = () => {
    set({ phase: 'idle' })
    const following = next(clip.id)
    if (following) start(following)
  }
  on('playing', onPlaying)
  on('waiting', onWaiting)
  on('pause', () => audio.ended || now.phase === 'idle' || set({ phase: 'paused' }))
  on('ended', onEnded)
  on('loadedmetadata', onMetadata)
  on('durationchange', onLength)
  on('progress', () => now.phase === 'loading' && watchStall())
  on('error', onError)

  const pause = () => {
    if (now.phase === 'playing') return audio.pause()
    if (now.phase !== 'loading') return
    leave()
    // it ran dry on its way, and keeps its place
    if (source !== 'none' && audio.currentTime > 0) return audio.pause()
    hush()
    set({ phase: 'idle' })
  }

  return {
    take(id, url, begun) {
      start({ id, url }, begun)
      if (source !== 'direct') return
      // what has happened before anybody listened
      onLength()
      if (audio.error) onError()
      else if (audio.ended) onEnded()
      else if (!audio.paused && audio.readyState >= 3 /* HAVE_FUTURE_DATA */) onPlaying()
    },
    toggle(id, url) {
      const isCurrent = id === clip.id
      if (isCurrent && (now.phase === 'playing' || now.phase === 'loading')) return pause()
      if (isCurrent && now.phase === 'paused') {
        set({ phase: 'loading' })
        return sound(source, null)
      }
      start({ id, url })
    },
    pause,
    duration: (id) => lengths.get(id) ?? null,
    progress: () => ({
      at: source === 'none' ? 0 : audio.currentTime,
      length: lengths.get(clip.id) ?? null,
    }),
    seek(seconds) {
      if (source !== 'none') audio.currentTime = Math.max(0, Math.min(seconds, lengths.get(clip.id) ?? 0))
    },
    rate: rate.get,
    setRate(wanted) {
      rate.keep(wanted)
      audio.defaultPlaybackRate = wanted
      audio.playbackRate = wanted
    },
  }
}

const isRefusal = (error: unknown) => error instanceof Error && error.name === 'NotAllowedError'

/** A clip of this page, such as a recording before it is sent: nobody has its bytes but the element. */
const isOurs = (url: string) => url.startsWith('blob:')
