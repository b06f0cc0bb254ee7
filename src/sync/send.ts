import { type Message, toDelivered } from '~/domain/message'
import { waitOf } from '~/domain/link'
import { knownBefore } from '~/domain/matching'
import { type OutboxItem, type SendState, NOTHING_KNOWN } from '~/domain/outboxItem'
import { placed } from '~/domain/placing'
import { currentTopic } from '~/domain/topic'
import { decode, decodeOwn } from '~/kinds/index'
import { last } from '~/lib/last'
import { isLocal, localName } from '~/lib/localFiles'
import type { Size } from '~/lib/mediaSizes'
import { profileOf } from '~/store/profiles'
import { type ApiFailure, failureOf } from '~/wire/errors'
import type { Outgoing } from '~/wire/outgoing'
import type { WireMessage } from '~/wire/schema'
import type { Chat } from './chat'
import { lastPlace } from './place'

/** Puts a text into the outbox, where it is kept and shown at once, and sets the outbox going. */
export function sendText(chat: Chat, text: string): void {
  write(chat, { type: 'TEXT', raw: text, file: null, topic: topicNow(chat) })
  setOff(chat)
}

/** A picture or a voice to be sent. */
export type NewFile = Readonly<{
  type: 'IMAGE' | 'VOICE'
  file: Blob
  name: string
  /** Pixels of a picture. */
  size: Size | null
  /** Length of a voice. */
  seconds: number | null
}>

/** Puts files into the outbox, in their order, as a text: each is shown from here, uploaded, and sent then. */
export function sendFiles(chat: Chat, files: readonly NewFile[]): void {
  for (const { type, file, name, size, seconds } of files) {
    const key = chat.newId()
    chat.files.add(key, file, size)
    const kept = { key, name, bytes: file.size, seconds, size }
    write(chat, { type, raw: localName(key), file: kept, topic: topicNow(chat) })
  }
  setOff(chat)
}

/** Gives up an own message that has not got through, and its file. */
export function discard({ store, files }: Chat, { localId, raw, file }: OutboxItem): void {
  store.discard(localId)
  if (!file) return
  if (isLocal(raw)) files.remove(file.key)
  else files.release(raw)
}

/**
 * Tries messages again that failed, each as a new one at the end, in their order; once, however often it is tapped. One that
 * was perhaps sent may then stand there twice: the view asks first.
 */
export function resend(chat: Chat, items: readonly OutboxItem[]): void {
  const { store } = chat
  const there = items.filter(({ localId }) =>
    store.getState().outbox.some((item) => item.localId === localId),
  )
  if (there.length === 0) return
  for (const item of there) {
    // the new one first: at no moment is the text kept nowhere
    write(chat, item)
    store.discard(item.localId)
  }
  setOff(chat)
}

const topicNow = ({ told, store }: Chat) => currentTopic(told.topic, store.getState().log.rows)

type Written = Pick<OutboxItem, 'type' | 'raw' | 'file' | 'topic'>

function write(chat: Chat, { type, raw, file, topic }: Written): void {
  chat.store.enqueue({
    localId: chat.newId(),
    type,
    raw,
    file,
    content: decodeOwn(type, raw, file?.seconds),
    topic,
    ...lastPlace(chat),
    mine: true,
    // a file that was uploaded before is there still
    state: { phase: file && isLocal(raw) ? 'uploading' : 'queued' },
    before: NOTHING_KNOWN,
    echo: null,
  })
}

function setOff(chat: Chat): void {
  chat.tabs.told({ type: 'wrote' })
  chat.engine.tell({ type: 'touched' })
  void flush(chat)
}

/**
 * Sends what is queued, one POST at a time and in order. Not before the conversation is open, nor before a sweep has looked for
 * what may be missing in it: nobody could tell an own message of yesterday from this one. And not unless some request
 * succeeded just now: a connection that is refused and one that dies after sending look the same, so a poll goes first, and
 * only what was not started is known never to have left. An ambiguous send is never posted again by us.
 */
