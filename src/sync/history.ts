import { BEYOND_EVERY_STAMP, FROM_THE_BEGINNING } from '~/wire/api'
import { ApiError, failureOf } from '~/wire/errors'
import type { Batch } from '~/wire/schema'
import { delay } from '~/lib/timer'
import { waitOf } from '~/domain/link'
import { sideOf } from '~/domain/identity'
import type { Log } from '~/domain/merge'
import { NO_SUSPICION, type Suspicion } from '~/domain/reading'
import { SMALLEST_PAGE } from '~/domain/sweep'
import { type Chat, pairQuery } from './chat'
import { receive } from './receive'

/** What a backend's history turned out to be like; nothing of it is documented. */
export type HistoryHabits = {
  /** It reads `lasttime` as "since", not as "before". */
  since: boolean
  /** It was asked in both ways, and was empty. */
  triedBoth: boolean
  /** The most rows it gives at once, as far as that is less than was asked for; Infinity until it shows. */
  cap: number
  /** The oldest stamp of all, server-clock ms, once a sweep found nothing below it; null before. */
  beginning: number | null
  /** Rows of the first page that sufficed for the last sweep. */
  page: number
  /** Sweeps in a row that it failed, while polls succeeded. */
  failures: number
  /** `elapsed` ms before which it is not asked again. */
  notBefore: number
  /** The newest stamp, server-clock ms, when the poll last stood in for it. */
  rewound: number
  /** More unread messages were counted than are here; `deep`: the next sweep goes as far down as it can. */
  suspicion: Suspicion
  deep: boolean
}

export const newHabits = (): HistoryHabits => ({
  since: false,
  triedBoth: false,
  cap: Infinity,
  beginning: null,
  page: SMALLEST_PAGE,
  failures: 0,
  notBefore: -Infinity,
  rewound: 0,
  suspicion: NO_SUSPICION,
  deep: false,
})

/** A page of history that has been merged. */
export type Page = Readonly<{
  /** Rows that the server sent, good or bad. */
  rows: number
  ids: readonly string[]
  /** The oldest server stamp of this pair's messages, ms, as the server sorts them; null if none had a usable one. */
  oldest: number | null
  /** All of them share one stamp: a cap may hide others behind it. */
  isOneStamp: boolean
  /** The newest one that its clock can have meant: a poisoned stamp must not pass for the state of things. */
  newest: number | null
  /** Rows that were unusable or of another pair. */
  refused: number
  /** The conversation changed by it. */
  news: boolean
  /** When the question left, `elapsed` ms, if not just before. */
  asked: number | null
}>

/** Asks once for a page of history and merges it at once, so that what came stays whatever follows. Throws as the API does. */
export async function askHistory(
  chat: Chat,
  query: Readonly<{ page: number; limit: number; lasttime: number }>,
  signal?: AbortSignal,
): Promise<Page> {
  const { generation } = chat.store.getState()
  const batch = await chat.api.getMsgListByPageAndUserId({ ...pairQuery(chat), ...query }, signal)
  const { news, refused } = await receive(chat, batch, generation)
  const ids = batch.messages.map(({ _id }) => _id)
  const stamps = stampsOf(chat, batch)
  return {
    rows: batch.rows,
    ids,
    oldest: stamps.reduce<number | null>((a, b) => Math.min(a ?? b, b), null),
    isOneStamp: stamps.every((stamp) => stamp === stamps[0]),
    newest: newestOf(chat.store.getState().log, ids),
    refused,
    news,
    asked: batch.asked ?? null,
  }
}

/** Asks for the newest messages; finds out, and remembers, which way `lasttime` is meant. */
export async function askNewest(chat: Chat, limit: number, signal?: AbortSignal): Promise<Page> {
  const { habits, store } = chat
  const ask = (since: boolean) =>
    askHistory(chat, { page: 1, limit, lasttime: since ? FROM_THE_BEGINNING : BEYOND_EVERY_STAMP }, signal)
  const page = await ask(habits.since)
  const { log, outbox } = store.getState()
  const isKnown = log.rows.length > 0 || outbox.some(({ state }) => state.phase !== 'queued')
  // an empty conversation is asked for the other way once: perhaps all of it is our own, which no poll brings
  if (!isEmpty(page) || (habits.triedBoth && !isKnown)) return page
  const other = await ask(!habits.since)
  // not before it was answered: one that was called off has told nothing
  habits.triedBoth = true
  if (!isEmpty(other)) habits.since = !habits.since
  // one whose rows are of others alone has more below it: an answer without any would be taken for the end
  return isEmpty(other) && page.rows > 0 ? page : other
}

/** Nothing of this pair that has a time: damaged rows, and those of others, tell nothing of the conversation. */
export const isEmpty = ({ newest }: Page): boolean => newest === null

/** Tries of one page, and the wait before the second one, ms; it doubles. */
const TRIES = 3
const FIRST_WAIT = 1_000

/**
 * Asks again where a page failed by chance: each page has tries of its own, or a long walk over a shaky network would never
 * come to its end.
 */
