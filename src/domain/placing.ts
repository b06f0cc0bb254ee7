import type { Delivered, Message } from './message'
import { LARGEST_SKEW, skewOfRow } from './skew'

/** A stamp this much after its own ObjectId time + skew is no clock's jitter any more. */
const MOST_AHEAD = 5 * 60_000
/** The farthest time zone (UTC+14) and an hour: how far a stamp may be ahead of the server's now where no ObjectId tells. */
const MOST_AHEAD_OF_NOW = 15 * 3_600_000
/** The first ObjectIds: an older "time" is a made-up id. */
const FIRST_OBJECT_ID = Date.UTC(2009, 1, 11)

/**
 * Puts a message at its place in time. One whose stamp is implausible is shown and sorted by its ObjectId time, without
 * one by `create_at`, else by its arrival; it does not move the cursor, so one poisoned stamp cannot silence the
 * conversation. `skew` as `skewOf` says, in ms.
 */
export function placed(row: Delivered, skew: number): Message {
  const plausible = isPlausible(row, skew)
  const sentAt = plausible && row.stamp !== null ? row.stamp : bestGuess(row, skew)
  return { ...row, sentAt, at: sentAt - skew, plausible }
}

function isPlausible(row: Delivered, skew: number): boolean {
  if (row.stamp === null) return false
  const difference = skewOfRow(row)
  if (difference !== null) return difference <= skew + MOST_AHEAD
  return !row.arrival.trusted || row.stamp <= row.arrival.at + MOST_AHEAD_OF_NOW
}

function bestGuess({ idTime, createdAt, arrival }: Delivered, skew: number): number {
  // a device's own clock is no evidence against a time
  const latest = arrival.trusted ? arrival.at + LARGEST_SKEW : Infinity
  if (idTime !== null && idTime > FIRST_OBJECT_ID && idTime <= latest) return idTime + skew
  if (createdAt !== null && createdAt <= latest) return createdAt
  return arrival.at + skew
}
