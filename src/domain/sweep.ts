import type { Log } from './merge'

/**
 * W, ms: how much later than its stamp a row may become visible. The documented samples show 163 s; a row that is later than
 * this, and deeper than the page a sweep asks for anyway, is not found.
 */
export const LATEST_COMMIT = 180_000

/** Rows of the smallest and of the largest page that a sweep asks for; between them it doubles. */
export const SMALLEST_PAGE = 20
export const LARGEST_PAGE = 320

/** How far down a sweep must look, server-clock ms: everything stamped at or after it may be missing, or was not read yet. */
export type Depth = Readonly<{
  /** Below it nothing is missing: less than this is what the sweep is for. */
  missing: number
  /**
   * What is looked for besides, within a largest page: an own message whose receipt tells of all that came since the last sweep,
   * and where the row of one of unknown fate can stand at the earliest. Infinity if there is nothing.
   */
  wanted: number
}>

/**
 * What the next sweep must reach. `swept` is the newest stamp that the last successful one began with, never that of an own
 * acknowledgement: what another's message is stamped before that would never be asked for.
 */
export function depthOf(log: Log, swept: number | null, outbox: readonly Sought[] = []): Depth {
  const missing = (swept ?? unswept(log)) - LATEST_COMMIT
  const sought = outbox
    .filter(({ state }) => state.phase === 'unknown' || state.phase === 'sent')
    .map(({ before }) => before.newestStamp - LATEST_COMMIT)
  return { missing, wanted: Math.min(tellingUnread(log, missing), ...sought) }
}

/**
 * Stands for what a sweep has reached as long as none has: the oldest stamp of what came, within a largest page. What polls brought
 * may have holes, however old, where they were capped.
 */
export const unswept = ({ rows }: Log): number =>
  rows.slice(-LARGEST_PAGE).find(({ plausible }) => plausible)?.sentAt ?? 0

/** An own message on its way, as far as a sweep needs to know it (`OutboxItem`). */
type Sought = Readonly<{
  state: Readonly<{ phase: string }>
  before: Readonly<{ newestStamp: number }>
}>

/**
 * Reading marks a whole conversation. So whoever read since the last sweep has read the newest own message that stood there
 * for certain then, and none above it can tell more. To look for the oldest unread one would ask for hundreds of rows each
 * time where the other side does not come back.
 */
function tellingUnread({ rows }: Log, missing: number): number {
  const end = Math.max(0, rows.length - LARGEST_PAGE)
  for (let i = rows.length - 1; i >= end; i -= 1) {
    const row = rows[i]
    if (!row?.mine || !row.plausible) continue
    if (row.read) return Infinity
    if (row.sentAt < missing) return row.sentAt
  }
  return Infinity
}

/** How many rows the next sweep should ask for, from the rows that this one found to be needed. */
export function pageFor(needed: number): number {
  let page = SMALLEST_PAGE
  while (page < needed && page < LARGEST_PAGE) page *= 2
  return page
}
