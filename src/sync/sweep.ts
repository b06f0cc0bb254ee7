import { newestDelivered } from '~/domain/cursor'
import { type Depth, depthOf, LARGEST_PAGE, pageFor } from '~/domain/sweep'
import { failureOf } from '~/wire/errors'
import { type Chat, pairQuery } from './chat'
import { askNewest, isAbsent, newestOf, type Page, patiently, SMALLEST_CAP, turnPages, walk } from './history'
import { receive } from './receive'

/** Failures of history in a row, while polls succeed, after which the poll stands in for it … */
const FAILURES_TO_REWIND = 2
/** … for so long (ms), then history is asked again. */
const REWIND_FOR = 5 * 60_000

/**
 * One sweep: asks once more for what the polls may have missed (rows of equal stamps, late commits, what a cap cut off), for
 * read receipts and for the fate of unknown sends. What came stays, also when the sweep fails later; only one that reached
 * its depth counts. Throws as the API does.
 */
export async function sweep(chat: Chat, signal?: AbortSignal): Promise<void> {
  const { store, clock } = chat
  const { log, swept, generation } = store.getState()
  const began = clock.elapsed()
  const depth = depthOf(log, swept)
  const before = newestDelivered(log)
  const { newest, gap } = await lookAgain(chat, depth, signal)
  // what the first answer held was there when it was given: later rows may have overtaken others since
  store.sweptTo(Math.max(before, newest ?? 0), gap, began, generation)
}

type Outcome = Readonly<{ newest: number | null; gap: boolean }>

/** By history; by the poll where there is none, or it keeps failing while polls succeed. */
async function lookAgain(chat: Chat, depth: Depth, signal?: AbortSignal): Promise<Outcome> {
  if (mustRewind(chat)) return rewound(chat, depth, signal)
  try {
    return { newest: await byHistory(chat, depth, signal), gap: false }
  } catch (error) {
    if (signal?.aborted || failureOf(error) === null) throw error
    noteFailure(chat, error)
    if (!mustRewind(chat)) throw error
    return rewound(chat, depth, signal)
  }
}

/**
 * Page 1 again and again, larger each time: pages over a key that is not unique drop rows while others arrive. Returns the
 * newest stamp that the first answer held.
 */
async function byHistory(chat: Chat, depth: Depth, signal?: AbortSignal): Promise<number | null> {
  const { habits, store } = chat
  let limit = habits.page
  let newest: number | null = null
  for (;;) {
    const page = await patiently(() => askNewest(chat, limit, signal), signal)
    newest ??= page.newest
    const isEnd = page.rows === 0 || (page.rows < limit && habits.cap === Infinity)
    const canGrow = page.rows >= limit && limit < Math.min(LARGEST_PAGE, habits.cap ?? LARGEST_PAGE)
    if (isEnd || reaches(page, depth) || (!canGrow && reachesMissing(page, depth))) break
    if (!canGrow) {
      await beyond(chat, page, limit, depth, signal)
      break
    }
    limit *= 2
  }
  habits.page = pageFor(needed(chat, depth))
  habits.failures = 0
  const { older, generation } = store.getState()
  if (older === 'absent') store.setOlder('more', generation)
  return newest
}

/** Below what one page can hold, or a cap of the server. A page that was not full tells in passing which of the two it was. */
async function beyond(
  chat: Chat,
  page: Page,
  limit: number,
  depth: Depth,
  signal?: AbortSignal,
): Promise<void> {
  const { habits } = chat
  const enough = (page: Page) => reachesMissing(page, depth)
  if (habits.since) {
    await turnPages(chat, 2, limit, enough, signal)
    return
  }
  if (page.oldest === null) return
  const seen = new Set(page.ids)
  let isCapped = false
  await walk(
    chat,
    {
      from: page.oldest,
      limit,
      seen: page.ids,
      enough: (next) => {
        isCapped ||= next.ids.some((id) => !seen.has(id))
        return enough(next)
      },
    },
    signal,
  )
  if (page.rows < limit) habits.cap = isCapped ? page.rows : Infinity
}

/** Where there is no history: the poll, asked from the depth. What a cap cuts off there cannot be asked for. */
async function rewound(chat: Chat, depth: Depth, signal?: AbortSignal): Promise<Outcome> {
  const { store, api } = chat
  const { generation, swept } = store.getState()
  // one less: right whether the server reads it as `>` or `>=`
  const lasttime = Math.max(0, Math.min(depth.missing, depth.unread) - 1)
  const ask = () => api.getNewestMsgListByLastTime({ ...pairQuery(chat), lasttime }, signal)
  const batch = await patiently(ask, signal)
  await receive(chat, batch, generation)
  const newest = newestOf(
    store.getState().log,
    batch.messages.map(({ _id }) => _id),
  )
  // a complete answer holds the newest row of the last sweep again
  const isCut = batch.rows >= SMALLEST_CAP && batch.messages.every(({ sendtime }) => sendtime > (swept ?? 0))
  return { newest, gap: isCut && lasttime > 0 }
}

const reachesMissing = ({ oldest }: Page, { missing }: Depth) => oldest !== null && oldest < missing

const reaches = (page: Page, depth: Depth) =>
  reachesMissing(page, depth) && page.oldest !== null && page.oldest <= depth.unread

/** How many rows stand at or above the depth, and one below it. */
function needed({ store }: Chat, { missing, unread }: Depth): number {
  const { rows } = store.getState().log
  const depth = Math.min(missing, unread)
  let count = 1
  for (let i = rows.length - 1; i >= 0 && (rows[i]?.sentAt ?? 0) >= depth; i -= 1) count += 1
  return count
}

function mustRewind({ store, habits, clock }: Chat): boolean {
  const isOut = store.getState().older === 'absent' || habits.failures >= FAILURES_TO_REWIND
  return isOut && clock.elapsed() < habits.notBefore
}

/** History failed, while polls succeed. */
export function noteFailure({ store, habits, clock }: Chat, error: unknown): void {
  habits.failures += 1
  habits.notBefore = clock.elapsed() + REWIND_FOR
  if (isAbsent(error)) store.setOlder('absent', store.getState().generation)
}
