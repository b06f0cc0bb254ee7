import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Pair } from '~/domain/identity'
import { type Link, NEW_LINK } from '~/domain/link'
import type { Log } from '~/domain/merge'
import type { Delivered } from '~/domain/message'
import { afterSweep, disclaim, finish, requeue, settle } from '~/domain/outbox'
import type { OutboxItem } from '~/domain/outboxItem'
import type { Presence } from '~/domain/presence'
import {
  begunWith,
  joined,
  type Kept,
  type Tail,
  type Waiting,
  withDelivered,
  withoutTail,
} from '~/domain/tail'

/** Where older history stands. `end`: the server has nothing older; `absent`: the backend answers no history at all. */
export type Older = 'more' | 'loading' | 'failed' | 'end' | 'absent'

export type ChatState = Readonly<{
  pair: Pair
  /** Rises with each change of identity or conversation: answers to questions of an older one change nothing. */
  generation: number
  log: Log
  outbox: readonly OutboxItem[]
  /** Row id → local id of the own message that it became: keeps one bubble one bubble. */
  claims: ReadonlyMap<string, string>
  /** false until the first answer of any kind. */
  opened: boolean
  /** Newest server stamp when the last successful sweep began: nothing older than that, less W, is missing. null before. */
  swept: number | null
  /** What the last visit has left, as long as nothing tells whether it belongs to what is shown (`domain/tail`). */
  waiting: Waiting | null
  /** The backend cannot say what it did not say at once: messages may be missing, and nothing can be asked for them. */
  gap: boolean
  older: Older
  link: Link
  /** Milliseconds until the next poll, false for none. */
  delay: number | false
  /** Whether the other side is there. */
  presence: Presence
  /** The newest message is in view, and nothing is below it. */
  atEnd: boolean
  /** Something lies over the messages: nobody looks at them. */
  covered: boolean
  /** Ids of messages of the other side that were looked at here; the server may not know it yet. */
  seen: ReadonlySet<string>
  /** Ids of those that the server was told of, whatever its rows say still. */
  marked: ReadonlySet<string>
  /** How much of the files of own messages (local ids) is uploaded, 0 to 1. */
  uploads: ReadonlyMap<string, number>
  /** How many own messages were written since opening. */
  written: number
  /** How many unusable rows the answers since opening held, each time anew. */
  rejected: number
}>

export type ChatStore = StoreApi<ChatState> & Actions

type Actions = Readonly<{
  /** The only door for server rows. Ignored if `generation` is not the current one. */
  merge: (rows: readonly Delivered[], rejected: number, generation: number) => void
  /** A sweep reached what was swept before; `began`: `elapsed` ms, `newest`: the newest stamp then, `gap`: it cannot be sure. */
  sweptTo: (newest: number, gap: boolean, began: number, generation: number) => void
  /** What the last visit has left is given up. */
  dropTail: (generation: number) => void
  /** Leaves this conversation: whatever is still under way may no longer change anything. */
  retire: () => void
  /** Keeps the newest rows alone; older ones come again by scrolling up. */
  trim: (keep: number) => void
  setLink: (change: Partial<Link>) => void
  setDelay: (delay: number | false) => void
  setOlder: (older: Older, generation: number) => void
  setPresence: (presence: Presence) => void
  setAtEnd: (atEnd: boolean) => void
  setCovered: (covered: boolean) => void
  /** Messages of the other side (ids) were looked at. */
  see: (ids: readonly string[]) => void
  /** The server knows that they were. */
  mark: (ids: readonly string[]) => void
  enqueue: (item: OutboxItem) => void
  /** Own messages of an earlier visit, or of a tab that was closed. */
  restore: (items: readonly OutboxItem[]) => void
  /** Changes an own message on its way: its POST begins or has ended. */
  update: (localId: string, patch: Partial<OutboxItem>) => void
  /** An own message whose file is uploaded: it is sent as the last one that was written. */
  requeue: (localId: string, patch: Partial<OutboxItem>) => void
  discard: (localId: string) => void
  /** How much of a message's file is uploaded, 0 to 1; null: no more of interest. */
  setProgress: (localId: string, share: number | null) => void
  /** A row is known to be an own message of another tab. */
  disclaim: (id: string) => void
}>

