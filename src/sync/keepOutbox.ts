import * as v from 'valibot'
import type { OutboxItem, SendState } from '~/domain/outboxItem'
import { decodeOwn } from '~/kinds/index'
import { assertNever } from '~/lib/assertNever'
import { after } from '~/lib/timer'
import { outboxKeys } from '~/store/keys'
import type { Chat } from './chat'
import { flush, unknown } from './send'
import type { Surroundings } from './startSync'

/** Without locks a tab says that it lives this often (ms) while it has something in its outbox … */
const SIGN_OF_LIFE = 20_000
/** … and counts as dead after so long: it crashed. One that closes says so. */
const DEAD_AFTER = 60_000
/** What has waited for a connection for longer than this is not sent by itself any more. */
const LONGEST_WAIT = 24 * 3_600_000

/**
 * Keeps the outbox in the browser, an entry a tab, written in the very moment it changes; takes over what an earlier visit or
 * a tab that is gone has left. What had left is of unknown fate then, what had not is sent.
 */
export function keepOutbox(chat: Chat, { storage, locks, page }: Surroundings): () => void {
  const { store, clock } = chat
  const prefix = outboxKeys(store.getState().pair)
  const ownKey = prefix + chat.newId()
  const releases = new Set<() => void>()
  let beat: (() => void) | null = null
  let seen = false
  /** In the back/forward cache: others may take over what we have. */
  let away = false

  const write = () => {
    beat?.()
    beat = null
    const { outbox } = store.getState()
    if (outbox.length === 0) {
      if (seen) storage.remove(ownKey)
      seen = false
      return
    }
    seen = true
    keep(clock.wall())
    if (!locks) beat = after(SIGN_OF_LIFE, write)
  }

  /** What stands there from before says of messages that they have not left yet: better nothing than that. */
  const keep = (alive: number) => {
    const entry = { v: 1, alive, items: store.getState().outbox.map(kept) }
    if (storage.write(ownKey, entry)) return
    storage.remove(ownKey)
    storage.write(ownKey, entry)
  }

  const adopt = (key: string) => {
    const entry = storage.read(key)
    // somebody was faster: what they have noted there is for the page that may come back
    if (entryOf(entry).taken) return
    const items = itemsIn(entry, chat)
    // into our own entry first: whatever happens, it stands in one of the two
    if (items.length > 0) store.restore(items)
    // a page that comes back from the back/forward cache must know that its messages are in other hands
    if (items.length > 0) storage.write(key, { v: 1, alive: clock.wall(), items: [], taken: true })
    else storage.remove(key)
    void flush(chat)
  }

  const adoptWhenDead = (key: string) => {
    const { taken, alive } = entryOf(storage.read(key))
    if (taken) {
      if (Math.abs(clock.wall() - alive) > LONGEST_WAIT) storage.remove(key)
      return
    }
    if (locks) {
      // it is held for as long as the tab lives, however it dies
      const release = locks.take(key, {
        held: () => {
          releases.delete(release)
          adopt(key)
          release()
        },
      })
      releases.add(release)
      return
    }
    // a date that jumped counts as death: better twice looked at than lost
    const age = clock.wall() - alive
    const left = age < 0 ? 0 : DEAD_AFTER - age
    if (left <= 0) adopt(key)
    else releases.add(after(left, () => adoptWhenDead(key)))
  }

  const begin = () => {
    // what was under way when the page was left has nobody who waits for it
    for (const { localId, state } of store.getState().outbox) {
      if (state.phase === 'sending') store.update(localId, { state: unknown(chat) })
    }
    if (locks) releases.add(locks.take(ownKey, { held: () => undefined }))
    for (const key of storage.keys(prefix)) if (key !== ownKey) adoptWhenDead(key)
    write()
  }

  const end = () => {
    beat?.()
    for (const release of releases) release()
    releases.clear()
    if (!locks && seen) keep(0)
  }

  /** Back from the back/forward cache: another tab may have taken our messages over meanwhile. */
  const comeBack = () => {
    if (entryOf(storage.read(ownKey)).taken) {
      storage.remove(ownKey)
      for (const { localId } of store.getState().outbox) store.discard(localId)
    }
    begin()
  }

  begin()
  const stopListening = store.subscribe((state, before) => {
    if (state.outbox !== before.outbox) write()
  })
  const stopWatching = page.watch((event) => {
    // going and coming are told by several events, some browsers tell of the return by being seen only
    if (event === 'frozen' && !away) {
      away = true
      end()
    } else if (away && (event === 'thawed' || event === 'shown')) {
      away = false
      comeBack()
    }
  })
  return () => {
    stopListening()
    stopWatching()
    if (!away) end()
  }
}

const number = v.pipe(v.number(), v.finite())
const text = v.string()

const Kept = v.object({
  localId: text,
  type: text,
  raw: text,
  topic: v.nullable(v.object({ type: text, id: text })),
  sentAt: number,
  at: number,
  state: v.variant('phase', [
    v.object({ phase: v.picklist(['queued', 'sending', 'unknown']) }),
    v.object({ phase: v.literal('sent'), id: text }),
    v.object({ phase: v.literal('failed'), reason: text }),
  ]),
  before: v.object({
    ids: v.array(text),
    since: v.nullable(number),
    newestStamp: number,
    oldestStamp: number,
  }),
})

const Entry = v.object({
  v: v.literal(1),
  alive: number,
  items: v.array(v.unknown()),
  /** Another tab has taken the messages over. */
  taken: v.optional(v.boolean(), false),
})

/** What is kept under a tab's name; of a damaged entry nothing. */
function entryOf(stored: unknown): v.InferOutput<typeof Entry> {
  const parsed = v.safeParse(Entry, stored)
  return parsed.success ? parsed.output : { v: 1, alive: 0, items: [], taken: false }
}

/** What is kept of an own message: what another visit needs to find its row again, or to send it. */
function kept({
  localId,
  type,
  raw,
  topic,
  sentAt,
  at,
  state,
  before,
}: OutboxItem): v.InferOutput<typeof Kept> {
  const known = { ...before, ids: [...before.ids] }
  return { localId, type, raw, topic, sentAt, at, state: keptState(state), before: known }
}

function keptState(state: SendState): v.InferOutput<typeof Kept>['state'] {
  if (state.phase === 'sent') return { phase: 'sent', id: state.id }
  if (state.phase === 'failed') return { phase: 'failed', reason: state.failure.kind }
  return { phase: state.phase }
}

/** The messages in an entry, each checked by itself. */
function itemsIn(entry: unknown, chat: Chat): readonly OutboxItem[] {
  return entryOf(entry).items.flatMap((item) => {
    const checked = v.safeParse(Kept, item)
    if (!checked.success) return []
    const { state, ...rest } = checked.output
    const content = decodeOwn(rest.type, rest.raw)
    return [{ ...rest, content, mine: true as const, state: stateOf(state, rest.at, chat), echo: null }]
  })
}

function stateOf(state: v.InferOutput<typeof Kept>['state'], at: number, chat: Chat): SendState {
  switch (state.phase) {
    case 'queued': {
      const isOld = chat.trueClock.now().at - at > LONGEST_WAIT
      return isOld ? { phase: 'failed', failure: { kind: 'expired' } } : { phase: 'queued' }
    }
    case 'sending':
    case 'unknown':
      return unknown(chat)
    case 'sent':
      return state
    case 'failed': {
      const kind = state.reason
      return {
        phase: 'failed',
        failure: kind === 'unconfirmed' || kind === 'expired' ? { kind } : { kind: 'refused', message: '' },
      }
    }
    default:
      return assertNever(state)
  }
}
