import * as v from 'valibot'
import { oldestDelivered } from '~/domain/cursor'
import { assertNever } from '~/lib/assertNever'
import { tabsName } from '~/store/keys'
import { LONGEST_RETRY, NO_DATE } from '~/wire/request'
import { parseBatch } from '~/wire/schema'
import type { Chat } from './chat'
import { shareLead } from './lead'
import { receive } from './receive'
import { flush } from './send'
import type { Surroundings } from './startSync'

/**
 * One tab a pair asks the server, the others take its rows: the one that holds a lock. A tab that becomes visible takes the
 * lock from a hidden one, a tab that one writes in takes it from any. Without locks or channels each tab works alone, and
 * everything is right all the same: nothing but the number of requests depends on this.
 */
export function shareTabs(chat: Chat, { locks, openChannel, page }: Surroundings): () => void {
  if (!locks || !openChannel) return () => {}
  const { engine, store } = chat
  const hear = (message: unknown) => {
    const parsed = v.safeParse(Message, message)
    if (parsed.success) take(parsed.output)
    return parsed.success
  }
  const take = (output: Message) => {
    switch (output.type) {
      case 'acked':
        store.disclaim(output.id)
        return
      case 'seen':
        store.see(output.ids)
        if (output.told) store.mark(output.ids)
        return
      case 'presence':
        store.setPresence(output.presence)
        return
      case 'batch':
        return hearBatch(output.rows, output.serverNow)
      case 'failed':
        engine.tell({
          type: 'heard of failure',
          failure: output.failure,
          failures: output.failures,
          draw: chat.random(),
        })
        return
      default:
        assertNever(output)
    }
  }

  /**
   * As if the network had brought it: checked row by row. But what is older than all that is here stands above a hole, perhaps:
   * another tab was scrolled up further. It comes by scrolling up here, too.
   */
  const hearBatch = (sent: readonly unknown[], serverNow: number | null) => {
    const { generation, log, waiting, older } = store.getState()
    if (!engine.timing().opened || waiting?.hidden === false) return
    const isWhole = older === 'end' || older === 'absent'
    const oldest = (isWhole ? null : oldestDelivered(log)) ?? -Infinity
    const batch = parseBatch(sent, serverNow)
    const messages = batch.messages.filter(({ sendtime }) => sendtime >= oldest)
    const rows = batch.rows - batch.messages.length + messages.length
    void receive({ ...chat, ...SILENT }, { ...batch, messages, rows }, generation)
    engine.tell({ type: 'heard' })
    // a tab that does not ask has no success of its own to send by
    void flush(chat)
  }

  const lead = shareLead({ locks, openChannel, page }, tabsName(store.getState().pair), {
    leads: () => engine.tell({ type: 'leads' }),
    follows: () => engine.tell({ type: 'follows' }),
    hear,
  })
  const post = (message: Message) => lead.post(message)

  chat.tabs.told = (news) => {
    if (news.type === 'wrote') return lead.steal()
    if (news.type === 'acked') return post(news)
    if (news.type === 'seen') return post({ ...news, ids: [...news.ids] })
    if (!lead.leads()) return
    if (news.type === 'presence') return post(news)
    if (news.type === 'batch') {
      // a copy for nobody costs as much as one for somebody: of a thousand messages 20 ms
      if (lead.isAlone()) return
      return post({ type: 'batch', rows: [...news.batch.messages], serverNow: news.batch.serverNow })
    }
    const { failure, failures } = engine.timing()
    if (failure) post({ type: 'failed', failure, failures })
  }

  // what is found to be ours by its text is nobody else's: told before the rows themselves, and not while it may be given back
  const told = new Set<string>()
  const stopTelling = store.subscribe(({ claims, outbox }, before) => {
    if (claims === before.claims && outbox === before.outbox) return
    const waiting = new Set(outbox.map(({ localId }) => localId))
    for (const [id, localId] of claims) {
      if (localId === id || waiting.has(localId) || told.has(id)) continue
      told.add(id)
      post({ type: 'acked', id })
    }
  })
  return () => {
    stopTelling()
    lead.stop()
    chat.tabs.told = () => {}
    engine.tell({ type: 'leads' })
  }
}

/** What another tab has told is told already. */
const SILENT = { tabs: { told: () => {} }, report: () => {} }

const number = v.pipe(v.number(), v.finite())
/** The limits of `wire/request`: another script of this origin may write anything. */
const wait = v.pipe(number, v.minValue(0), v.maxValue(LONGEST_RETRY))
const instant = v.pipe(number, v.minValue(0), v.maxValue(NO_DATE))

const Message = v.variant('type', [
  v.object({ type: v.literal('acked'), id: v.string() }),
  v.object({ type: v.literal('seen'), ids: v.array(v.string()), told: v.boolean() }),
  v.object({ type: v.literal('presence'), presence: v.picklist(['unknown', 'online', 'offline']) }),
  v.object({ type: v.literal('batch'), rows: v.array(v.unknown()), serverNow: v.nullable(instant) }),
  v.object({
    type: v.literal('failed'),
    failures: number,
    failure: v.variant('kind', [
      v.object({ kind: v.picklist(['unreachable', 'unreadable']) }),
      v.object({ kind: v.literal('timeout'), waited: number }),
      v.object({ kind: v.literal('http'), status: number, retryAfter: v.nullable(wait) }),
      v.object({ kind: v.literal('refused'), message: v.string() }),
      v.object({ kind: v.literal('html'), ours: v.boolean() }),
      v.object({ kind: v.literal('malformed'), reason: v.string() }),
    ]),
  }),
])

type Message = v.InferOutput<typeof Message>