export async function patiently<T>(chat: Chat, ask: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const { generation } = chat.store.getState()
  for (let tried = 1; ; tried += 1) {
    try {
      return await ask()
    } catch (error) {
      if (signal?.aborted || tried === TRIES || !isByChance(error)) throw error
      await delay(FIRST_WAIT * 2 ** (tried - 1), signal)
      if (signal?.aborted) throw error
      stopIfLeft(chat, generation)
    }
  }
}

function isByChance(error: unknown): boolean {
  const failure = failureOf(error)
  // one that asks for time gets it
  if (failure?.kind === 'http')
    return failure.status >= 500 && failure.status !== 501 && waitOf(failure) === 0
  return failure?.kind === 'unreachable' || failure?.kind === 'timeout' || failure?.kind === 'malformed'
}

/** What the backend does not have is asked for again after this (ms): a release may answer 404 for a moment. */
export const ABSENT_FOR = 30 * 60_000

/** The backend has no such endpoint: it works with polls alone. */
export const isAbsent = (error: unknown): boolean =>
  error instanceof ApiError &&
  error.failure.kind === 'http' &&
  [404, 405, 410, 501].includes(error.failure.status)

/** No server is taken to give fewer rows than this at once, the documented default of `limit`. */
export const SMALLEST_CAP = 10
/** Pages in a row that bring nothing new, after which a server repeats itself or holds nothing usable. */
const MOST_IN_VAIN = 50

export type Walk = Readonly<{
  /** The oldest stamp received so far, server-clock ms: the walk goes on from there. */
  from: number
  limit: number
  /** Rows received already, which the walk's first page may repeat. */
  seen: readonly string[]
  /** Called with each page; true: far enough. */
  enough: (page: Page) => boolean
}>

/**
 * Walks towards older messages by key: rows that arrive meanwhile shift page numbers, but not stamps. `lasttime` = oldest + 1
 * is right whether the server reads it as `<` or `<=`; the overlap is merged away. A page of a single stamp is followed by
 * the next pages at the same key. Returns whether `enough` said so; false: the server has nothing older.
 */
export async function walk(
  chat: Chat,
  { from, limit, seen, enough }: Walk,
  signal?: AbortSignal,
): Promise<boolean> {
  const known = new Set(seen)
  const { generation } = chat.store.getState()
  let key = from
  let number = 1
  let inVain = 0
  while (inVain < MOST_IN_VAIN) {
    stopIfLeft(chat, generation)
    const query = { page: number, limit, lasttime: key + 1 }
    const page = await patiently(chat, () => askHistory(chat, query, signal), signal)
    const isNew = page.ids.some((id) => !known.has(id))
    for (const id of page.ids) known.add(id)
    inVain = isNew ? 0 : inVain + 1
    if (enough(page)) return true
    if (page.rows === 0) return false
    if (page.oldest !== null && page.oldest < key) {
      key = page.oldest
      number = 1
      continue
    }
    // nothing older in it: more of this stamp, and where `lasttime` is read inclusively of the one above, or unusable rows may
    // fill a page and hide what follows
    if (!isNew && page.refused === 0 && number > 1) return false
    number += 1
  }
  return false
}

/** Towards older messages on a server that reads `lasttime` as "since": by page numbers, from `first`. */
export async function turnPages(
  chat: Chat,
  first: number,
  limit: number,
  enough: (page: Page) => boolean,
  signal?: AbortSignal,
): Promise<boolean> {
  const { generation } = chat.store.getState()
  const known = new Set<string>()
  let inVain = 0
  for (let number = first; inVain < MOST_IN_VAIN; number += 1) {
    stopIfLeft(chat, generation)
    const query = { page: number, limit, lasttime: FROM_THE_BEGINNING }
    const page = await patiently(chat, () => askHistory(chat, query, signal), signal)
    inVain = page.ids.some((id) => !known.has(id)) ? 0 : inVain + 1
    for (const id of page.ids) known.add(id)
    if (enough(page)) return true
    if (page.rows === 0) return false
  }
  return false
}

/** A conversation that was left asks for nothing more. */
function stopIfLeft({ store }: Chat, generation: number): void {
  if (store.getState().generation !== generation) throw new DOMException('left', 'AbortError')
}

/**
 * The server stamps of this pair's messages, ms. Rows of others that come along may stand anywhere: whoever goes on below one
 * of theirs passes over what stands above it.
 */
export function stampsOf({ store }: Pick<Chat, 'store'>, { messages }: Batch): readonly number[] {
  const { pair } = store.getState()
  return messages.flatMap((wire) => (wire.sendtime >= 0 && sideOf(pair, wire) ? [wire.sendtime] : []))
}

/** The newest plausible stamp among these rows of the log; null if there is none. */
function newestOf({ rows }: Log, ids: readonly string[]): number | null {
  const wanted = new Set(ids)
  for (let i = rows.length - 1; i >= 0; i -= 1) {
    const row = rows[i]
    if (row?.plausible && wanted.has(row.id)) return row.sentAt
  }
  return null
}
