import { type Summary, summaryOf } from '~/domain/desk/summary'
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
  /** Those of whom another window knows more than is here. */
  const told = new Set<string>()
  let isTrimming = false

  const isInFront = (id: string) => store.getState().open === id && page.isVisible()
  const outboxOf = (id: string) => all.get(id)?.chat.store.getState().outbox ?? []
  const isNeeded = (id: string) => isInFront(id) || waking.has(id) || outboxOf(id).length > 0
  const live = () => store.setLive([...all.keys()].filter((id) => isNeeded(id) || elsewhere.has(id)))

  const of = (id: string): Kept => {
    const known = all.get(id)
    if (known) return known
    const front = createFront(page, () => isInFront(id) || elsewhere.has(id))
    const made = { ...make(id, front.page), front }
    all.set(id, made)
    made.chat.store.subscribe((state, before) => {
      // one that was removed says nothing any more
      if (all.get(id) !== made || isTrimming) return
      if (state.outbox !== before.outbox) live()
      if (isOutdone(id, state, before)) return
      store.setSummaries([[id, summaryOf(state, store.getState().summaries.get(id))]])
      changed(id, state, before)
      trim(id)
    })
    return made
  }

  /** What another window tells counts until the server has told the same here. */
  const isOutdone = (id: string, state: ChatState, before: ChatState): boolean => {
    if (!told.has(id)) return false
    const isSame = (['log', 'opened', 'outbox', 'seen'] as const).every(
      (part) => state[part] === before[part],
    )
    if (!isSame) told.delete(id)
    return isSame
  }

  const isOnItsWay = (id: string) => outboxOf(id).some(({ state }) => state.phase !== 'failed')

  const drop = (id: string) => {
    all.delete(id)
    told.delete(id)
    waking.delete(id)
    recent = recent.filter((one) => one !== id)
    live()
  }

  /** Nothing that its row tells of is let go of, nor what no history could bring again. */
  const trim = (id: string) => {
    const kept = all.get(id)
    if (!kept || isNeeded(id) || elsewhere.has(id) || recent.slice(-KEPT_WHOLE).includes(id)) return
    const state = kept.chat.store.getState()
    if (state.log.rows.length <= LONGEST_TAIL || state.older === 'absent') return
    const keep = Math.max(TAIL, rowsToldOf(state))
    if (state.log.rows.length <= keep) return
    isTrimming = true
    kept.chat.store.trim(keep)
    isTrimming = false
  }

  const stop = page.watch((event) => {
    for (const { front } of all.values()) front.heard(event)
    live()
  })
  return {
    of,
    /** Only what was asked for before. */
    known: (id: string): Kept | null => all.get(id) ?? null,
    /** Those that live for the sake of this window. */
    needed: (): readonly string[] => [...all.keys()].filter(isNeeded),
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
    /** The window that asks tells what the rows of conversations say, which are not asked for here. */
    tell: (rows: readonly (readonly [id: string, summary: Summary])[]) => {
      for (const [id] of rows) told.add(id)
      store.setSummaries(rows)
    },
    /** What is on its way to them goes on unseen, see `retain`; what failed is kept for when they come back. */
    remove: (id: string) => {
      if (!isOnItsWay(id)) drop(id)
      store.forget(id)
      all.get(id)?.front.changed()
      live()
    },
    /** Lets go of conversations that are on no list any more; those that somebody sees, or are sent something, stay. */
    retain: (isListed: (id: string) => boolean) => {
      const { open } = store.getState()
      const stays = (id: string) =>
        isListed(id) || open === id || waking.has(id) || elsewhere.has(id) || isOnItsWay(id)
      for (const id of [...all.keys()].filter((id) => !stays(id))) {
        drop(id)
        store.forget(id)
      }
    },
    stop,
  }
}

/** How many of the newest rows its row in the list tells of: from the first one that nobody has read, or answered. */
function rowsToldOf({ log: { rows }, seen }: ChatState): number {
  let count = 0
  let answered = false
  for (let i = rows.length - 1; i >= 0; i -= 1) {
    const row = rows[i]
    if (!row) break
    answered ||= row.mine
    if (!row.mine && (!answered || (!row.read && !seen.has(row.id)))) count = rows.length - i
  }
  return count
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
  /** Something happened to the page. */
  const heard = (event: PageEvent) => (event === 'shown' || event === 'hidden' ? changed() : tell(event))
  const seen: Page = {
    ...page,
    isVisible,
    watch: (happened) => {
      watchers.add(happened)
      return () => void watchers.delete(happened)
    },
    hasFocus: () => isVisible() && page.hasFocus(),
  }
  return { page: seen, changed, heard }
}
