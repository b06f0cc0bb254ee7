import { delay } from '~/lib/timer'
import { BEYOND_EVERY_STAMP } from '~/wire/api'
import { ApiError } from '~/wire/errors'
import { type Chat, pairQuery } from './chat'
import { pullNewest, type Receipt } from './pullNewest'
import { receive } from './receive'

/** Messages of history's first page: two screens of a phone. */
const FIRST_PAGE = 20
/** Milliseconds that history may take before a poll from the beginning is sent beside it. */
const PATIENCE = 3_000

/**
 * Opens the conversation: history's first page; where that fails, is empty or takes long, a poll from the beginning at
 * once. A history that answers late is merged all the same. Throws what the poll throws.
 */
export async function openConversation(chat: Chat, signal: AbortSignal): Promise<Receipt> {
  const page = await Promise.race([firstPage(chat, signal), delay(PATIENCE, signal)])
  return page && page.received > 0 ? page : pullNewest(chat, signal)
}

/** History's first page, or null where the backend gave none. */
async function firstPage(chat: Chat, signal: AbortSignal): Promise<Receipt | null> {
  const { store, api } = chat
  const { generation } = store.getState()
  try {
    const query = { ...pairQuery(chat), page: 1, limit: FIRST_PAGE, lasttime: BEYOND_EVERY_STAMP }
    const batch = await api.getMsgListByPageAndUserId(query, signal)
    return { received: batch.messages.length, news: receive(chat, batch, generation).news }
  } catch (error) {
    if (isAbsent(error)) store.setOlder('absent', generation)
    return null
  }
}

/** The backend has no such endpoint: it works with polls alone. */
export const isAbsent = (error: unknown): boolean =>
  error instanceof ApiError &&
  error.failure.kind === 'http' &&
  [404, 405, 410, 501].includes(error.failure.status)
