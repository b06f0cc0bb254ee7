import { cursorOf } from '~/domain/cursor'
import { type Mode, modeOf, maySweep, sweepAt } from '~/domain/pace'
import type { OutboxItem } from '~/domain/outboxItem'
import type { Presence } from '~/domain/presence'
import { unreadOf } from '~/domain/reading'
import { newestVotes } from '~/domain/skew'
import type { Timing } from '~/domain/timingState'
import type { Older } from '~/store/chatStore'
import { type ApiFailure, failureOf } from '~/wire/errors'
import type { Role } from '~/wire/schema'
import type { Chat } from './chat'
import type { Ask } from './journal'

/** One question for messages, see `Ask`; null: not known (yet). `failure`: as `failureName` says it, or `aborted`. */
export type JournalEntry = Readonly<{
  endpoint: 'poll' | 'history'
  at: number
  lasttime: number
  page: number | null
  limit: number | null
  ms: number | null
  rows: number | null
  added: number | null
  known: number | null
  refused: number | null
  failure: string | null
}>

/**
 * How a conversation fares: plain data that JSON can hold, without anything that was said, who said it or to whom. Times are ms;
 * what is due or was is told from now on, so that no clock has to be known.
 */
export type Inspection = Readonly<{
  /** Device's date, ms. */
  takenAt: number
  role: Role
  device: 'phone' | 'pc'
  opened: boolean
  /** The newest stamp delivered, server-clock ms, which the next poll asks from; 0 if none. */
  cursor: number
  /** How far the server's stamps run ahead of true UTC, and how many of the newest rows vote for what. */
  skew: Readonly<{ ms: number; votes: readonly Readonly<{ ms: number; count: number }>[] }>
  /** The time the server vouches for (`trusted`), less the device's. */
  clock: Readonly<{ offset: number; trusted: boolean }>
  pace: Readonly<{
    mode: Mode
    /** Between two polls; null: none until something happens. */
    delay: number | null
    /** Somebody talks, or did a moment ago: the fast pace. */
    active: boolean
    visible: boolean
    frozen: boolean
    failures: number
    failure: string | null
    /** Until the next poll, about; null while one is under way, or none is due. */
    nextPoll: number | null
    /** Since the poll under way left. */
    underWay: number | null
    /** Until which the server wants to be left alone, 0 if it does not. */
    putOff: number
    /** Since when something may be missing; null: nothing is. */
    behind: number | null
  }>
  sweep: Readonly<{
    /** The newest stamp when the last one succeeded, server-clock ms. */
    to: number | null
    /** Since then, or since the conversation was made. */
    last: number | null
    /** Until the next one; null while none may run. */
    next: number | null
    running: boolean
    failures: number
    /** It cannot be sure that nothing is missing. */
    gap: boolean
  }>
  link: Readonly<{ slow: boolean; restored: boolean; stale: boolean }>
  /** Own messages on their way, in their order. `sweeps`: that looked for one of unknown fate in vain. */
  outbox: readonly Readonly<{
    phase: OutboxItem['state']['phase']
    type: string
    age: number
    failure: string | null
    sweeps: number
  }>[]
  counts: Readonly<{ rows: number; unread: number; refused: number; written: number; generation: number }>
  history: Readonly<{
    older: Older
    since: boolean
    /** The most rows that it gives at once; null: no cap has shown. */
    cap: number | null
    page: number
    failures: number
    beginningKnown: boolean
    /** Until it is asked again, 0 if it may be now. */
    putOff: number
  }>
  /** Whether this tab asks for its conversation, or another one does. */
  tabs: 'leads' | 'follows'
  presence: Presence
  journal: Readonly<{ polls: readonly JournalEntry[]; history: readonly JournalEntry[] }>
}>

/** How a failure is called: its kind, and the status of an answer; never the server's own words. */
export const failureName = (failure: Readonly<{ kind: string; status?: number }>): string =>
  failure.status === undefined ? failure.kind : `${failure.kind} ${failure.status}`

