import { isTold } from '~/domain/link'
import {
  deadlineOf,
  delayOf,
  isBehind,
  isVouched,
  mayAskAside,
  mayAskHistory,
  maySend,
  type Paces,
} from '~/domain/pace'
import { step } from '~/domain/timing'
import { type Effect, newTiming, type Now, type Timing, type TimingEvent } from '~/domain/timingState'
import type { Clock } from '~/lib/clock'
import { after } from '~/lib/timer'
import type { TrueClock } from '~/lib/trueClock'
import type { ChatStore } from '~/store/chatStore'

/** Longer than any timer of ours is meant to wait; browsers take no more than 31 bits. */
const LONGEST_TIMER = 2 ** 30

export type EngineOptions = Readonly<{
  clock: Clock
  trueClock: Pick<TrueClock, 'now'>
  device: 'phone' | 'pc'
  visible: boolean
  paces?: Paces
}>

/** What carries out the effects. Each is called at most once an event, and tells the engine how it went. */
export type Hands = Readonly<{ poll: () => void; sweep: () => void; cancel: () => void }>

export type Engine = ReturnType<typeof createEngine>

/**
 * Runs the timing rules of `domain/timing`: hands them events and the time, does what they say, and keeps the store's `delay`
 * and `link` in step.
 */
export function createEngine(
  store: Pick<ChatStore, 'getState' | 'setDelay' | 'setLink'>,
  { clock, trueClock, device, visible, paces }: EngineOptions,
) {
  const now = (): Now => ({ elapsed: clock.elapsed(), wall: clock.wall() })
  let timing: Timing = newTiming(device, visible, now(), paces)
  let hands: Hands | null = null
  let callOff: (() => void) | null = null
  const watchers = new Set<() => void>()
  /** True UTC ms of the newest answer. */
  let heardAt: number | null = null

  const tell = (event: TimingEvent) => {
    const before = timing
    const { timing: next, effects } = step(before, event, now())
    timing = next
    const isAnswer = next.heard !== before.heard
    if (isAnswer) heardAt = trueClock.now().at
    // a page that was left changes nothing any more
    if (timing.running) show(isAnswer)
    setAlarm()
    for (const effect of effects) act(effect)
    if (mayAskAside(before) !== mayAskAside(next)) for (const watcher of watchers) watcher()
  }

  const show = (isAnswer: boolean) => {
    const { failures, failure, slow, stale, behind } = timing
    const { link } = store.getState()
    const next = {
      ...link,
      failures,
      failure,
      slow,
      behind: behind !== null,
      stale: stale || failures > 0 ? heardAt : null,
    }
    if (failures > 0) next.restored = false
    else if (isAnswer && isTold(link) && !isTold(next)) next.restored = true
    store.setLink(next)
    store.setDelay(delayOf(timing))
  }

  const setAlarm = () => {
    callOff?.()
    callOff = null
    const at = deadlineOf(timing, now())
    if (at === null) return
    const wait = Math.min(Math.max(0, at - clock.elapsed()), LONGEST_TIMER)
    callOff = after(wait, () => tell({ type: 'time' }))
  }

  const act = (effect: Effect) => {
    if (hands) hands[effect]()
  }

  return {
    tell,
    /** Whether some request succeeded so lately that a POST may start. */
    isVouched: () => isVouched(timing, now()),
    maySend: () => maySend(timing, now()),
    mayAskHistory: () => mayAskHistory(timing, now()),
    mayAskAside: () => mayAskAside(timing),
    /** Calls back as that changes; returns what ends it. */
    watchAside: (changed: () => void) => {
      watchers.add(changed)
      return () => void watchers.delete(changed)
    },
    /** Whether a send waits for a sweep to look for what may be missing. */
    isBehind: () => isBehind(timing, now()),
    timing: () => timing,
    /** The page is open from now on; returns what ends it. */
    start: (does: Hands) => {
      hands = does
      tell({ type: 'started' })
      return () => {
        tell({ type: 'stopped' })
        hands = null
        callOff?.()
      }
    },
  }
}
