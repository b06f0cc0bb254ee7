import { last } from '~/lib/last'
import type { Chat } from './chat'

/** Where an own message stands that is written now: below all that is there, however the clocks differ. */
export function lastPlace({ store, trueClock }: Chat): Readonly<{ sentAt: number; at: number }> {
  const { log, outbox } = store.getState()
  const now = trueClock.now().at + log.skew
  const sentAt = Math.max(now, last(log.rows)?.sentAt ?? 0, last(outbox)?.sentAt ?? 0)
  return { sentAt, at: sentAt - log.skew }
}
