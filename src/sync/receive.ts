import { toDelivered } from '~/domain/message'
import { skewOfRow } from '~/domain/skew'
import { decode } from '~/kinds/index'
import type { Batch } from '~/wire/schema'
import type { Chat } from './chat'

/**
 * Takes an answer of the server into the store: each message decoded by its kind, those of another pair refused. Returns
 * whether it brought anything new.
 */
export function receive(
  { store, trueClock }: Pick<Chat, 'store' | 'trueClock'>,
  batch: Batch,
  generation: number,
): boolean {
  const { pair, log } = store.getState()
  if (batch.serverNow !== null) trueClock.heard(batch.serverNow)
  const arrival = trueClock.now()
  const rows = batch.messages.flatMap((wire) => toDelivered(wire, decode(wire), pair, arrival) ?? [])
  if (batch.serverNow === null) {
    for (const row of rows) if (row.idTime !== null && skewOfRow(row) !== null) trueClock.atLeast(row.idTime)
  }
  const refused = batch.messages.length - rows.length
  store.merge(rows, batch.rejected + refused, generation)
  return store.getState().log !== log
}
