import { toDelivered } from '~/domain/message'
import { differenceOf } from '~/domain/skew'
import { decode } from '~/kinds/index'
import { objectIdTime } from '~/lib/objectId'
import { delay, painted } from '~/lib/timer'
import type { TrueClock } from '~/lib/trueClock'
import type { Batch, WireMessage } from '~/wire/schema'
import type { Chat } from './chat'
import type { Noted } from './journal'

/** `news`: the conversation changed; `added`, `refused`, `known`: rows that are new, were unusable or of another pair, or stood there. */
export type Received = Readonly<{ news: boolean; added: number; refused: number; known: number }>

/** Rows that are merged at once: some 20 ms of an old phone. */
const SLICE = 2_000
/** Of more than that so many go first, and are painted before the rest: more than are all kept in the page. */
const FIRST = 300

/**
 * Takes an answer of the server into the store: each message decoded by its kind, those of another pair refused. A huge answer
 * is merged in slices, the newest first, and the page stays responsive in between.
 */
export async function receive(
  chat: Pick<Chat, 'store' | 'trueClock' | 'tabs' | 'report' | 'recent'>,
  batch: Noted,
  generation: number,
): Promise<Received> {
  const { store, trueClock, tabs, report, recent } = chat
  const before = store.getState().log
  tellTime(trueClock, batch)
  recent?.note(batch.messages)
  let taken = 0
  const first = batch.messages.length > SLICE ? FIRST : SLICE
  for (let from = 0, to = first; from === 0 || from < batch.messages.length; from = to, to += SLICE) {
    if (from > 0) await (from === first ? painted() : delay(0))
    const rows = rowsOf(chat, batch.messages.slice(from, to))
    taken += rows.length
    const rest = to < batch.messages.length
    store.merge(rows, rest ? 0 : batch.rows - taken, generation)
  }
  const after = store.getState().log
  if (store.getState().generation === generation) tabs.told({ type: 'batch', batch })
  const added = after.rows.length - before.rows.length
  if (batch.rows > taken) report({ type: 'rejected', count: batch.rows - taken })
  const received = { news: after !== before, added, refused: batch.rows - taken, known: taken - added }
  Object.assign(batch.ask ?? {}, received)
  return received
}

function rowsOf({ store, trueClock }: Pick<Chat, 'store' | 'trueClock'>, messages: readonly WireMessage[]) {
  const { pair } = store.getState()
  const arrival = trueClock.now()
  return messages.flatMap((wire) => toDelivered(wire, decode(wire), pair, arrival) ?? [])
}

/** The server's time: from its `Date` header, else (other origins may not read it) from the newest credible ObjectId. */
function tellTime(trueClock: TrueClock, { messages, serverNow }: Batch): void {
  if (serverNow !== null) return trueClock.heard(serverNow)
  for (const { _id, sendtime } of messages) {
    const idTime = objectIdTime(_id)
    if (idTime !== null && differenceOf(sendtime, idTime) !== null) trueClock.atLeast(idTime)
  }
}
