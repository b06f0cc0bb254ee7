import { assertNever } from '~/lib/assertNever'
import { backoff } from '~/lib/backoff'
import type { ApiFailure } from '~/wire/errors'
import { isBlocking } from './link'

/** Milliseconds between polls. */
export const PACE = { active: 2_000, idle: 5_000, hidden: 15_000, blocked: 60_000 } as const
/** The talk counts as active for this long after opening, waking, any message, a send or typing. */
export const ACTIVE_FOR = 2 * 60_000
/** The longest back-off between polls, and between sweeps that fail. */
const LONGEST = 30_000
const LONGEST_SWEEP = 60_000
/** Between sweeps: while the talk is active, while it is not, while the fate of an own message is unknown. */
export const SWEEP = { active: 30_000, idle: 60_000, unsure: 5_000 } as const
/** A sweep follows an acknowledged send by this much: the poll that delivers it goes first. */
const AFTER_ACK = 1_000
/** One return to the page fires several events; they count as one when they come within this. */
const TOGETHER = 300
/** A request this old is given up on waking: it may hang in a connection that no longer exists. */
const STALE_REQUEST = 5_000
/** The watchdog looks this often while the page is seen, and takes a gap of this much for a sleep. */
const LOOK = 5_000
const SLEEP = 20_000
/** A poll that stays unanswered for so long is told of. */
const SLOW = 8_000
/** The view counts as fresh for three idle paces after the last answer, in the background of a PC for three of its paces. */
const FRESH_FOR = 3
/** An answer this young vouches that a request which is refused now never left. */
const PROBE_LASTS = 10_000

/**
 * The two clocks, ms: `elapsed` runs forward only, but may stand still while a laptop sleeps; `wall` is the device's
 * date, which may jump.
 */
export type Now = Readonly<{ elapsed: number; wall: number }>

export type Mode =
  'booting' | 'polling' | 'back-off' | 'blocked' | 'hidden' | 'suspended' | 'follower' | 'left'

/** Everything that decides when the next request leaves. Times are `elapsed` unless they are a `Now`. */
export type Timing = Readonly<{
  device: 'phone' | 'pc'
  running: boolean
  visible: boolean
  /** Between `pagehide` (or `freeze`) and `pageshow` (or `resume`): nothing may be under way. */
  frozen: boolean
  /** This tab asks for its pair; otherwise another tab does, and hands its rows on. */
  leads: boolean
  /** It was told so before. */
  led: boolean
  opened: boolean
  activeUntil: number
  failures: number
  failure: ApiFailure | null
  /** 0 ≤ draw < 1, drawn once a completed poll: a fresh one at each look would restart the timer for ever. */
  draw: number
  /** What the server asked for with Retry-After: neither waking nor sending overrides it. */
  notBefore: number
  /** When the poll under way left. */
  poll: number | null
  /** Which poll that is: how an older one ends, that was called off, changes nothing. */
  turn: number
  /** When the newest answered poll had left. */
  polled: number
  /** A poll was wanted while one was under way, which may not bring what it is about: one more follows. */
  again: boolean
  /** A poll is about to leave: no sweep goes before it. */
  asking: boolean
  /** The newest answer of any kind. */
  heard: Now | null
  wake: Readonly<{ at: number; since: number }> | null
  looked: Now
  slow: boolean
  stale: boolean
  /** Something may be missing until the next sweep has looked. */
  behind: boolean
  /** The fate of an own message is being looked for. */
  unsure: boolean
  sweep: Readonly<{ running: boolean; wanted: number | null; last: number; failures: number }>
}>

export type TimingEvent =
  | Readonly<{ type: 'started' | 'stopped' }>
  /** A poll left, was answered, failed, or was called off by us. */
  | Readonly<{ type: 'asked' }>
  | Readonly<{ type: 'answered'; turn: number; news: boolean; sweep: boolean }>
  | Readonly<{ type: 'failed'; turn: number; failure: ApiFailure; draw: number }>
  | Readonly<{ type: 'aborted'; turn: number }>
  /** The same for sweeps. */
  | Readonly<{ type: 'sweeping' | 'swept' | 'sweep aborted' }>
  | Readonly<{ type: 'sweep failed'; draw: number }>
  /** Something wants an answer now: a probe before a send, a tap on "retry". */
  | Readonly<{ type: 'wanted' }>
  /** An own send was acknowledged. */
  | Readonly<{ type: 'acked' }>
  | Readonly<{ type: 'unsure'; unsure: boolean }>
  /** Somebody is there: types, sends, comes back. */
  | Readonly<{ type: 'touched' }>
  | Readonly<{ type: 'shown' | 'hidden' }>
  /** The page may have slept, or the network may be back: only a request tells. */
  | Readonly<{ type: 'hint' }>
  | Readonly<{ type: 'frozen' | 'thawed' }>
  | Readonly<{ type: 'leads' | 'follows' }>
  /** The leading tab had an answer, or a failure. */
  | Readonly<{ type: 'heard' }>
  | Readonly<{ type: 'heard of failure'; failure: ApiFailure; failures: number; draw: number }>
  /** Time has passed. */
  | Readonly<{ type: 'time' }>

