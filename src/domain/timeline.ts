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

/** Tells the local day of an instant: something that is the same for two instants of one day, and for no others. */
export type DayOf = (at: number) => number | string

/** A message with what surrounds it. */
export type Entry<T> = Readonly<{
  item: T
  /** A time stands above it. */
  showsTime: boolean
  /** It opens a group of messages of one person. */
  first: boolean
  /** The talk turns to its topic, or away from one, with it. */
  turns: boolean
}>

/**
 * Which messages carry a time above them, which belong together, and where the topic changes. Only entries that a change
 * touches are derived anew; the others keep their reference, so that their rows do not render and an append costs the same at
 * any length.
 */
export function timelineOf<T extends Timed>(
  items: readonly T[],
  dayOf: DayOf,
  previous: readonly Entry<T>[] = [],
): readonly Entry<T>[] {
  const start = sameStart(items, previous)
  if (start === items.length && start === previous.length) return previous
  const end = items.length - sameEnd(items, previous, start)
  const moved = previous.length - items.length
  const fresh: Entry<T>[] = []
  // one copy: of a long conversation, copies are what a message costs
  const head = start === previous.length ? previous : previous.slice(0, start)
  let shown = lastShown(head)
  for (let i = start; i < items.length; i += 1) {
    const item = items[i]
    if (!item) break
    const old = [previous[i + moved], previous[i]].find((entry) => entry?.item === item)
    const entry = entryOf(item, items[i - 1], shown, dayOf, old)
    fresh.push(entry)
    if (!entry.showsTime) continue
    shown = item.at
    // a time that stood here before: whatever follows it follows as before
    if (i >= end && entry === old) return head.concat(fresh, previous.slice(i + 1 + moved))
  }
  return head.concat(fresh)
}

/**
 * `timelineOf` that remembers what it said last, while the device stays in one time zone (minutes from UTC): in another one what
 * was one day may be two, and every time is another.
 */
export function rememberingTimeline<T extends Timed>(dayOf: DayOf) {
  let previous: readonly Entry<T>[] = []
  let last = 0
  return (items: readonly T[], zone = 0): readonly Entry<T>[] => {
    previous = timelineOf(items, dayOf, zone === last ? previous : [])
    last = zone
    return previous
  }
}

function entryOf<T extends Timed>(
  item: T,
  before: T | undefined,
  shown: number,
  dayOf: DayOf,
  old: Entry<T> | undefined,
): Entry<T> {
  const showsTime =
    !before ||
    item.at - before.at > GAP ||
    item.at - shown >= SINCE_SHOWN ||
    dayOf(item.at) !== dayOf(before.at)
  const turns = !sameTopic(item.topic, before?.topic ?? null)
  const first = showsTime || turns || !before || before.mine !== item.mine || item.at - before.at > GROUP
  const same = old?.showsTime === showsTime && old.first === first && old.turns === turns
  return same ? old : { item, showsTime, first, turns }
}

/** How many entries at the start are those of the same items as before. */
function sameStart<T>(items: readonly T[], previous: readonly Entry<T>[]): number {
  const most = Math.min(items.length, previous.length)
  let i = 0
  while (i < most && previous[i]?.item === items[i]) i += 1
  return i
}

function sameEnd<T>(items: readonly T[], previous: readonly Entry<T>[], start: number): number {
  const most = Math.min(items.length, previous.length) - start
  let i = 0
  while (i < most && previous[previous.length - 1 - i]?.item === items[items.length - 1 - i]) i += 1
  return i
}

function lastShown(entries: readonly Entry<Timed>[]): number {
  for (let i = entries.length - 1; i >= 0; i -= 1) {
    const entry = entries[i]
    if (entry?.showsTime) return entry.item.at
  }
  return -Infinity
}

const sameTopic = (a: Topic | null, b: Topic | null) => a?.type === b?.type && a?.id === b?.id