/** Looks at a conversation. Changes nothing, and may be called at any time. */
export function inspect(chat: Chat): Inspection {
  const { store, engine, clock, trueClock, habits, journal } = chat
  const state = store.getState()
  const timing = engine.timing()
  const now = { elapsed: clock.elapsed(), wall: clock.wall() }
  const { at, trusted } = trueClock.now()
  const left = (until: number) => Math.max(0, Math.round(until - now.elapsed))
  const since = (then: number) => Math.round(now.elapsed - then)
  const { log, outbox, marked, link } = state
  const polls = journal.polls.map((ask) => entryOf('poll', ask))
  return {
    takenAt: now.wall,
    role: state.pair.me.role,
    device: timing.device,
    opened: state.opened,
    cursor: cursorOf(state),
    skew: { ms: log.skew, votes: tally(newestVotes(log.rows)) },
    clock: { offset: Math.round(at - now.wall), trusted },
    pace: {
      mode: modeOf(timing),
      delay: state.delay === false ? null : Math.round(state.delay),
      active: timing.visible && now.elapsed < timing.activeUntil,
      visible: timing.visible,
      frozen: timing.frozen,
      failures: timing.failures,
      failure: nameOf(timing.failure),
      nextPoll: nextPoll(polls, timing, state.delay, now.wall),
      underWay: timing.poll === null ? null : since(timing.poll),
      putOff: left(timing.notBefore),
      behind: timing.behind === null ? null : since(timing.behind),
    },
    sweep: {
      to: state.swept,
      last: Number.isFinite(timing.sweep.last) ? since(timing.sweep.last) : null,
      next: maySweep(timing) ? left(sweepAt(timing, now)) : null,
      running: timing.sweep.running,
      failures: timing.sweep.failures,
      gap: state.gap,
    },
    link: { slow: link.slow, restored: link.restored, stale: link.stale !== null },
    outbox: outbox.map((item) => ({
      phase: item.state.phase,
      type: item.type,
      age: Math.round(at - item.at),
      failure: item.state.phase === 'failed' ? failureName(item.state.failure) : null,
      sweeps: item.state.phase === 'unknown' ? item.state.sweeps : 0,
    })),
    counts: {
      rows: log.rows.length,
      unread: unreadOf(log.rows, marked).length,
      refused: state.rejected,
      written: state.written,
      generation: state.generation,
    },
    history: {
      older: state.older,
      since: habits.since,
      cap: Number.isFinite(habits.cap) ? habits.cap : null,
      page: habits.page,
      failures: habits.failures,
      beginningKnown: habits.beginning !== null,
      putOff: Math.max(left(habits.notBefore), left(timing.historyAfter)),
    },
    tabs: timing.leads ? 'leads' : 'follows',
    presence: state.presence,
    journal: { polls, history: journal.history.map((ask) => entryOf('history', ask)) },
  }
}

function entryOf(endpoint: JournalEntry['endpoint'], ask: Ask): JournalEntry {
  const { query, at, end, error, added, known, refused } = ask
  const { lasttime, page, limit } = query
  const failure = error === undefined ? null : failureOf(error)
  return {
    endpoint,
    at,
    lasttime,
    page: page ?? null,
    limit: limit ?? null,
    ms: end === undefined ? null : end - at,
    rows: added === undefined ? null : added + (known ?? 0) + (refused ?? 0),
    added: added ?? null,
    known: known ?? null,
    refused: refused ?? null,
    failure: error === undefined ? null : failure ? failureName(failure) : 'aborted',
  }
}

const nameOf = (failure: ApiFailure | null) => failure && failureName(failure)

/** The loop waits from the end of a poll on. */
function nextPoll(
  polls: readonly JournalEntry[],
  timing: Timing,
  delay: number | false,
  wall: number,
): number | null {
  const newest = polls[polls.length - 1]
  if (delay === false || timing.poll !== null || !newest || newest.ms === null) return null
  return Math.max(0, Math.round(newest.at + newest.ms + delay - wall))
}

function tally(votes: readonly number[]): Inspection['skew']['votes'] {
  const counts = new Map<number, number>()
  for (const vote of votes) counts.set(vote, (counts.get(vote) ?? 0) + 1)
  return [...counts].map(([ms, count]) => ({ ms, count })).sort((a, b) => b.count - a.count)
}