/** What is to be done: a poll now, a sweep now, or to call off what is under way. In order. */
export type Effect = 'poll' | 'sweep' | 'cancel'

export type Step = Readonly<{ timing: Timing; effects: readonly Effect[] }>

export function newTiming(device: 'phone' | 'pc', visible: boolean, now: Now): Timing {
  return {
    device,
    running: false,
    visible,
    frozen: false,
    leads: true,
    led: false,
    opened: false,
    activeUntil: now.elapsed + ACTIVE_FOR,
    failures: 0,
    failure: null,
    draw: 0,
    notBefore: -Infinity,
    poll: null,
    turn: 0,
    polled: -Infinity,
    again: false,
    asking: false,
    heard: null,
    wake: null,
    looked: now,
    slow: false,
    stale: false,
    behind: false,
    unsure: false,
    sweep: { running: false, wanted: null, last: now.elapsed, failures: 0 },
  }
}

export function modeOf(timing: Timing): Mode {
  if (!timing.running) return 'left'
  if (timing.frozen || (!timing.visible && timing.device === 'phone')) return 'suspended'
  // a tab opens its conversation by itself, whoever leads
  if (!timing.leads && timing.opened) return 'follower'
  if (isBlocking(timing.failure)) return 'blocked'
  if (timing.failures > 0) return 'back-off'
  if (!timing.visible) return 'hidden'
  return timing.opened ? 'polling' : 'booting'
}

/**
 * Milliseconds from one poll to the next; false for none until something happens. A PC goes on in the background (for the
 * title and alerts); a phone does not, its timers would be stopped anyway.
 */
export function delayOf(timing: Timing, now: Now): number | false {
  const { visible, failures, failure, draw } = timing
  const base = paceOf(timing, now)
  const mode = modeOf(timing)
  switch (mode) {
    case 'left':
    case 'suspended':
    case 'follower':
      return false
    case 'blocked':
      return visible ? PACE.blocked : false
    case 'back-off': {
      const asked = failure?.kind === 'http' ? (failure.retryAfter ?? 0) * (1 + 0.1 * draw) : 0
      return Math.max(asked, backoff(base, failures, LONGEST, draw))
    }
    case 'hidden':
    case 'polling':
    case 'booting':
      return base
    default:
      return assertNever(mode)
  }
}

/** Whether the way to the server is open, as far as one can know: a request succeeded just now, and no poll failed since. */
export function isVouched({ heard, failures }: Timing, now: Now): boolean {
  return heard !== null && failures === 0 && gapOf(heard, now) <= PROBE_LASTS
}

/** When something is due by itself (`elapsed`); null for never. */
export function deadlineOf(timing: Timing, now: Now): number | null {
  const { poll, visible, running, frozen, slow, stale, wake, looked, heard } = timing
  if (!running || frozen) return null
  const times = [
    wake?.at,
    visible ? looked.elapsed + LOOK : undefined,
    poll !== null && !slow && visible ? poll + SLOW : undefined,
    heard && !stale ? heard.elapsed + freshFor(timing) : undefined,
    maySweep(timing) ? sweepAt(timing, now) : undefined,
  ].filter((time) => time !== undefined)
  return times.length === 0 ? null : Math.min(...times)
}

/** What an event changes, and what is to be done. Pure: the same timing, event and time give the same step. */
export function step(before: Timing, event: TimingEvent, now: Now): Step {
  const { timing, effects } = react(before, event, now)
  return due(timing, now, effects)
}

