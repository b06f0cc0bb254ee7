import { toDelivered } from '~/domain/message'
import { differenceOf } from '~/domain/skew'
import { decode } from '~/kinds/index'
import { objectIdTime } from '~/lib/objectId'
import type { TrueClock } from '~/lib/trueClock'
import type { Batch } from '~/wire/schema'
import type { Chat } from './chat'

/** `news`: the conversation changed; `refused`: rows that were unusable or of another pair. */
export type Received = Readonly<{ news: boolean; refused: number }>

/** Takes an answer of the server into the store: each message decoded by its kind, those of another pair refused. */
export function receive(
  { store, trueClock }: Pick<Chat, 'store' | 'trueClock'>,
  batch: Batch,
  generation: number,
): Received {
  const { pair, log } = store.getState()
  tellTime(trueClock, batch)
  const arrival = trueClock.now()
  const rows = batch.messages.flatMap((wire) => toDelivered(wire, decode(wire), pair, arrival) ?? [])
  const refused = batch.rows - rows.length
  store.merge(rows, refused, generation)
  return { news: store.getState().log !== log, refused }
}

/** The server's time: from its `Date` header, else (other origins may not read it) from the newest credible ObjectId. */
function tellTime(trueClock: TrueClock, { messages, serverNow }: Batch): void {
  if (serverNow !== null) return trueClock.heard(serverNow)
  for (const { _id, sendtime } of messages) {
    const idTime = objectIdTime(_id)
    if (idTime !== null && differenceOf(sendtime, idTime) !== null) trueClock.atLeast(idTime)
  }
}
