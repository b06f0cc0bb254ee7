import { summaryOf } from '~/domain/desk/summary'
import type { Page, PageEvent } from '~/lib/page'
import type { ChatState } from '~/store/chatStore'
import type { DeskStore } from '~/store/deskStore'
import type { Chat } from '~/sync/chat'

/** The conversations that were in front last keep all that was loaded; it is where one comes back to. */
const KEPT_WHOLE = 10
/** Rows that the others keep: more than one screen, so that they are there at once. */
const TAIL = 40
/** A tail is cut when it has grown to this: not with each message. */
const LONGEST_TAIL = 2 * TAIL

type Parts<Kept> = Readonly<{
  store: DeskStore
  page: Page
  /** Makes what one conversation needs; nothing of it runs yet. */
  make: (id: string, page: Page) => Kept
  /** Something came of a conversation, or was done in it. */
  changed: (id: string, state: ChatState, before: ChatState) => void
}>

export type Desk<Kept> = ReturnType<typeof createDesk<Kept & Readonly<{ chat: Chat }>>>

/**
 * The conversations of a salesperson, each made when it is first asked for. One that is in front, or has own messages on its
 * way, lives: it keeps itself up to date as a conversation that has the page to itself does. The others are asked for by the
 * schedule.
 */
export function createDesk<Kept extends Readonly<{ chat: Chat }>>({
  store,
  page,
  make,
  changed,
}: Parts<Kept>) {
  const all = new Map<string, Kept & WithFront>()
  /** Who was in front, the latest last. */
  let recent: readonly string[] = []
  /** Whom other windows have in front, that this one keeps up to date for them. */
  let elsewhere: ReadonlySet<string> = new Set()

  /** Those of whom something is to be taken up that earlier visits left. */
  const waking = new Set<string>()

  const live = () => {
    const ids: string[] = []
    for (const [id, { chat, front }] of all)
      if (front.page.isVisible() || waking.has(id) || chat.store.getState().outbox.length > 0) ids.push(id)
    store.setLive(ids)
  }

  const of = (id: string): Kept => {
    const known = all.get(id)
    if (known) return known
    const isShown = () => (store.getState().open === id && page.isVisible()) || elsewhere.has(id)
    const front = createFront(page, isShown)
    const made = { ...make(id, front.page), front }
    all.set(id, made)
    made.chat.store.subscribe((state, before) => {
      // one that was removed says nothing any more
      if (all.get(id) !== made) return
      store.setSummary(id, summaryOf(state, store.getState().summaries.get(id)))
      if (state.outbox !== before.outbox) live()
      changed(id, state, before)
      trim(id)
    })
    return made
  }

  const trim = (id: string) => {
    const kept = all.get(id)
    if (!kept || store.getState().open === id || recent.slice(-KEPT_WHOLE).includes(id)) return
    const { log } = kept.chat.store.getState()
    if (log.rows.length > LONGEST_TAIL) kept.chat.store.trim(TAIL)
  }

  const stop = page.watch(live)
  return {
    of,
    /** Only what was asked for before. */
    known: (id: string): Kept | null => all.get(id) ?? null,
    /** Brings a conversation to the front; null: none is. */
    open: (id: string | null) => {
      const before = store.getState().open
      if (id === before) return
      if (id !== null) {
        of(id)
        recent = [...recent.filter((one) => one !== id), id]
      }
      store.setOpen(id)
      for (const one of [before, id]) if (one !== null) all.get(one)?.front.changed()
      live()
      for (const one of recent) trim(one)
    },
    /** Lets a conversation live as if it were in front; returns what ends it. */
    wake: (id: string) => {
      of(id)
      waking.add(id)
      live()
      return () => {
        waking.delete(id)
        live()
      }
    },
    /** Other windows have these in front now. */
    setElsewhere: (ids: ReadonlySet<string>) => {
      const before = elsewhere
      elsewhere = ids
      for (const id of ids) of(id)
      for (const id of new Set([...before, ...ids])) all.get(id)?.front.changed()
      live()
    },
    remove: (id: string) => {
      all.get(id)?.front.stop()
      all.delete(id)
      recent = recent.filter((one) => one !== id)
      store.forget(id)
      live()
    },
    stop,
  }
}

type WithFront = Readonly<{ front: ReturnType<typeof createFront> }>

/** The page as a conversation sees it: nobody sees one that is not in front, and one may be in another window. */
function createFront(page: Page, isVisible: () => boolean) {
  const watchers = new Set<(event: PageEvent) => void>()
  let wasVisible = isVisible()
  const tell = (event: PageEvent) => {
    for (const watcher of watchers) watcher(event)
  }
  /** It came to be seen, or is no longer. */
  const changed = () => {
    if (wasVisible === isVisible()) return
    wasVisible = isVisible()
    tell(wasVisible ? 'shown' : 'hidden')
  }
  const stop = page.watch((event) => (event === 'shown' || event === 'hidden' ? changed() : tell(event)))
  const seen: Page = {
    ...page,
    isVisible,
    watch: (happened) => {
      watchers.add(happened)
      return () => void watchers.delete(happened)
    },
    hasFocus: () => isVisible() && page.hasFocus(),
  }
  return { page: seen, changed, stop }
}
