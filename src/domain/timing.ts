import { assertNever } from '~/lib/assertNever'
import { backoff } from '~/lib/backoff'
import type { ApiFailure } from '~/wire/errors'
import { waitOf } from './link'
import {
  ACTIVE_FOR,
  delayOf,
  freshFor,
  gapOf,
  LOOK,
  mayPoll,
  maySweep,
  putsOff,
  SLOW,
  SWEEP_UNSURE,
  sweepAt,
  wanting,
} from './pace'
import type { Effect, Now, Step, Timing, TimingEvent } from './timingState'

/** A sweep follows an acknowledged send by this much: the poll that delivers it goes first. */
const AFTER_ACK = 1_000
/** One return to the page fires several events; they count as one when they come within this. */
const TOGETHER = 300
/** Where a page or a network flickers, returns count so far apart; no farther: the network is back a moment after its page. */
const APART = 1_000
/** A request this old is given up on waking: it may hang in a connection that no longer exists. */
const STALE_REQUEST = 5_000
/** A tab that has asked by itself within this has nothing to make up for when it leads. */
const JUST_ASKED = 2_000
/** A gap of this much between two looks of the watchdog is a sleep. */
const SLEEP = 20_000
/** The longest back-off between sweeps that fail. */
const LONGEST_SWEEP = 60_000

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
      return just({ ...timing, asking: false, wanted: false, poll: elapsed, turn: timing.turn + 1 })
    case 'answered': {
      if (event.turn !== timing.turn) return just(timing)
      const isRecovery = timing.failures > 0
      const next: Timing = {
        ...heardNow(timing, now),
        opened: true,
        poll: null,
        polled: timing.poll ?? elapsed,
        ended: elapsed,
        ...(event.news && { activeUntil }),
        behind: timing.behind ?? (event.sweep || isRecovery ? elapsed : null),
        sweep: wanting(sweep, event.sweep || isRecovery ? elapsed : null),
      }
      return next.again ? pollNow({ ...next, again: false }, now) : just(next)
    }
    case 'failed':
      if (event.turn !== timing.turn) return just(timing)
      return just({
        ...failedWith(timing, timing.failures + 1, event, now),
        poll: null,
        ended: elapsed,
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
        behind: sweep.wanted === null ? null : timing.behind,
        sweep: { ...sweep, running: false, last: elapsed, failures: 0 },
      })
    case 'sweep aborted':
      return just({ ...timing, sweep: wanting({ ...sweep, running: false }, elapsed) })
    case 'sweep failed': {
      const failures = sweep.failures + 1
      const again = elapsed + backoff(SWEEP_UNSURE, failures, LONGEST_SWEEP, event.draw)
      return just({ ...timing, sweep: { ...sweep, running: false, failures, wanted: again } })
    }
    case 'wanted':
      return pollNow(timing, now)
    case 'missing':
      // a poll that is due would mostly bring it: nobody is kept waiting. A tab that follows looks only where it knows why
      return just({
        ...timing,
        behind: timing.leads ? timing.behind : (timing.behind ?? elapsed),
        sweep: wanting(sweep, elapsed),
      })
    case 'acked':
      return pollNow({ ...timing, heard: now, activeUntil, sweep: wanting(sweep, elapsed + AFTER_ACK) }, now)
    case 'outbox': {
      const { unsure, waits } = event
      const begins = unsure && !timing.unsure
      return just({ ...timing, unsure, waits, sweep: wanting(sweep, begins ? elapsed : null) })
    }
    case 'put off': {
      const until = elapsed + event.ms * (1 + 0.1 * event.draw)
      return just(
        event.what === 'sends'
          ? { ...timing, sendsAfter: Math.max(timing.sendsAfter, until) }
          : { ...timing, historyAfter: Math.max(timing.historyAfter, until) },
      )
    }
    case 'touched': {
      const next = { ...timing, activeUntil }
      return putsOff(timing, next, now) ? pollNow(next, now) : just(next)
    }
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
      return timing.leads || !timing.opened || (!timing.led && elapsed - timing.polled < JUST_ASKED)
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
  if (next.running && next.visible && !next.frozen && elapsed >= next.looked.elapsed + LOOK) {
    const slept = gapOf(next.looked, now) > SLEEP
    next = { ...next, looked: now }
    if (slept) next = hinted(next, elapsed)
  } else if (next.running && next.visible && !next.frozen && gapOf(next.looked, now) > SLEEP) {
    // the monotonic clock stood still, the date did not
    next = hinted({ ...next, looked: now }, elapsed)
  }
  if (next.wake && elapsed >= next.wake.at) {
    const woken = awake({ ...next, wake: null, woken: elapsed }, next.wake.since, now)
    next = woken.timing
    all.push(...woken.effects)
  }
  if (next.wanted && elapsed >= next.notBefore) {
    const asked = pollNow({ ...next, wanted: false }, now)
    next = asked.timing
    all.push(...asked.effects)
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
    // what was told while a page stood still reached nobody
    behind: timing.behind ?? (timing.leads || !timing.opened ? null : elapsed),
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
  if (!mayPoll(timing, now)) {
    const isPutOff = delayOf(timing) !== false
    return just({ ...timing, wanted: isPutOff })
  }
  if (timing.poll !== null) return just({ ...timing, again: true })
  return { timing: { ...timing, asking: true }, effects: ['poll'] }
}

function hinted(timing: Timing, elapsed: number): Timing {
  if (timing.wake || !timing.visible || timing.frozen || !timing.running) return timing
  const at = Math.max(elapsed + TOGETHER, timing.woken + APART)
  return { ...timing, wake: { at, since: elapsed } }
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
  return { ...timing, failures, failure, draw, notBefore: elapsed + waitOf(failure) * (1 + 0.1 * draw) }
}

const just = (timing: Timing): Step => ({ timing, effects: [] })
