import { LONGEST_WAIT } from '~/domain/outboxItem'
import { after } from '~/lib/timer'
import { CLEARED, outboxKeys } from '~/store/keys'
import type { Chat } from './chat'
import { entryOf, itemsIn, kept } from './outboxEntry'
import { flush, unknown } from './send'
import type { Surroundings } from './startSync'

/** Without locks a tab says that it lives this often (ms) while it has something in its outbox … */
const SIGN_OF_LIFE = 20_000
/** … and counts as dead after so long: it crashed. One that closes says so. */
const DEAD_AFTER = 60_000
/** A lock that is given within this (ms) was free: whoever had it is gone. */
const AT_ONCE = 1_000
/**
 * What a tab leaves that ends before our eyes is its own for so long (ms): it may be loading anew. Then one after the other looks,
 * up to as much later: storage reaches other tabs a moment late.
 */
const LOADS_WITHIN = 5_000

/**
 * Keeps the outbox in the browser, an entry a tab, written in the very moment it changes; takes over what an earlier visit or
 * a tab that is gone has left, also one that goes later. What had left is of unknown fate then, what had not is sent.
 */
export function keepOutbox(chat: Chat, { storage, locks, page }: Surroundings): () => void {
  const { store, clock } = chat
  const prefix = outboxKeys(store.getState().pair)
  const ownKey = prefix + chat.newId()
  const releases = new Set<() => void>()
  /** Entries of other tabs that are looked after. */
  const watched = new Set<string>()
  let beat: (() => void) | null = null
  /** The messages (local ids) that stand in our entry; null: it does not stand there. */
  let standing: readonly string[] | null = null
  /** In the back/forward cache: others may take over what we have. */
  let away = false

  const write = () => {
    beat?.()
    beat = null
    if (away) return
    if (isTaken()) surrender()
    if (store.getState().outbox.length === 0) {
      if (standing) storage.remove(ownKey)
      standing = null
      return
    }
    keep(clock.wall())
    // what did not fit may fit later
    if (!locks || !standing) beat = after(SIGN_OF_LIFE, write)
  }

  /** What stands there from before says of messages that they have not left yet: better nothing than that. */
  const keep = (alive: number) => {
    const { outbox } = store.getState()
    const entry = { v: 1, alive, items: outbox.map(kept) }
    let stands = storage.write(ownKey, entry)
    if (!stands) {
      storage.remove(ownKey)
      stands = storage.write(ownKey, entry)
    }
    standing = stands ? outbox.map(({ localId }) => localId) : null
  }

  /** Whether another tab has taken our messages over: it took us for dead. */
  const isTaken = () => standing !== null && entryOf(storage.read(ownKey)).taken

  /** What stood in our entry is in other hands; what was written since is ours. */
  const surrender = () => {
    const lost = standing ?? []
    standing = null
    storage.remove(ownKey)
    for (const localId of lost) store.discard(localId)
  }

  const adopt = (key: string) => {
    watched.delete(key)
    const entry = storage.read(key)
    // somebody was faster: what they have noted there is for the page that may come back
    if (entryOf(entry).taken) return
    const items = itemsIn(entry, chat)
    if (items.length > 0) {
      // into our own entry first: whatever happens, it stands in one of the two
      store.restore(items)
      if (!standing) {
        // there is no room for both
        storage.remove(key)
        write()
      }
    }
    // a page that comes back from the back/forward cache must know that its messages are in other hands
    const mark = { v: 1, alive: clock.wall(), items: [], taken: true }
    if (items.length === 0 || !storage.write(key, mark)) storage.remove(key)
    void flush(chat)
  }

  /** `atOnce`: nobody who may be loading anew goes first. */
  const adoptWhenDead = (key: string, atOnce: boolean) => {
    const { taken, alive } = entryOf(storage.read(key))
    if (taken) {
      watched.delete(key)
      if (Math.abs(clock.wall() - alive) > LONGEST_WAIT) storage.remove(key)
      return
    }
    if (locks) {
      // it is held for as long as the tab lives, however it dies
      const asked = clock.elapsed()
      const release = locks.take(key, {
        held: () => {
          releases.delete(release)
          const isFree = atOnce && clock.elapsed() - asked < AT_ONCE
          if (isFree) adopt(key)
          release()
          if (!isFree) lookIn(LOADS_WITHIN * (1 + chat.random()), key)
        },
      })
      releases.add(release)
      return
    }
    // a date that jumped counts as death: better twice looked at than lost
    const age = clock.wall() - alive
    const left = age < 0 ? 0 : DEAD_AFTER - age
    if (left <= 0 && atOnce) adopt(key)
    else lookIn(Math.max(left, LOADS_WITHIN) + LOADS_WITHIN * chat.random(), key)
  }

  const lookIn = (ms: number, key: string) => {
    const callOff = after(ms, () => {
      releases.delete(callOff)
      adoptWhenDead(key, true)
    })
    releases.add(callOff)
  }

  const lookAfter = (key: string, atOnce: boolean) => {
    if (key === ownKey || watched.has(key)) return
    watched.add(key)
    adoptWhenDead(key, atOnce)
  }

  /** The last time this browser was cleared, as far as we know. */
  let cleared: unknown = null

  const discardAll = () => {
    for (const { localId } of store.getState().outbox) store.discard(localId)
  }

  const begin = () => {
    cleared = storage.read(CLEARED)
    // what was under way when the page was left has nobody who waits for it
    for (const { localId, state } of store.getState().outbox) {
      if (state.phase === 'sending') store.update(localId, { state: unknown(chat) })
    }
    if (locks) releases.add(locks.take(ownKey, { held: () => undefined }))
    for (const key of storage.keys(prefix)) lookAfter(key, true)
    releases.add(storage.watch(CLEARED, discardAll))
    releases.add(storage.watch(prefix, (key) => storage.read(key) !== null && lookAfter(key, false)))
    write()
  }

  const end = () => {
    beat?.()
    for (const release of releases) release()
    releases.clear()
    watched.clear()
    if (store.getState().outbox.length > 0 && (!locks || !standing) && !isTaken()) {
      keep(locks ? clock.wall() : 0)
    }
  }

  /** Back from the back/forward cache: another tab may have taken our messages over meanwhile, or somebody has cleared them. */
  const comeBack = () => {
    away = false
    if (isTaken()) surrender()
    const known = storage.read(CLEARED)
    if (known !== null && known !== cleared) discardAll()
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
      // a tab that is about to take them over holds our lock
      if (!locks) return comeBack()
      const release = locks.take(ownKey, {
        held: () => {
          release()
          if (away) comeBack()
        },
        refused: comeBack,
      })
    } else if (event === 'shown' && isTaken()) write()
  })
  return () => {
    stopListening()
    stopWatching()
    if (!away) end()
  }
}
