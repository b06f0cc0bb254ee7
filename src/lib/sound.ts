import { type SoundName, SOUNDS, type Tone } from './soundNotes'
import { after } from './timer'

/** `locked`: the browser plays nothing until somebody has touched the page; `absent`: it has no sound at all. */
export type SoundState = 'locked' | 'ready' | 'absent'

export type Sound = Readonly<{
  state: () => SoundState
  /** Calls back when the state is another one; returns what ends it. */
  subscribe: (changed: () => void) => () => void
  /** Plays at this volume (0 to 1); false where it cannot now, and then it is not made up for later. */
  play: (name: SoundName, volume: number) => boolean
  /** The same in answer to a click or a key, which may also unlock it. */
  tryOut: (name: SoundName, volume: number) => void
  stop: () => void
}>

/** What browsers take for a user's act, each of them another part of it; seen before anything on the page can stop it. */
const ACTS = ['pointerdown', 'pointerup', 'touchend', 'keydown', 'click'] as const

/** Milliseconds that a context which was played may take to run. One that does not was locked again, as by a phone call. */
const PATIENCE = 1_000
/** Milliseconds for which it runs on in silence: to let it run costs a processor and keeps a laptop awake. */
const REST = 2_000
/** Seconds in which a tone rises: at once it clicks. */
const ATTACK = 0.008
/** As good as silent: a gain falls exponentially, and never to zero. */
const SILENT = 0.0001

const NOTHING = () => {}

/** Short sounds made by the browser itself. The context sleeps between them. */
export function createSound(create: () => AudioContext | null = browserContext): Sound {
  const listeners = new Set<() => void>()
  const context = attempt(create)
  let state: SoundState = context ? 'locked' : 'absent'
  let isStopped = false
  let callOffRest = NOTHING
  let callOffLock = NOTHING

  const become = (next: SoundState) => {
    if (next === state || isStopped) return
    state = next
    if (next === 'locked') watchActs()
    else unwatchActs()
    for (const listener of listeners) listener()
  }
  const sleepSoon = () => {
    callOffRest()
    callOffRest = after(REST, () => void context?.suspend().catch(NOTHING))
  }
  const onState = () => {
    if (context?.state !== 'running') return
    callOffLock()
    become('ready')
    sleepSoon()
  }
  const resume = () => {
    // where it may not run yet this waits for as long as that lasts, or is refused: the event tells
    context?.resume().catch(NOTHING)
    onState()
  }
  const watchActs = () => {
    for (const type of ACTS) window.addEventListener(type, resume, true)
  }
  const unwatchActs = () => {
    for (const type of ACTS) window.removeEventListener(type, resume, true)
  }
  const sound = async (name: SoundName, volume: number) => {
    if (!context || isStopped) return
    callOffRest()
    let isLate = false
    callOffLock()
    callOffLock = after(PATIENCE, () => {
      isLate = true
      become('locked')
    })
    await context.resume()
    onState()
    if (!isLate && !isStopped) ring(context, SOUNDS[name], volume)
  }

  context?.addEventListener('statechange', onState)
  if (context) watchActs()
  // browsers that know the page let it play from the beginning
  onState()
  return {
    state: () => state,
    subscribe(changed) {
      listeners.add(changed)
      return () => void listeners.delete(changed)
    },
    play(name, volume) {
      if (state !== 'ready') return false
      sound(name, volume).catch(NOTHING)
      return true
    },
    tryOut: (name, volume) => void sound(name, volume).catch(NOTHING),
    stop() {
      isStopped = true
      unwatchActs()
      callOffRest()
      callOffLock()
      context?.removeEventListener('statechange', onState)
      context?.close().catch(NOTHING)
    },
  }
}

function ring(context: AudioContext, tones: readonly Tone[], volume: number): void {
  // loudness is heard by its square; beyond a half several tones would be cut off
  const most = volume * volume * 0.5
  const begin = context.currentTime + 0.02
  for (const { at, lasts, hz, loud } of tones) {
    const from = begin + at
    const tone = context.createOscillator()
    const gain = context.createGain()
    tone.type = 'triangle'
    tone.frequency.value = hz
    gain.gain.setValueAtTime(SILENT, from)
    gain.gain.linearRampToValueAtTime(Math.max(SILENT, most * loud), from + ATTACK)
    gain.gain.exponentialRampToValueAtTime(SILENT, from + lasts)
    tone.connect(gain)
    gain.connect(context.destination)
    tone.start(from)
    tone.stop(from + lasts)
  }
}

/** Safari before 14.1 has it by another name. */
function browserContext(): AudioContext | null {
  const { AudioContext, webkitAudioContext } = window as {
    AudioContext?: new () => AudioContext
    webkitAudioContext?: new () => AudioContext
  }
  const Context = AudioContext ?? webkitAudioContext
  return Context ? new Context() : null
}

/** A machine without any sound, or with too many pages that have some, throws. */
function attempt(create: () => AudioContext | null): AudioContext | null {
  try {
    return create()
  } catch {
    return null
  }
}
