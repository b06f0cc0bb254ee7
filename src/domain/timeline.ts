import type { Topic } from './message'

const MINUTE = 60_000
/** A time stands between messages more than this apart … */
const GAP = 5 * MINUTE
/** … and where the last shown time is this far back … */
const SINCE_SHOWN = 10 * MINUTE
/** One person's messages within this belong together. */
const GROUP = 3 * MINUTE

/** What the rules of times and groups need to know of a message: `at` is true UTC in ms. */
export type Timed = Readonly<{ mine: boolean; at: number; topic: Topic | null }>

/** A message with what surrounds it: whether a time stands above it, and whether it opens or closes a group. */
export type Entry<T> = Readonly<{ item: T; showsTime: boolean; first: boolean; last: boolean }>

/**
 * Which messages carry a time above them, and which belong together. `dayOf` names the local day of an instant. Entries
 * that say the same as in `previous` keep their reference, so that their rows do not render.
 */
export function timelineOf<T extends Timed>(
  items: readonly T[],
  dayOf: (at: number) => string,
  previous: readonly Entry<T>[] = [],
): readonly Entry<T>[] {
  const times = timesOf(items, dayOf)
  const kept = new Map(previous.map((entry) => [entry.item, entry]))
  const entries = items.map((item, i): Entry<T> => {
    const showsTime = times[i] === true
    const first = showsTime || !belongs(items[i - 1], item)
    const last = times[i + 1] === true || !belongs(item, items[i + 1])
    const old = kept.get(item)
    const same = old?.showsTime === showsTime && old.first === first && old.last === last
    return same ? old : { item, showsTime, first, last }
  })
  const unchanged = entries.length === previous.length && entries.every((entry, i) => entry === previous[i])
  return unchanged ? previous : entries
}

/** `timelineOf` that remembers what it said last. */
export function rememberingTimeline<T extends Timed>(dayOf: (at: number) => string) {
  let previous: readonly Entry<T>[] = []
  return (items: readonly T[]): readonly Entry<T>[] => {
    previous = timelineOf(items, dayOf, previous)
    return previous
  }
}

function timesOf(items: readonly Timed[], dayOf: (at: number) => string): readonly boolean[] {
  let shown = -Infinity
  let before: Timed | undefined
  return items.map((item) => {
    const shows =
      !before ||
      item.at - before.at > GAP ||
      item.at - shown >= SINCE_SHOWN ||
      dayOf(item.at) !== dayOf(before.at)
    before = item
    if (shows) shown = item.at
    return shows
  })
}

function belongs(a: Timed | undefined, b: Timed | undefined): boolean {
  if (!a || !b) return false
  const sameTopic = a.topic?.type === b.topic?.type && a.topic?.id === b.topic?.id
  return a.mine === b.mine && b.at - a.at <= GROUP && sameTopic
}
