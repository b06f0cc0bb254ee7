import { type Budget, capacityOf } from './budget'
import { type Tier, TIERS } from './tier'

const MINUTE = 60_000

/** Milliseconds within which each conversation of a tier is asked, where the budget can hold it. */
export const BOUNDS: Intervals = {
  hot: 10_000,
  new: MINUTE,
  unread: 10_000,
  today: MINUTE,
  older: 5 * MINUTE,
}

/**
 * What nobody is slower than as long as somebody else is faster than that. Without, hundreds of older conversations would be seen
 * every other hour so that a score of busy ones is seen every eleven seconds instead of every twenty: whoever writes again after
 * a week is a customer, too. One that was never loaded is an older one for all that is known.
 */
export const WORST: Intervals = {
  hot: 2 * BOUNDS.hot,
  new: 4 * BOUNDS.older,
  // they are on the list as unread already: what is urgent are those who write now
  unread: 2 * MINUTE,
  today: 4 * BOUNDS.today,
  older: 4 * BOUNDS.older,
}

/** What a tier takes of the rest where others want it, too. */
const SHARE = 3 / 4

/** Milliseconds from one question of a conversation to the next, by tier. */
export type Intervals = Readonly<Record<Tier, number>>

export type Plan = Readonly<{
  intervals: Intervals
  /** How much sooner than that they may be asked, 0 to 1 of the interval, and new ones still get their share. */
  spare: number
}>

/**
 * How often each tier can be asked. Its bound, while all bounds fit; else what is left above everybody's worst goes to
 * the tiers in their order, three quarters of it each. Those that were never loaded get three quarters of what the busiest leave
 * at their worst: a list that does not know who waits is none. If not even the worst fits, the busiest keep theirs, as long as
 * it is no more than three quarters of all, and the others are stretched alike.
 */
export function planOf(states: readonly Readonly<{ tier: Tier }>[], budget: Budget): Plan {
  const counts: Record<Tier, number> = { ...NONE }
  for (const { tier } of states) counts[tier] += 1
  const capacity = capacityOf(budget)
  const rates = ratesOf(counts, capacity)
  const intervals = { ...BOUNDS }
  let used = 0
  for (const tier of TIERS) {
    if (tier !== 'new') used += rates[tier]
    if (counts[tier] > 0) intervals[tier] = Math.max(BOUNDS[tier], (counts[tier] * MINUTE) / rates[tier])
  }
  return { intervals, spare: Math.max(0, 1 - used / (capacity - rates.new)) }
}

/** What the view says of rows that are slower than their bound. */
export const intervalsOf = (states: readonly Readonly<{ tier: Tier }>[], budget: Budget): Intervals =>
  planOf(states, budget).intervals

const NONE: Intervals = { hot: 0, new: 0, unread: 0, today: 0, older: 0 }

/** Questions a minute for each tier; together no more than `capacity`. */
function ratesOf(counts: Intervals, capacity: number): Intervals {
  const wants = perMinute(counts, BOUNDS)
  const worst = perMinute(counts, WORST)
  const hot = Math.min(worst.hot, SHARE * capacity)
  const loading = Math.min(wants.new, SHARE * (capacity - hot))
  const floors = { ...worst, hot, new: loading }
  const others = sum(floors) - hot
  if (hot + others > capacity) {
    const fresh = Math.min(loading, capacity - hot)
    const left = capacity - hot - fresh
    const scale = left / Math.max(others - loading, Number.MIN_VALUE)
    return { ...scaled(worst, Math.min(1, scale)), hot, new: fresh }
  }
  let floorsBelow = sum(floors)
  let wantsBelow = sum(wants)
  let rest = capacity
  const rates = { ...NONE }
  for (const tier of TIERS) {
    floorsBelow -= floors[tier]
    wantsBelow -= wants[tier]
    const most = Math.min(rest - floorsBelow, Math.max(SHARE * rest, rest - wantsBelow))
    rates[tier] = Math.min(wants[tier], Math.max(floors[tier], most))
    rest -= rates[tier]
  }
  return rates
}

const perMinute = (counts: Intervals, every: Intervals): Intervals => ({
  hot: (counts.hot * MINUTE) / every.hot,
  new: (counts.new * MINUTE) / every.new,
  unread: (counts.unread * MINUTE) / every.unread,
  today: (counts.today * MINUTE) / every.today,
  older: (counts.older * MINUTE) / every.older,
})

const sum = ({ hot, new: fresh, unread, today, older }: Intervals) => hot + fresh + unread + today + older

const scaled = (rates: Intervals, by: number): Intervals => ({
  hot: rates.hot * by,
  new: rates.new * by,
  unread: rates.unread * by,
  today: rates.today * by,
  older: rates.older * by,
})
