import { LARGEST_PAGE } from '~/domain/sweep'
import { delay } from '~/lib/timer'
import { type Chat, FIRST_PAGE, unreadQuery } from './chat'
import { askHistory, isAbsent, isEmpty } from './history'
import { pullNewest, type Receipt } from './pullNewest'
import { noteFailure, putOff } from './historyFailures'
import { bringUnread } from './unread'

/** Milliseconds that history may take before a poll from the beginning is sent beside it. */
const PATIENCE = 3_000

/**
 * Opens the conversation: history's first page (two screens of a phone); where that fails, is empty or takes long, a poll from
 * the beginning at once, and a sweep asks history again. A history that answers late is merged all the same. Throws what the
 * poll throws.
 */
export async function openConversation(chat: Chat, signal: AbortSignal): Promise<Receipt> {
  const { store, clock } = chat
  const { generation, swept } = store.getState()
  const began = clock.elapsed()
  const asking = firstPage(chat, signal)
  const count = () => chat.api.unreadcount(unreadQuery(chat), signal)
  // a server that does not answer is asked no more than it must be
  const counting = chat.engine.timing().failures > 0 ? asking.then((page) => (page ? count() : 0)) : count()
  counting.catch(() => {})
  const page = await Promise.race([asking, delay(PATIENCE, signal)])
  if (page && !isEmpty(page)) {
    void bringUnread(chat, counting)
    if (swept === null) store.sweptTo(page.newest ?? 0, false, page.asked ?? began, generation)
    // what the last visit has left is not vouched for: what it did not get yet may stand in the midst of it
    return { received: page.ids.length, news: page.news, sweep: swept !== null }
  }
  if (signal.aborted) throw new DOMException('aborted', 'AbortError')
  const receipt = await pullNewest(chat, signal)
  const { log, waiting, swept: vouched } = store.getState()
  // what the last visit has left is vouched for as far as it stands alone: below it this poll may have brought one direction
  if (waiting === null) {
    // a poll may hold but one direction, or be cut by a cap: history is to look at all of it, within reason
    const { rows } = log
    const depth = rows.length > LARGEST_PAGE ? (rows[rows.length - LARGEST_PAGE]?.sentAt ?? 0) : 0
    store.sweptTo(Math.min(vouched ?? Infinity, depth), false, began, generation)
  }
  // nothing on either way may be a poll that brings no own rows, and a history that reads `lasttime` as since: a sweep finds out
  return { ...receipt, sweep: receipt.received > 0 || Boolean(page) || swept !== null }
}

/** History's first page, or null where the backend gave none. */
async function firstPage(chat: Chat, signal: AbortSignal) {
  if (!chat.engine.mayAskHistory()) return null
  try {
    return await askHistory(chat, FIRST_PAGE, signal)
  } catch (error) {
    if (isAbsent(error)) noteFailure(chat, error)
    else putOff(chat, error)
    return null
  }
}
