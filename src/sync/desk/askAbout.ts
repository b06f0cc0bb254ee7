import { SMALLEST_PAGE } from '~/domain/sweep'
import { BEYOND_EVERY_STAMP } from '~/wire/api'
import { type Chat, unreadQuery } from '~/sync/chat'
import { askHistory, isEmpty } from '~/sync/history'
import { pullNewest } from '~/sync/pullNewest'

/**
 * The end of a conversation that nobody has opened yet, for its row and for when somebody does: history's first page, and where
 * that has nothing all that the poll gives. Throws as the API does.
 */
export async function loadTail(chat: Chat, signal: AbortSignal): Promise<void> {
  const { store, clock } = chat
  const { generation } = store.getState()
  const began = clock.elapsed()
  const query = { page: 1, limit: SMALLEST_PAGE, lasttime: BEYOND_EVERY_STAMP }
  const page = await askHistory(chat, query, signal)
  if (isEmpty(page)) await pullNewest(chat, signal)
  if (store.getState().swept === null) store.sweptTo(page.newest ?? 0, false, began, generation)
}

/** How many messages of the member the server calls unread. Throws as the API does. */
export const countUnread = (chat: Chat, signal: AbortSignal): Promise<number> =>
  chat.api.unreadcount(unreadQuery(chat), signal)
