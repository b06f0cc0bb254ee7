import { type Budget, roomAt } from './budget'
import { planOf, WORST } from './intervals'
import type { Tier } from './tier'

/** A conversation that is asked in the background. Times are `elapsed` ms. */
export type Asked = Readonly<{
  id: string
  tier: Tier
  /** When the newest question that was answered began; -Infinity: never. Of a new one when it came to the list. */
  askedAt: number
  /** It is being asked. */
  pending: boolean
  /** It failed, and is left alone until then. */
  notBefore: number
  /** 0 ≤ draw < 1, drawn once a question: a fresh one at each look would always bring the next one forward. */
  draw: number
  /** Of new ones those of the greatest weight go first: pinned, then most recent. */
  weight: number
}>

/** Ask this one now, or look again then (`elapsed` ms; null: when something changes). */
export type Due = Readonly<{ ask: string }> | Readonly<{ at: number | null }>

/**
 * Questions leave earlier than they must, by this share of the interval at most: a half of it so that those
 * that fall due together are still in time, the other half by chance, so that they do not go on doing so.
 */
const EARLIEST = 0.2

/** What of the spare is spent on it: with all of it there would be no room to make up for a coincidence. */
const SPENT = 1 / 2

/** Late by less than this, of the interval, is a coincidence: first come, first served makes up for it soonest. */
const LATE = 1.1

/** A conversation that has waited for so many intervals goes before all others, whatever its tier: nobody starves. */
const STARVING = 2

/**
 * Whom to ask next. Before anybody is late by much, whoever is, or will be, first: as long as all bounds can be kept, that keeps them. Of those who
 * are late the busier tier, and within it whoever is most overdue, by its interval; as the intervals fit the budget, each tier
 * leaves to those below what is theirs, and to new ones, which are always due, what the others leave. Where the budget is not
 * what it seems (a server that has just become slow), waiting long enough turns into precedence, and all are late alike.
 * Pure; one pass over all conversations.
 */
export function nextDue(states: readonly Asked[], now: number, budget: Budget): Due {
  const room = roomAt(budget, now)
  if (room === null) return { at: null }
  const { intervals, spare } = planOf(states, budget)
  const early = Math.min(EARLIEST, spare * SPENT)
  let first: Candidate | null = null
  let earliest = Infinity
  for (const state of states) {
    if (state.pending) continue
    const interval = intervals[state.tier]
    const due =
      state.tier === 'new' ? -Infinity : state.askedAt + interval * (1 - (early / 2) * (1 + state.draw))
    const at = Math.max(due, state.notBefore)
    earliest = Math.min(earliest, at)
    if (at > now) continue
    // who was never asked is due, but has not been kept waiting
    const since = Number.isFinite(state.askedAt) ? state.askedAt : now
    const overdue = (now - since) / (state.tier === 'new' ? WORST.new : interval)
    const rank = rankOf(state.tier, overdue)
    const weight = rank === RANKS.new ? state.weight : rank === RANKS.inTime ? -since - interval : overdue
    if (first === null || isBefore(rank, weight, state.id, first)) first = { id: state.id, weight, rank }
  }
  if (first !== null && room <= now) return { ask: first.id }
  return { at: earliest === Infinity ? null : Math.max(room, earliest) }
}

/** The greater the weight, the sooner, among those of a rank. */
type Candidate = Readonly<{ id: string; weight: number; rank: number }>

/** Who is not late goes after those who are; new ones are due all the time, so they come last. */
const RANKS = { starving: 0, hot: 1, unread: 2, today: 3, older: 4, inTime: 5, new: 6 }

function rankOf(tier: Tier, overdue: number): number {
  if (overdue >= STARVING) return RANKS.starving
  return tier === 'new' || overdue >= LATE ? RANKS[tier] : RANKS.inTime
}

function isBefore(rank: number, weight: number, id: string, than: Candidate): boolean {
  if (rank !== than.rank) return rank < than.rank
  return weight === than.weight ? id < than.id : weight > than.weight
}
