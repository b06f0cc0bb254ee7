import { type Message, toDelivered } from '~/domain/message'
import { type OutboxItem, type SendState, knownBefore, NOTHING_KNOWN } from '~/domain/outbox'
import { placed } from '~/domain/placing'
import { decode } from '~/kinds/index'
import { last } from '~/lib/last'
import { profileOf } from '~/store/profiles'
import { type ApiFailure, failureOf } from '~/wire/errors'
import type { Outgoing } from '~/wire/outgoing'
import type { WireMessage } from '~/wire/schema'
import type { Chat } from './chat'

/** Puts a text into the outbox, where it is shown at once, and sets the outbox going. */
export function sendText(chat: Chat, text: string): void {
  const { store, told, trueClock } = chat
  const { log, outbox } = store.getState()
  const now = trueClock.now().at + log.skew
  // never above what stands there already, however the clocks differ
  const sentAt = Math.max(now, last(log.rows)?.sentAt ?? 0, last(outbox)?.sentAt ?? 0)
  store.enqueue({
    localId: chat.newId(),
    type: 'TEXT',
    raw: text,
    content: { type: 'TEXT', text },
    topic: told.topic,
    sentAt,
    at: sentAt - log.skew,
    mine: true,
    state: { phase: 'queued' },
    before: NOTHING_KNOWN,
    echo: null,
  })
  chat.pacer.touch()
  void flush(chat)
}

/** Tries a refused message again, as a new one at the end; once, however often it is tapped. */
export function resend(chat: Chat, { localId, raw }: OutboxItem): void {
  if (!chat.store.getState().outbox.some((item) => item.localId === localId)) return
  chat.store.discard(localId)
  sendText(chat, raw)
}

/**
 * Sends what is queued, one POST at a time and in order, once the conversation is open: before, nobody could tell an own
 * message of yesterday from this one. An ambiguous send is never posted again by us.
 */
export async function flush(chat: Chat): Promise<void> {
  const { store, trueClock } = chat
  for (;;) {
    const { opened, outbox, log, generation } = store.getState()
    if (!opened || outbox.some(({ state }) => state.phase === 'sending')) return
    const item = outbox.find(({ state }) => state.phase === 'queued')
    if (!item) return
    const before = knownBefore(log.rows, item, trueClock.now())
    store.update(item.localId, { state: { phase: 'sending' }, before })
    const outcome = await post(chat, item, log.rows)
    if (store.getState().generation !== generation) return
    store.update(item.localId, outcome)
    store.nudge()
  }
}

type Outcome = Partial<OutboxItem> & Readonly<{ state: SendState }>

async function post(chat: Chat, item: OutboxItem, rowsBefore: readonly Message[]): Promise<Outcome> {
  try {
    return acknowledged(chat, item, await chat.api.sendMsg(outgoing(chat, item)), rowsBefore)
  } catch (error) {
    const failure = failureOf(error)
    return { state: failure && isRefusal(failure) ? { phase: 'failed', failure } : { phase: 'unknown' } }
  }
}

/**
 * An acknowledgement shows the message as sent, at the place that the server gave it. It is no delivery: the row comes
 * with the next poll. One for a message that was there before the POST began, or for another pair or kind, says nothing
 * about this one.
 */
function acknowledged(
  { store, trueClock }: Chat,
  item: OutboxItem,
  saved: WireMessage,
  rowsBefore: readonly Message[],
): Outcome {
  const { log, pair } = store.getState()
  const row = toDelivered(saved, decode(saved), pair, trueClock.now())
  const isNews = !rowsBefore.some(({ id }) => id === saved._id)
  if (!row?.mine || row.type !== item.type || !isNews) return { state: { phase: 'unknown' } }
  const { sentAt, at } = placed(row, log.skew)
  return { state: { phase: 'sent', id: row.id }, sentAt, at }
}

/** The server read it and said no: certain not to have been sent. Anything less certain is `unknown`. */
const isRefusal = (failure: ApiFailure) =>
  failure.kind === 'refused' ||
  (failure.kind === 'http' && failure.status >= 400 && failure.status < 500 && failure.status !== 408)

function outgoing({ store, told }: Chat, { type, raw, topic }: OutboxItem): Outgoing {
  const state = store.getState()
  const { appid, me, peer } = state.pair
  const own = last(state.log.rows.filter(({ mine }) => mine))
  return {
    appid,
    from: { ...me, ...profileOf('mine', state, told.me), area: own?.author.area ?? '' },
    to: { id: peer.id, ...profileOf('theirs', state, told.peer) },
    type,
    content: raw,
    channel: told.channel,
    topic: topic ?? { type: 'CHAT', id: '' },
    voiceLength: null,
    imageSize: null,
  }
}
