import { newestDelivered } from '~/domain/cursor'
import type { Log } from '~/domain/merge'
import type { Message } from '~/domain/message'
import { type Depth, depthOf, LARGEST_PAGE, pageFor, unswept } from '~/domain/sweep'
import { BEYOND_EVERY_STAMP } from '~/wire/api'
import { failureOf } from '~/wire/errors'
import { type Chat, pairQuery } from './chat'
import { askNewest, type Page, patiently, SMALLEST_CAP, stampsOf, turnPages, walk } from './history'
import { noteFailure } from './historyFailures'
import { receive } from './receive'

/** Failures of history in a row, while polls succeed, after which the poll stands in for it. */
const FAILURES_TO_REWIND = 2

/**
 * One sweep: asks once more for what the polls may have missed (rows of equal stamps, late commits, what a cap cut off), for
 * read receipts and for the fate of unknown sends. What came stays, also when the sweep fails later; only one that reached
 * its depth counts. Throws as the API does.
 */
export async function sweep(chat: Chat, signal?: AbortSignal): Promise<void> {
  const { store, clock, habits } = chat
  const { log, swept, generation } = store.getState()
  const began = clock.elapsed()
  const before = newestDelivered(log)
  const { deep } = habits
  const { newest, gap } = await lookAgain(chat, signal)
  // what is wanted meanwhile is for the next one
  if (deep) habits.deep = false
  reportRescued(chat, log)
  // what the first answer held was there when it was given: later rows may have overtaken others since. A poll that stands in
  // for history cannot bring all: the depth stays, until history answers again
  const isGone = swept !== null && store.getState().swept === null
  const reached = isGone ? newest : newest === null ? swept : Math.max(before, newest)
  store.sweptTo(reached ?? unswept(store.getState().log), gap, began, generation)
}

/** What is new and no newer than what stood there before, no poll would have brought. */
function reportRescued({ store, report }: Chat, { rows: before }: Log): void {
  const { rows } = store.getState().log
  const [first, last] = [before[0], before[before.length - 1]]
  if (rows === before || !first || !last) return
  const known = new Set(before.map(({ id }) => id))
  const isRescued = ({ id, sentAt }: Message) =>
    !known.has(id) && sentAt >= first.sentAt && sentAt <= last.sentAt
  const count = rows.filter(isRescued).length
  if (count > 0) report({ type: 'rescued', count })
}

/** `newest`: the newest stamp that the first answer of history held; null where history gave none. */
type Outcome = Readonly<{ newest: number | null; gap: boolean }>

/** By history; by the poll where there is none, or it keeps failing while polls succeed. */
async function lookAgain(chat: Chat, signal?: AbortSignal): Promise<Outcome> {
  const { log, swept, outbox } = chat.store.getState()
  if (mustRewind(chat)) return rewound(chat, signal)
  try {
    const depth = depthOf(log, swept, outbox)
    const wanted = chat.habits.deep ? -Infinity : depth.wanted
    return { newest: await byHistory(chat, { ...depth, wanted }, signal), gap: false }
  } catch (error) {
    if (signal?.aborted || failureOf(error) === null) throw error
    noteFailure(chat, error)
    if (!mustRewind(chat)) throw error
    return rewound(chat, signal)
  }
}

/**
 * Page 1 again and again, larger each time: pages over a key that is not unique drop rows while others arrive. Returns the
 * newest stamp that the first answer held.
 */
async function byHistory(chat: Chat, depth: Depth, signal?: AbortSignal): Promise<number> {
  const { habits, store } = chat
  let limit = habits.page
  let newest: number | null = null
  for (;;) {
    const page = await patiently(chat, () => askNewest(chat, limit, signal), signal)
    newest ??= page.newest
    // the conversation that the last visit has left is no more
    if (page.rows === 0) store.dropTail(store.getState().generation)
    const canGrow = page.rows >= limit && limit < Math.min(LARGEST_PAGE, habits.cap)
    if (isEnd(chat, page, limit) || isEnough(chat, page, depth, page.rows)) break
    if (!canGrow) {
      await beyond(chat, page, limit, depth, signal)
      break
    }
    limit *= 2
  }
  // one that went as deep as it could is no measure
  if (depth.wanted > -Infinity) habits.page = pageFor(needed(chat, depth))
  habits.failures = 0
  const { older, generation } = store.getState()
  if (older === 'absent') store.setOlder('more', generation)
  return newest ?? 0
}

