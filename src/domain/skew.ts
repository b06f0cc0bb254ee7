import type { Delivered } from './message'

const QUARTER = 15 * 60_000
/** How near a row's difference must be to a multiple of 15 min to vote (an ObjectId knows whole seconds only). */
const NEAR = 3_000
/** No time zone is farther; a larger difference means that the id is no real ObjectId, or the stamp is poisoned. */
export const LARGEST_SKEW = 26 * 3_600_000
const VOTERS = 50
/** The newest rows among which voters are looked for: bounds the cost of a merge in a conversation of any length. */
const WINDOW = 200

/**
 * How far the server's stamps run ahead of true UTC, in ms: each row votes for the multiple of 15 min that its `sendtime`
 * minus its ObjectId's time is near to; the newest 50 voters count, a tie goes to the larger. (The documented samples vote
 * 6 to 0 for 8 h, while their median is off by 74 s: six rows there reuse an old stamp, and abstain.) Without any vote:
 * the largest difference that a time zone can explain, else 0.
 */
export function skewOf(rows: readonly Delivered[]): number {
  const newest = rows.slice(-WINDOW).flatMap((row) => {
    const difference = skewOfRow(row)
    return difference === null ? [] : [{ difference, time: row.idTime ?? 0 }]
  })
  const votes = new Map<number, number>()
  const voters = newest
    .map(({ difference, time }) => ({ vote: voteOf(difference), time }))
    .filter(({ vote }) => vote !== null)
    .sort((a, b) => b.time - a.time)
    .slice(0, VOTERS)
  for (const { vote } of voters) if (vote !== null) votes.set(vote, (votes.get(vote) ?? 0) + 1)

  let winner: number | null = null
  for (const [vote, count] of votes) {
    const best = winner === null ? 0 : (votes.get(winner) ?? 0)
    if (winner === null || count > best || (count === best && vote > winner)) winner = vote
  }
  if (winner !== null) return winner
  return newest.length === 0 ? 0 : Math.max(...newest.map(({ difference }) => difference))
}

/** `sendtime` − ObjectId time of a row, where a time zone can explain it. */
export function skewOfRow({ stamp, idTime }: Delivered): number | null {
  if (stamp === null || idTime === null) return null
  const difference = stamp - idTime
  return Math.abs(difference) <= LARGEST_SKEW ? difference : null
}

function voteOf(difference: number): number | null {
  const multiple = Math.round(difference / QUARTER) * QUARTER
  return Math.abs(difference - multiple) <= NEAR ? multiple : null
}