/** The state of one conversation, which begins with what the last visit has left. Every action leaves the state object alone when it changes nothing. */
export function createChatStore(pair: Pair, tail: Tail | null = null): ChatStore {
  const store = createStore<ChatState>(() => ({
    pair,
    generation: 0,
    ...begunWith(tail),
    outbox: [],
    claims: new Map(),
    opened: false,
    gap: false,
    older: 'more',
    link: NEW_LINK,
    delay: false,
    presence: 'unknown',
    atEnd: false,
    covered: false,
    seen: new Set(),
    marked: new Set(),
    uploads: new Map(),
    written: 0,
    rejected: 0,
  }))
  const change = (next: (state: ChatState) => Partial<ChatState>) => {
    const state = store.getState()
    const patch = next(state)
    if (!isSame(state, patch)) store.setState(patch)
  }

  return {
    ...store,
    merge: (rows, rejected, generation) =>
      change((state) => {
        if (generation !== state.generation) return {}
        return {
          ...shown(state, withDelivered(state, rows)),
          opened: true,
          rejected: state.rejected + rejected,
        }
      }),
    sweptTo: (swept, gap, began, generation) =>
      change((state) => (generation === state.generation ? { ...sweptState(state, swept, began), gap } : {})),
    dropTail: (generation) =>
      change((state) => (generation === state.generation ? shown(state, withoutTail(state)) : {})),
    retire: () =>
      change(({ generation, older }) => ({
        generation: generation + 1,
        delay: false,
        // what is under way brings nothing any more: it is asked for anew
        older: older === 'loading' ? 'more' : older,
      })),
    trim: (keep) =>
      change(({ log, older, seen, marked, claims }) => {
        const rows = log.rows.slice(-keep)
        if (rows.length === log.rows.length) return {}
        const ids = new Set(rows.map(({ id }) => id))
        const kept = (set: ReadonlySet<string>) => new Set([...set].filter((id) => ids.has(id)))
        return {
          log: { ...log, rows },
          older: older === 'end' ? 'more' : older,
          seen: kept(seen),
          marked: kept(marked),
          claims: new Map([...claims].filter(([id]) => ids.has(id))),
        }
      }),
    setLink: (link) =>
      change((state) => (isSame(state.link, link) ? {} : { link: { ...state.link, ...link } })),
    setDelay: (delay) => change(() => ({ delay })),
    setOlder: (older, generation) => change((state) => (generation === state.generation ? { older } : {})),
    setPresence: (presence) => change(() => ({ presence })),
    setAtEnd: (atEnd) => change(() => ({ atEnd })),
    setCovered: (covered) => change(() => ({ covered })),
    see: (ids) => change(({ seen }) => ({ seen: withAll(seen, ids) })),
    mark: (ids) => change(({ marked }) => ({ marked: withAll(marked, ids) })),
    enqueue: (item) => change(({ outbox, written }) => ({ outbox: [...outbox, item], written: written + 1 })),
    restore: (items) =>
      change(({ outbox, log, claims }) => {
        const known = new Set(outbox.map(({ localId }) => localId))
        const added = items.filter(({ localId }) => !known.has(localId))
        return added.length === 0 ? {} : settle([...added, ...outbox], log.rows, claims)
      }),
    update: (localId, patch) =>
      change((state) => {
        const { outbox, claims } = finish(state, localId, patch)
        return settle(outbox, state.log.rows, claims)
      }),
    requeue: (localId, patch) => change(({ outbox }) => ({ outbox: requeue(outbox, localId, patch) })),
    setProgress: (localId, share) =>
      change(({ uploads }) => {
        if ((uploads.get(localId) ?? null) === share) return {}
        const others = [...uploads].filter(([id]) => id !== localId)
        return { uploads: new Map(share === null ? others : [...others, [localId, share]]) }
      }),
    discard: (localId) =>
      change(({ outbox, claims }) => {
        const item = outbox.find((one) => one.localId === localId)
        if (!item) return {}
        const rest = outbox.filter((one) => one !== item)
        // a row that was but shown in its place is whose it is: another tab may have the message
        if (item.echo === null) return { outbox: rest }
        return { outbox: rest, claims: new Map([...claims].filter(([id]) => id !== item.echo)) }
      }),
    disclaim: (id) =>
      change(({ outbox, claims }) => (claims.has(id) ? {} : disclaim({ outbox, claims }, id))),
  }
}

function sweptState(state: ChatState, swept: number, began: number): Partial<ChatState> {
  const next = { ...state, ...shown(state, joined(state)) }
  const { log, waiting, outbox, claims } = next
  return { log, waiting, claims, swept, outbox: afterSweep(outbox, began) }
}

/** What is shown from now on: own messages that turned up among it are settled. */
function shown({ log, outbox, claims }: ChatState, kept: Kept): Partial<ChatState> {
  return kept.log === log ? kept : { ...kept, ...settle(outbox, kept.log.rows, claims) }
}

/** The same set where nothing is new. */
const withAll = (set: ReadonlySet<string>, ids: readonly string[]): ReadonlySet<string> =>
  ids.every((id) => set.has(id)) ? set : new Set([...set, ...ids])

/** Whether `patch` says nothing that `whole` does not say already. */
function isSame<T extends object>(whole: T, patch: Partial<T>): boolean {
  return (Object.keys(patch) as (keyof T)[]).every((key) => Object.is(whole[key], patch[key]))
}
