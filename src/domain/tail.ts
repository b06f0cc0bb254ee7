import { last } from '~/lib/last'
import { EMPTY_LOG, type Log, merge } from './merge'
import type { Delivered, Message } from './message'
import { LARGEST_PAGE } from './sweep'

/** Rows that a visit leaves behind for the next one's first frame. */
const ROWS = 50

/** The end of a conversation as a visit left it, and how far down its last sweep had looked: what is below that is whole. */
export type Tail = Readonly<{ rows: readonly Message[]; swept: number }>

/** A kept tail that nothing of this visit has met yet. `hidden`: there is a hole between it and what was delivered since. */
export type Waiting = Readonly<{ tail: Tail; hidden: boolean }>

/** What a tail decides about: what is shown, the tail that waits, and down to where the last sweep vouches for it. */
export type Kept = Readonly<{ log: Log; waiting: Waiting | null; swept: number | null }>

/** What is to be kept for the next visit; null before a sweep has vouched for any of it. A row that cannot be dated without its arrival is not. */
export function tailOf({ rows }: Log, swept: number | null): Tail | null {
  if (swept === null || rows.length === 0) return null
  return { rows: rows.slice(-ROWS).filter(({ plausible, idTime }) => plausible || idTime !== null), swept }
}

/** How a visit begins: with what the last one has left, shown while it is all there is. */
export const begunWith = (tail: Tail | null): Kept =>
  tail === null
    ? { log: EMPTY_LOG, waiting: null, swept: null }
    : { log: merge(EMPTY_LOG, tail.rows), waiting: { tail, hidden: false }, swept: tail.swept }

/** Delivered rows beside a tail that may wait still. The same references where nothing changed. */
export function withDelivered(kept: Kept, incoming: readonly Delivered[]): Kept {
  const { log, waiting, swept } = kept
  if (waiting === null || incoming.length === 0) return { log: merge(log, incoming), waiting, swept }
  const delivered = merge(waiting.hidden ? log : EMPTY_LOG, incoming)
  const fate = fateOf(waiting.tail, delivered, swept)
  // how far the sweeps of another visit looked says nothing of what is shown now
  if (fate === 'dropped') return { log: delivered, waiting: null, swept: null }
  if (fate === 'hidden') return { log: delivered, waiting: { ...waiting, hidden: true }, swept }
  return {
    log: waiting.hidden ? merge(delivered, waiting.tail.rows) : merge(log, incoming),
    waiting: null,
    swept,
  }
}

/** The tail belongs to what is shown: a sweep has reached it. */
export const joined = ({ log, waiting, swept }: Kept): Kept => ({
  log: waiting?.hidden ? merge(log, waiting.tail.rows) : log,
  waiting: null,
  swept,
})

/** The tail is given up: what the server has delivered in this visit is all there is. */
export const withoutTail = (kept: Kept): Kept =>
  kept.waiting === null
    ? kept
    : { log: kept.waiting.hidden ? kept.log : EMPTY_LOG, waiting: null, swept: null }

/**
 * What becomes of a kept tail beside what the server has delivered in this visit, whose sweeps begin with `tail.swept`: it is
 * shown while it is all there is, and where nothing can be missing between the two; it is hidden while a hole gapes there, until
 * a sweep has reached it; and dropped where the hole is larger than a sweep is meant to fill, or where the server no longer has
 * what should be in its answer: that is another conversation than it was.
 */
export function fateOf(tail: Tail, { rows }: Log, swept: number | null): 'shown' | 'hidden' | 'dropped' {
  const [oldest] = rows
  const newest = last(tail.rows)
  if (!oldest || !newest) return 'shown'
  if (oldest.sentAt <= newest.sentAt) {
    const ids = new Set(rows.map(({ id }) => id))
    const isGone = ({ sentAt, id }: Message) => sentAt > oldest.sentAt && !ids.has(id)
    return tail.rows.some(isGone) ? 'dropped' : 'shown'
  }
  if (swept !== null && swept > tail.swept) return 'shown'
  return rows.length > LARGEST_PAGE ? 'dropped' : 'hidden'
}
