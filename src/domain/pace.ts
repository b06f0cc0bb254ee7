import { assertNever } from '~/lib/assertNever'
import { backoff } from '~/lib/backoff'
import { isBlocking, waitOf } from './link'
import type { Now, Timing } from './timingState'

/**
 * What trades the delay of news for load, ms: between polls while the talk is active, while it is not, and in the background of
 * a PC; between sweeps while it is active, and while it is not. A setting of the build (README).
 */
export type Paces = Readonly<Record<'active' | 'idle' | 'hidden' | 'sweepActive' | 'sweepIdle', number>>
export const PACES: Paces = {
  active: 2_000,
  idle: 5_000,
  hidden: 15_000,
  sweepActive: 30_000,
  sweepIdle: 60_000,
}
/** The talk counts as active for this long after opening, waking, any message, a send or typing. */
export const ACTIVE_FOR = 2 * 60_000
/** Between polls that a server refuses for good. */
const BLOCKED = 60_000
/** Between sweeps while the fate of an own message is unknown. */
export const SWEEP_UNSURE = 5_000
/** The longest back-off between polls. */
const LONGEST = 30_000
/** The watchdog looks this often while the page is seen. */
export const LOOK = 5_000
/** A poll that stays unanswered for so long is told of. */
export const SLOW = 8_000

/** The view counts as fresh for three idle paces after the last answer, in the background of a PC for three of its paces. */
const FRESH_FOR = 3

/** An answer this young vouches that a request which is refused now never left. */
const PROBE_LASTS = 10_000

/** A send waits so long for a sweep to look for what may be missing. */
const PATIENCE = 10_000

export type Mode =
  | 'booting'
  | 'polling'
  | 'back-off'
  | 'blocked'
  | 'hidden'
  | 'suspended'
  | 'follower'
  | 'left'

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
export function delayOf(timing: Timing): number | false {
  const { visible, failures, failure, draw } = timing
  const base = paceOf(timing)
  const mode = modeOf(timing)
  switch (mode) {
    case 'left':
    case 'suspended':
    case 'follower':
      return false
    case 'blocked':
      return visible ? Math.max(BLOCKED, base) : false
    case 'back-off': {
      const asked = waitOf(failure) * (1 + 0.1 * draw)
      // a pace may be set that is slower than the longest back-off; somebody who waits to send is not kept waiting by it
      const pace = timing.waits ? Math.min(base, PACES.idle) : base
      return Math.max(asked, pace, backoff(pace, failures, LONGEST, draw))
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

/**
 * Whether rows may be missing that a sweep, which is due, has not looked for yet: a message that is sent now might be taken for
 * one of them. One that failed is not waited for, one that hangs not for long, and a tab that does not ask has none to wait for.
 */
export function isBehind({ leads, behind, sweep }: Timing, now: Now): boolean {
  return leads && behind !== null && sweep.failures === 0 && now.elapsed - behind < PATIENCE
}

/** Whether the server has not asked to be left without sends, or without anything. */
export const maySend = ({ sendsAfter, notBefore }: Timing, { elapsed }: Now): boolean =>
  elapsed >= Math.max(sendsAfter, notBefore)
/** The same of questions for history. */
export const mayAskHistory = ({ historyAfter, notBefore }: Timing, { elapsed }: Now): boolean =>
  elapsed >= Math.max(historyAfter, notBefore)

/** Whether what goes beside the messages may go: somebody sees the page, this tab asks for its pair, and all is well. */
export const mayAskAside = ({ running, frozen, visible, leads, opened, failures }: Timing): boolean =>
  running && !frozen && visible && leads && opened && failures === 0

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
    timing.wanted ? timing.notBefore : undefined,
  ].filter((time) => time !== undefined)
  return times.length === 0 ? null : Math.min(...times)
}

/** Whether a poll may leave now, were it wanted. */
export const mayPoll = (timing: Timing, now: Now) =>
  delayOf(timing) !== false && now.elapsed >= timing.notBefore

/**
 * Only beside polls that succeed: the next success makes up for it. A tab that follows another one looks for itself where it may
 * have missed what that one told, and for messages of its own: nobody else knows how deep those may lie.
 */
export function maySweep(timing: Timing): boolean {
  const { failures, behind, unsure } = timing
  const mode = modeOf(timing)
  const isFollower = mode === 'follower' && failures === 0 && (behind !== null || unsure)
  return (
    timing.opened &&
    // waking asks a poll first, and sweeps after it
    timing.wake === null &&
    !timing.asking &&
    !timing.sweep.running &&
    timing.poll === null &&
    (mode === 'polling' || mode === 'hidden' || isFollower)
  )
}

/** When the next sweep is due (`elapsed` ms), if one may run. */
export function sweepAt(timing: Timing, now: Now): number {
  const { sweep, unsure, paces, historyAfter } = timing
  const interval = unsure ? SWEEP_UNSURE : isActive(timing, now.elapsed) ? paces.sweepActive : paces.sweepIdle
  const next = sweep.last + interval
  const at = sweep.failures > 0 ? (sweep.wanted ?? next) : Math.min(sweep.wanted ?? Infinity, next)
  return Math.max(at, historyAfter)
}

/** The same sweeps, and one more at that time (`elapsed`) at the latest. */
export function wanting(sweep: Timing['sweep'], at: number | null): Timing['sweep'] {
  if (at === null || (sweep.wanted !== null && sweep.wanted <= at)) return sweep
  return { ...sweep, wanted: at }
}

const isActive = ({ visible, activeUntil }: Timing, elapsed: number) => visible && elapsed < activeUntil

/** Slower only once a poll has ended: a wait that got longer while it runs would begin anew. */
const paceOf = (timing: Timing) => {
  const { visible, paces, ended } = timing
  return !visible ? paces.hidden : isActive(timing, ended) ? paces.active : paces.idle
}

/**
 * Whether somebody who writes puts off the next poll: the wait gets shorter by it, but begins anew, and would end later than the one
 * that ran before.
 */
export function putsOff(before: Timing, timing: Timing, { elapsed }: Now): boolean {
  const { failures, poll, ended } = timing
  const [was, is] = [paceOf(before), paceOf(timing)]
  return failures === 0 && poll === null && is < was && elapsed + is > ended + was
}

/** For how long (ms) an answer keeps the view fresh. */
export const freshFor = ({ visible, paces }: Timing) => FRESH_FOR * (visible ? paces.idle : paces.hidden)

/** Milliseconds that have passed by whichever clock says more. */
export const gapOf = (then: Now, now: Now) => Math.max(now.elapsed - then.elapsed, now.wall - then.wall)
