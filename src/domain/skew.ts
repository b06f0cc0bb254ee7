import { last } from '~/lib/last'
import type { Delivered } from './message'

const QUARTER = 15 * 60_000
/** How near a row's difference must be to a multiple of 15 min to vote (an ObjectId knows whole seconds only). */
const NEAR = 3_000
/** No time zone is farther; a larger difference means that the id is no real ObjectId, or the stamp is poisoned. */
export const LARGEST_SKEW = 26 * 3_600_000
const VOTERS = 50
/**
 * How far the server's stamps run ahead of true UTC, in ms: each row votes for the multiple of 15 min that its `sendtime`
 * minus its ObjectId's time is near to; the newest 50 voters count, a tie goes to the larger. (The documented samples vote
 * 6 to 0 for 8 h, while their median is off by 74 s: six rows there reuse an old stamp, and abstain.) Without any vote:
 * the largest difference that a time zone can explain, else 0.
 */
export function skewOf(rows: readonly Delivered[]): number {
  const votes = new Map<number, number>()
  for (const vote of newestVotes(rows)) votes.set(vote, (votes.get(vote) ?? 0) + 1)
  let winner: number | null = null
  let most = 0
  for (const [vote, count] of votes) {
    if (winner !== null && (count < most || (count === most && vote < winner))) continue
    winner = vote
    most = count
  }
  return winner ?? largestDifference(rows)
}

/** `sendtime` − ObjectId time of a row, where a time zone can explain it. */
export const skewOfRow = ({ stamp, idTime }: Delivered): number | null =>
  stamp === null || idTime === null ? null : differenceOf(stamp, idTime)

/** The same of a stamp and an ObjectId time, both in ms. */
export function differenceOf(stamp: number, idTime: number): number | null {
  const difference = stamp - idTime
  return Math.abs(difference) <= LARGEST_SKEW ? difference : null
}

/** The votes of the rows that were made last, by their ObjectIds: where they stand in the talk depends on the skew itself. */
export function newestVotes(rows: readonly Delivered[]): readonly number[] {
  const newest: { vote: number; time: number }[] = []
  // from the end, where the newest are: most of the others then cost one comparison
  for (let i = rows.length - 1; i >= 0; i -= 1) {
    const row = rows[i]
    const oldest = newest.length < VOTERS ? -Infinity : (last(newest)?.time ?? -Infinity)
    if (!row || row.idTime === null || row.idTime <= oldest) continue
    const vote = voteOf(row)
    if (vote === null) continue
    const time = row.idTime
    const behind = newest.findIndex((voter) => voter.time < time)
    newest.splice(behind < 0 ? newest.length : behind, 0, { vote, time })
    newest.splice(VOTERS)
  }
  return newest.map(({ vote }) => vote)
}

function voteOf(row: Delivered): number | null {
  const difference = skewOfRow(row)
  return difference === null ? null : wholeSkew(difference)
}

/** The skew that a difference (ms) of a server's time and an ObjectId's time tells of; null where it is near to none. */
export function wholeSkew(difference: number): number | null {
  const multiple = Math.round(difference / QUARTER) * QUARTER
  return Math.abs(difference - multiple) <= NEAR ? multiple : null
}

function largestDifference(rows: readonly Delivered[]): number {
  let largest: number | null = null
  for (const row of rows) {
    const difference = skewOfRow(row)
    if (difference !== null && (largest === null || difference > largest)) largest = difference
  }
  return largest ?? 0
}