function react(timing: Timing, event: TimingEvent, now: Now): Step {
  const { elapsed } = now
  const { sweep } = timing
  const activeUntil = elapsed + ACTIVE_FOR
  switch (event.type) {
    case 'started':
      return just({ ...timing, running: true, frozen: false, asking: false, activeUntil, looked: now })
    case 'stopped':
      return {
        timing: { ...timing, running: false, again: false, wake: null },
        effects: ['cancel'],
      }
    case 'asked':
      return just({ ...timing, asking: false, poll: elapsed, turn: timing.turn + 1 })
    case 'answered': {
      if (event.turn !== timing.turn) return just(timing)
      const isRecovery = timing.failures > 0
      const next: Timing = {
        ...heardNow(timing, now),
        opened: true,
        poll: null,
        polled: timing.poll ?? elapsed,
        ...(event.news && { activeUntil }),
        behind: timing.behind || event.sweep || isRecovery,
        sweep: wanting(sweep, event.sweep || isRecovery ? elapsed : null),
      }
      return next.again ? pollNow({ ...next, again: false }, now) : just(next)
    }
    case 'failed':
      if (event.turn !== timing.turn) return just(timing)
      return just({
        ...failedWith(timing, timing.failures + 1, event, now),
        poll: null,
        again: false,
        slow: false,
      })
    case 'aborted':
      if (event.turn !== timing.turn) return just(timing)
      return just({ ...timing, poll: null, slow: false })
    case 'sweeping':
      return just({ ...timing, sweep: { ...sweep, running: true, wanted: null } })
    case 'swept':
      return just({
        ...timing,
        heard: now,
        behind: sweep.wanted !== null && timing.behind,
        sweep: { ...sweep, running: false, last: elapsed, failures: 0 },
      })
    case 'sweep aborted':
      return just({ ...timing, sweep: wanting({ ...sweep, running: false }, elapsed) })
    case 'sweep failed': {
      const failures = sweep.failures + 1
      const again = elapsed + backoff(SWEEP.unsure, failures, LONGEST_SWEEP, event.draw)
      return just({ ...timing, sweep: { ...sweep, running: false, failures, wanted: again } })
    }
    case 'wanted':
      return pollNow(timing, now)
    case 'acked':
      return pollNow({ ...timing, heard: now, activeUntil, sweep: wanting(sweep, elapsed + AFTER_ACK) }, now)
    case 'unsure': {
      const begins = event.unsure && !timing.unsure
      return just({ ...timing, unsure: event.unsure, sweep: wanting(sweep, begins ? elapsed : null) })
    }
    case 'touched':
      return just({ ...timing, activeUntil })
    case 'shown':
      // some web views tell of a thaw by this alone
      return just(hinted({ ...timing, visible: true, frozen: false, looked: now }, elapsed))
    case 'hidden':
      return {
        timing: { ...timing, visible: false, wake: null },
        // the phone is about to freeze the page: what is under way would be cut in the middle
        effects: timing.device === 'phone' ? ['cancel'] : [],
      }
    case 'hint':
      return just(hinted(timing, elapsed))
    case 'frozen':
      return { timing: { ...timing, frozen: true, wake: null }, effects: ['cancel'] }
    case 'thawed':
      return just(hinted({ ...timing, frozen: false, looked: now }, elapsed))
    case 'leads':
      // a tab that has just asked for itself, as on opening, has nothing to make up for; one that takes over has: whatever it
      // asked before is not what the tab that led has asked since
      return timing.leads || !timing.opened || (!timing.led && elapsed - timing.polled < PACE.active)
        ? just({ ...timing, leads: true, led: true })
        : awake({ ...timing, leads: true, led: true, polled: -Infinity }, elapsed, now)
    case 'follows':
      return just({ ...timing, leads: false, again: false })
    case 'heard':
      return just(timing.leads || !timing.opened ? timing : heardNow(timing, now))
    case 'heard of failure':
      return just(timing.leads || !timing.opened ? timing : failedWith(timing, event.failures, event, now))
    case 'time':
      return just(timing)
    default:
      return assertNever(event)
  }
}

