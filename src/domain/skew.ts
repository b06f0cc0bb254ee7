import { last } from '~/lib/last'
import { carried, type Change } from './carried'
import type { Delivered, Message } from './message'

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
export const skewOf = (rows: readonly Delivered[]): number => skewBy(newestVoters(rows), rows)

function skewBy(newest: readonly Voter[], rows: readonly Delivered[]): number {
  const votes = new Map<number, number>()
  for (const { vote } of newest) votes.set(vote, (votes.get(vote) ?? 0) + 1)
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
export const newestVotes = (rows: readonly Delivered[]): readonly number[] =>
  newestVoters(rows).map(({ vote }) => vote)

/** `time` and then `id` tell which of two was made last. */
type Voter = Readonly<{ vote: number; time: number; id: string }>

function newestVoters(rows: readonly Delivered[]): readonly Voter[] {
  const newest: Voter[] = []
  // from the end, where the newest are: most of the others then cost one comparison
  for (let i = rows.length - 1; i >= 0; i -= 1) {
    const row = rows[i]
    if (row) enter(newest, row)
  }
  return newest
}

/** Puts the row among the newest voters, if it votes and is one of them. */
function enter(newest: Voter[], row: Delivered): void {
  const { id, idTime } = row
  if (idTime === null) return
  const isAfter = (voter: Voter | undefined) =>
    voter !== undefined && (voter.time > idTime || (voter.time === idTime && voter.id > id))
  if (newest.length === VOTERS && isAfter(last(newest))) return
  const vote = voteOf(row)
  if (vote === null) return
  const behind = newest.findIndex((voter) => !isAfter(voter))
  newest.splice(behind < 0 ? newest.length : behind, 0, { vote, time: idTime, id })
  newest.splice(VOTERS)
}

/** The newest voters of a log's rows. */
const voters = carried<readonly Voter[]>(newestVoters, (before, changes) => {
  const newest = [...before]
  for (const [old, now] of changes) {
    const at = old ? newest.findIndex(({ id }) => id === old.id) : -1
    // where one of all that count does so no more, it is one that is not known here that does
    if (at >= 0 && newest.length === VOTERS && voteOf(now) === null) return null
    if (at >= 0) newest.splice(at, 1)
    enter(newest, now)
  }
  return newest
})

/** `skewOf` the rows that these changes have made of `before`. */
export function skewAfter(
  before: readonly Message[],
  rows: readonly Message[],
  changes: readonly Change[],
): number {
  voters.carry(before, rows, changes)
  return skewBy(voters.of(rows), rows)
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