/** Below what one page can hold, or below a cap of the server, which shows by the way: a page that was not full had more below it. */
async function beyond(
  chat: Chat,
  page: Page,
  limit: number,
  depth: Depth,
  signal?: AbortSignal,
): Promise<void> {
  const { habits } = chat
  let rows = page.rows
  const enough = (next: Page) => isEnough(chat, next, depth, (rows += next.rows))
  if (habits.since) {
    await turnPages(chat, 2, limit, enough, signal)
    return
  }
  const seen = new Set(page.ids)
  let isCapped = false
  let { oldest } = page
  const reached = await walk(
    chat,
    {
      // a page without a usable row tells nothing of where it ends: it is turned
      from: page.oldest ?? BEYOND_EVERY_STAMP - 1,
      limit,
      seen: page.ids,
      enough: (next) => {
        isCapped ||= next.ids.some((id) => !seen.has(id))
        oldest = next.oldest === null ? oldest : Math.min(oldest ?? Infinity, next.oldest)
        return enough(next)
      },
    },
    signal,
  )
  if (page.rows < limit && isCapped) habits.cap = page.rows
  if (!reached) habits.beginning = oldest
}

/**
 * Whether there is nothing below this page: known from an earlier sweep, and no cap has cut it. One that shows by no more than a
 * row of the oldest stamp, which others share, leaves out a row that is known.
 */
function isEnd({ habits, store }: Chat, { rows, oldest, isOneStamp, ids }: Page, limit: number): boolean {
  const { cap, beginning } = habits
  if (rows === 0) return true
  if (rows >= Math.min(limit, cap) || isOneStamp || oldest === null || beginning === null) return false
  const first = store.getState().log.rows.filter(({ sentAt }) => sentAt === beginning)
  return oldest <= beginning && first.every(({ id }) => ids.includes(id))
}

/** Where there is no history: the poll, asked from the depth. What a cap cuts off there cannot be asked for. */
async function rewound(chat: Chat, signal?: AbortSignal): Promise<Outcome> {
  const { store, api, habits } = chat
  const { log, swept, outbox, generation } = store.getState()
  const known = Math.max(swept ?? 0, habits.rewound)
  const before = newestDelivered(log)
  const { missing, wanted } = depthOf(log, known, outbox)
  // one less: right whether the server reads it as `>` or `>=`
  const lasttime = Math.max(0, Math.min(missing, wanted) - 1)
  const ask = () => api.getNewestMsgListByLastTime({ ...pairQuery(chat), lasttime }, signal)
  const batch = await patiently(chat, ask, signal)
  await receive(chat, batch, generation)
  // a complete answer holds the newest row of the last sweep again
  const isCut = batch.rows >= SMALLEST_CAP && stampsOf(chat, batch).every((stamp) => stamp > known)
  const gap = isCut && lasttime > 0
  if (!gap) habits.rewound = before
  return { newest: null, gap }
}

/** Whether a sweep that has got so many rows may end with this page: what is missing is looked for however deep it lies. */
const reaches = ({ oldest }: Page, { missing, wanted }: Depth, rows: number) =>
  oldest !== null && oldest < missing && (oldest < wanted || rows >= LARGEST_PAGE)

/** Whether a sweep may end with this page. What the last visit has left is not looked for any deeper than a largest page: it is given up. */
function isEnough({ store }: Chat, page: Page, depth: Depth, rows: number): boolean {
  if (reaches(page, depth, rows)) return true
  const { waiting, generation } = store.getState()
  if (waiting === null || rows < LARGEST_PAGE) return false
  store.dropTail(generation)
  return true
}

/** How many rows stand at or above the depth, and one below it. */
function needed({ store }: Chat, { missing, wanted }: Depth): number {
  const { rows } = store.getState().log
  const depth = Math.min(missing, wanted)
  let count = 1
  for (let i = rows.length - 1; i >= 0 && (rows[i]?.sentAt ?? 0) >= depth; i -= 1) count += 1
  return count
}

function mustRewind({ store, habits, clock }: Chat): boolean {
  const isOut = store.getState().older === 'absent' || habits.failures >= FAILURES_TO_REWIND
  return isOut && clock.elapsed() < habits.notBefore
}