export async function flush(chat: Chat): Promise<void> {
  const { store, engine, trueClock } = chat
  const isOurs = (item: OutboxItem) => store.getState().outbox.some(({ localId }) => localId === item.localId)
  for (;;) {
    const { opened, outbox, log, generation } = store.getState()
    const { running, frozen } = engine.timing()
    // a page that is left, or stands still, starts nothing: nobody would keep what came of it
    if (!running || frozen) return
    if (!opened || outbox.some(({ state }) => state.phase === 'sending')) return
    const item = outbox.find(({ state }) => state.phase === 'queued')
    // the end of the sweep that is due comes back here
    if (!item || engine.isBehind() || !engine.maySend()) return
    if (!engine.isVouched()) {
      // its success comes back here
      engine.tell({ type: 'wanted' })
      return
    }
    const before = knownBefore(log.rows, item, trueClock.now(), outbox)
    store.update(item.localId, { state: { phase: 'sending' }, before })
    // another tab took this one for dead, and has it
    if (!isOurs(item)) continue
    const outcome = await post(chat, item, log.rows)
    if (store.getState().generation !== generation) return
    // taken over meanwhile: what is said of it here would be said against the tab that has it
    if (!isOurs(item)) continue
    store.update(item.localId, outcome)
    const { state } = outcome
    if (state.phase === 'sent') {
      chat.tabs.told({ type: 'acked', id: state.id })
      engine.tell({ type: 'acked' })
    } else engine.tell({ type: 'wanted' })
    if (state.phase === 'unknown') chat.report({ type: 'unknown', count: 1 })
  }
}

type Outcome = Partial<OutboxItem> & Readonly<{ state: SendState }>

async function post(chat: Chat, item: OutboxItem, rowsBefore: readonly Message[]): Promise<Outcome> {
  try {
    return acknowledged(chat, item, await chat.api.sendMsg(outgoing(chat, item)), rowsBefore)
  } catch (error) {
    const failure = failureOf(error)
    chat.engine.tell({ type: 'put off', what: 'sends', ms: waitOf(failure), draw: chat.random() })
    return { state: failure && isRefusal(failure) ? { phase: 'failed', failure } : unknown(chat) }
  }
}

/** Nobody knows any more, from now on. */
export const unknown = ({ clock }: Pick<Chat, 'clock'>): SendState => ({
  phase: 'unknown',
  since: clock.elapsed(),
  sweeps: 0,
})

/**
 * An acknowledgement shows the message as sent, at the place that the server gave it. It is no delivery: the row comes
 * with the next poll. One for a message that was there before the POST began, or for another pair or kind, says nothing
 * about this one.
 */
function acknowledged(
  chat: Chat,
  item: OutboxItem,
  saved: WireMessage,
  rowsBefore: readonly Message[],
): Outcome {
  const { store, trueClock } = chat
  const { log, pair, claims, outbox } = store.getState()
  const row = toDelivered(saved, decode(saved), pair, trueClock.now())
  const isNews = !rowsBefore.some(({ id }) => id === saved._id)
  if (!row?.mine || row.type !== item.type || !isNews) return { state: unknown(chat) }
  const claimed = claims.get(row.id)
  if (claimed !== undefined && claimed !== item.localId) {
    // an equal message of unknown fate was taken for it: the two change places
    const { before = NOTHING_KNOWN } = outbox.find(({ localId }) => localId === item.localId) ?? {}
    return { state: unknown(chat), before: { ...before, ids: [...before.ids, row.id] } }
  }
  const { sentAt, at } = placed(row, log.skew)
  return { state: { phase: 'sent', id: row.id }, sentAt, at }
}

/** The server read it and said no: certain not to have been sent. Anything less certain is `unknown`. */
const isRefusal = (failure: ApiFailure) =>
  failure.kind === 'refused' ||
  (failure.kind === 'http' && failure.status >= 400 && failure.status < 500 && failure.status !== 408)

function outgoing({ store, told }: Chat, { type, raw, topic, file }: OutboxItem): Outgoing {
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
    voiceLength: file?.seconds ?? null,
    imageSize: type === 'IMAGE' && file ? file.bytes : null,
  }
}
