import { type OutboxItem, type SendState, knownBefore, NOTHING_KNOWN } from '~/domain/outbox'
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
  })
  chat.pacer.touch()
  void flush(chat)
}

/** Tries a refused message again, as a new one at the end. */
export function resend(chat: Chat, { localId, raw }: OutboxItem): void {
  chat.store.discard(localId)
  sendText(chat, raw)
}

/** Sends what is queued, one POST at a time and in order. An ambiguous send is never posted again by us. */
async function flush(chat: Chat): Promise<void> {
  const { store } = chat
  for (;;) {
    const { outbox, log, generation } = store.getState()
    if (outbox.some(({ state }) => state.phase === 'sending')) return
    const item = outbox.find(({ state }) => state.phase === 'queued')
    if (!item) return
    store.update(item.localId, { state: { phase: 'sending' }, before: knownBefore(log.rows, item) })
    const outcome = await post(chat, item)
    if (store.getState().generation !== generation) return
    store.update(item.localId, outcome)
    store.nudge()
  }
}

type Outcome = Partial<OutboxItem> & Readonly<{ state: SendState }>

async function post(chat: Chat, item: OutboxItem): Promise<Outcome> {
  try {
    return acknowledged(chat, await chat.api.sendMsg(outgoing(chat, item)))
  } catch (error) {
    const failure = failureOf(error)
    return { state: failure && isRefusal(failure) ? { phase: 'failed', failure } : { phase: 'unknown' } }
  }
}

/**
 * An acknowledgement shows the message as sent, at the place that the server gave it. It is no delivery: the row comes
 * with the next poll. One for a message that is known already, or of another pair, says nothing about this one.
 */
function acknowledged({ store }: Chat, saved: WireMessage): Outcome {
  const { log, pair } = store.getState()
  const ours = saved.from === pair.me.id && saved.to === pair.peer.id
  const known = log.rows.some(({ id }) => id === saved._id)
  if (!ours || known) return { state: { phase: 'unknown' } }
  const state: SendState = { phase: 'sent', id: saved._id }
  return saved.sendtime < 0 ? { state } : { state, sentAt: saved.sendtime, at: saved.sendtime - log.skew }
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
