import type { Log } from './merge'
import type { Kept } from './tail'

/**
 * The newest server stamp that the server has delivered and that its clock can have meant: what the next poll asks from.
 * Derived each time, never kept beside the rows; 0 while there is none. Own sends that are only acknowledged do not count:
 * a peer's message stamped just before one would never be asked for again.
 */
export function newestDelivered({ rows }: Log): number {
  for (let i = rows.length - 1; i >= 0; i -= 1) {
    const row = rows[i]
    if (row?.plausible) return row.sentAt
  }
  return 0
}

/** The same of a conversation that may have begun with what the last visit has left: that was not delivered in this one. */
export const cursorOf = ({ log, waiting }: Pick<Kept, 'log' | 'waiting'>): number =>
  waiting?.hidden === false ? 0 : newestDelivered(log)

/** The oldest server stamp delivered: from where older history is asked for; null while there is none. */
export function oldestDelivered({ rows }: Log): number | null {
  return (rows.find((row) => row.plausible) ?? rows[0])?.sentAt ?? null
}