/** What the passing of time brings about, after any event. */
function due(timing: Timing, now: Now, effects: readonly Effect[]): Step {
  const { elapsed } = now
  let next = timing
  const all = [...effects]
  if (next.running && next.visible && !next.frozen && elapsed - next.looked.elapsed >= LOOK) {
    const slept = gapOf(next.looked, now) > SLEEP
    next = { ...next, looked: now }
    if (slept) next = hinted(next, elapsed)
  } else if (next.running && next.visible && !next.frozen && gapOf(next.looked, now) > SLEEP) {
    // the monotonic clock stood still, the date did not
    next = hinted({ ...next, looked: now }, elapsed)
  }
  if (next.wake && elapsed >= next.wake.at) {
    const woken = awake({ ...next, wake: null }, next.wake.since, now)
    next = woken.timing
    all.push(...woken.effects)
  }
  const slow = next.poll !== null && next.visible && elapsed >= next.poll + SLOW
  if (slow && !next.slow) next = { ...next, slow }
  const stale = next.heard !== null && elapsed >= next.heard.elapsed + freshFor(next)
  if (stale && !next.stale) next = { ...next, stale }
  if (maySweep(next) && elapsed >= sweepAt(next, now) && !all.includes('poll') && !all.includes('sweep')) {
    all.push('sweep')
  }
  return { timing: next, effects: all }
}

/** Back at the page: a poll unless one left since, and a sweep after it. */
function awake(timing: Timing, since: number, now: Now): Step {
  const { elapsed } = now
  const woken: Timing = {
    ...timing,
    activeUntil: elapsed + ACTIVE_FOR,
    sweep: wanting(timing.sweep, elapsed),
  }
  const { poll, polled } = woken
  // timers that were overdue fire before anything tells of the sleep: what they asked counts
  const isSince = (time: number | null) => time !== null && time >= since - TOGETHER
  if (isSince(poll) || (poll === null && isSince(polled) && woken.failures === 0)) return just(woken)
  if (poll !== null && elapsed - poll > STALE_REQUEST && mayPoll(woken, now)) {
    return { timing: { ...woken, asking: true }, effects: ['cancel', 'poll'] }
  }
  return pollNow(woken, now)
}

function pollNow(timing: Timing, now: Now): Step {
  if (!mayPoll(timing, now)) return just(timing)
  if (timing.poll !== null) return just({ ...timing, again: true })
  return { timing: { ...timing, asking: true }, effects: ['poll'] }
}

const mayPoll = (timing: Timing, now: Now) =>
  delayOf(timing, now) !== false && now.elapsed >= timing.notBefore

/** Only beside polls that succeed: the next success makes up for it. */
function maySweep(timing: Timing): boolean {
  const mode = modeOf(timing)
  return (
    timing.opened &&
    // waking asks a poll first, and sweeps after it
    timing.wake === null &&
    !timing.asking &&
    !timing.sweep.running &&
    timing.poll === null &&
    (mode === 'polling' || mode === 'hidden')
  )
}

function sweepAt(timing: Timing, now: Now): number {
  const { sweep, unsure } = timing
  const interval = unsure ? SWEEP.unsure : isActive(timing, now) ? SWEEP.active : SWEEP.idle
  if (sweep.failures > 0) return sweep.wanted ?? sweep.last + interval
  return Math.min(sweep.wanted ?? Infinity, sweep.last + interval)
}

function wanting(sweep: Timing['sweep'], at: number | null): Timing['sweep'] {
  if (at === null || (sweep.wanted !== null && sweep.wanted <= at)) return sweep
  return { ...sweep, wanted: at }
}

function hinted(timing: Timing, elapsed: number): Timing {
  if (timing.wake || !timing.visible || timing.frozen || !timing.running) return timing
  return { ...timing, wake: { at: elapsed + TOGETHER, since: elapsed } }
}

const heardNow = (timing: Timing, now: Now): Timing => ({
  ...timing,
  heard: now,
  failures: 0,
  failure: null,
  slow: false,
  stale: false,
})

/** `failures` in a row so far. */
function failedWith(
  timing: Timing,
  failures: number,
  { failure, draw }: Readonly<{ failure: ApiFailure; draw: number }>,
  { elapsed }: Now,
): Timing {
  const asked = failure.kind === 'http' ? (failure.retryAfter ?? 0) : 0
  return { ...timing, failures, failure, draw, notBefore: elapsed + asked }
}

const isActive = ({ visible, activeUntil }: Timing, now: Now) => visible && now.elapsed < activeUntil

const paceOf = (timing: Timing, now: Now) =>
  !timing.visible ? PACE.hidden : isActive(timing, now) ? PACE.active : PACE.idle

const freshFor = ({ visible }: Timing) => FRESH_FOR * (visible ? PACE.idle : PACE.hidden)

/** Milliseconds that have passed by whichever clock says more. */
const gapOf = (then: Now, now: Now) => Math.max(now.elapsed - then.elapsed, now.wall - then.wall)

const just = (timing: Timing): Step => ({ timing, effects: [] })
