import { type Budget, roomAt } from './budget'
import { planOf, WORST } from './intervals'
import { type Tier, TIERS } from './tier'

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
 * Questions leave earlier than they must by as much of the interval as the budget has to spare: a half of it so that those
 * that fall due together are still in time, the other half by chance, so that they do not go on doing so.
 */
const EARLIEST = 0.2

/** A conversation that has waited for so many intervals goes before all others, whatever its tier: nobody starves. */
const STARVING = 2

/**
 * Whom to ask next. The busier tier first, and within one whoever is most overdue, by its interval; as the intervals fit the
 * budget, each tier leaves to those below what is theirs, and to new ones, which are always due, what the others leave. Where
 * the budget is not what it seems (a server that has just become slow), waiting long enough turns into precedence, and all
 * are late alike. Pure; one pass over all conversations.
 */
export function nextDue(states: readonly Asked[], now: number, budget: Budget): Due {
  const room = roomAt(budget, now)
  if (room === null) return { at: null }
  const { intervals, spare } = planOf(states, budget)
  const early = Math.min(EARLIEST, spare)
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
    const waited = (now - state.askedAt) / (state.tier === 'new' ? WORST.new : interval)
    // who was never asked is due, but has not been kept waiting
    const overdue = Number.isFinite(waited) ? waited : 1
    const rank = overdue >= STARVING ? -1 : RANKS[state.tier]
    if (first === null || isBefore(state, overdue, rank, first)) first = { state, overdue, rank }
  }
  if (first !== null && room <= now) return { ask: first.state.id }
  return { at: earliest === Infinity ? null : Math.max(room, earliest) }
}

type Candidate = { state: Asked; overdue: number; rank: number }

/** New ones are due all the time, so they come last. */
const RANKS: Readonly<Record<Tier, number>> = { hot: 0, today: 1, older: 2, new: TIERS.length }

function isBefore(state: Asked, overdue: number, rank: number, than: Candidate): boolean {
  if (rank !== than.rank) return rank < than.rank
  const [mine, other] = rank === RANKS.new ? [state.weight, than.state.weight] : [overdue, than.overdue]
  return mine === other ? state.id < than.state.id : mine > other
}
