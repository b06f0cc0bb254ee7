import * as v from 'valibot'
import { oldestDelivered } from '~/domain/cursor'
import { assertNever } from '~/lib/assertNever'
import type { Channel } from '~/lib/channel'
import { after } from '~/lib/timer'
import { tabsName } from '~/store/keys'
import { LONGEST_RETRY, NO_DATE } from '~/wire/request'
import { parseBatch } from '~/wire/schema'
import type { Chat } from './chat'
import { receive } from './receive'
import { flush } from './send'
import type { Surroundings } from './startSync'

/** A tab that is asked whether it leads, and is seen, has this long (ms) to say so. */
const ANSWER_WITHIN = 300
/** A leader that says nothing for so long (ms) is asked whether it is still there: it tells of every answer it gets. */
const QUIET = 40_000

/**
 * One tab a pair asks the server, the others take its rows: the one that holds a lock. A tab that becomes visible takes the
 * lock from a hidden one, a tab that one writes in takes it from any. Without locks or channels each tab works alone, and
 * everything is right all the same: nothing but the number of requests depends on this.
 */
export function shareTabs(chat: Chat, { locks, openChannel, page }: Surroundings): () => void {
  if (!locks || !openChannel) return () => {}
  const { engine, store } = chat
  const name = tabsName(store.getState().pair)
  let channel: Channel | null = null
  let release: (() => void) | null = null
  let callOff: (() => void) | null = null
  let leads = false
  let claims = false

  const post = (message: Message) => channel?.post(message)
  const wait = (ms: number, task: () => void) => {
    callOff?.()
    callOff = after(ms, () => {
      claims = false
      task()
    })
  }

  const lead = () => {
    leads = true
    callOff?.()
    engine.tell({ type: 'leads' })
    post({ type: 'leading', visible: page.isVisible() })
  }
  const follow = () => {
    leads = false
    engine.tell({ type: 'follows' })
    take(false)
    listen()
  }
  const take = (steal: boolean) => {
    release?.()
    // where there is no lock to be had each tab works alone
    release = locks.take(name, { held: lead, lost: follow, refused: lead }, steal)
  }
  const steal = () => leads || take(true)
  /** Whoever leads and is seen may go on; else we lead. */
  const claim = () => {
    if (leads) return
    post({ type: 'who' })
    wait(ANSWER_WITHIN, steal)
    claims = true
  }
  const listen = () => {
    claims = false
    wait(QUIET, () => (page.isVisible() ? claim() : listen()))
  }

  const hear = (message: unknown) => {
    const parsed = v.safeParse(Message, message)
    if (!parsed.success) return
    const { output } = parsed
    // a leader that nobody sees goes on telling; only one that is seen keeps the lock
    if (!leads && (!claims || (output.type === 'leading' && output.visible))) listen()
    switch (output.type) {
      case 'who':
        if (leads && page.isVisible()) post({ type: 'leading', visible: true })
        return
      case 'leading':
        // the lock went to a tab that nobody sees
        if (!output.visible && page.isVisible()) claim()
        return
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
    const { generation, log, older } = store.getState()
    if (!engine.timing().opened) return
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

  chat.tabs.told = (news) => {
    if (news.type === 'wrote') return void steal()
    if (news.type === 'acked') return post(news)
    if (news.type === 'seen') return post({ ...news, ids: [...news.ids] })
    if (!leads) return
    if (news.type === 'presence') return post(news)
    if (news.type === 'batch') {
      return post({ type: 'batch', rows: [...news.batch.messages], serverNow: news.batch.serverNow })
    }
    const { failure, failures } = engine.timing()
    if (failure) post({ type: 'failed', failure, failures })
  }

  const open = () => {
    channel = openChannel(name, hear)
    engine.tell({ type: 'follows' })
    take(false)
    if (page.isVisible()) claim()
    else listen()
  }
  const close = () => {
    callOff?.()
    release?.()
    channel?.close()
    release = null
    channel = null
    leads = false
  }

  open()
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
  const stopWatching = page.watch((event) => {
    // an open channel or a held lock keeps a page out of the back/forward cache
    if (event === 'frozen') close()
    else if (!channel) {
      // a page that is put into the cache is hidden after it is frozen
      if (event !== 'hidden') open()
    } else if (event === 'shown') claim()
    else if (event === 'hidden' && leads) post({ type: 'leading', visible: false })
  })
  return () => {
    stopTelling()
    stopWatching()
    close()
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
  v.object({ type: v.literal('who') }),
  v.object({ type: v.literal('leading'), visible: v.boolean() }),
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
