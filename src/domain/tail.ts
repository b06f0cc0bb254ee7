import { last } from '~/lib/last'
import type { Log } from './merge'
import type { Message } from './message'
import { LARGEST_PAGE } from './sweep'

/** Rows that a visit leaves behind for the next one's first frame. */
const ROWS = 50

/** The end of a conversation as a visit left it, and how far down its last sweep had looked: what is below that is whole. */
export type Tail = Readonly<{ rows: readonly Message[]; swept: number }>

/** What is to be kept for the next visit; null before a sweep has vouched for any of it. */
export function tailOf({ rows }: Log, swept: number | null): Tail | null {
  return swept === null || rows.length === 0 ? null : { rows: rows.slice(-ROWS), swept }
}

/**
 * What becomes of a kept tail beside what the server has delivered in this visit, whose sweeps begin with `tail.swept`: it is
 * shown while it is all there is, and where nothing can be missing between the two; it is hidden while a hole gapes there, until
 * a sweep has reached it; and dropped where the hole is larger than a sweep is meant to fill.
 */
export function fateOf(tail: Tail, { rows }: Log, swept: number | null): 'shown' | 'hidden' | 'dropped' {
  const [oldest] = rows
  const newest = last(tail.rows)
  if (!oldest || !newest || oldest.sentAt <= newest.sentAt) return 'shown'
  if (swept !== null && swept > tail.swept) return 'shown'
  return rows.length > LARGEST_PAGE ? 'dropped' : 'hidden'
}
