import { oldestDelivered } from '~/domain/cursor'
import type { Batch } from '~/wire/schema'
import { type Chat, pairQuery } from './chat'
import { isAbsent } from './openConversation'
import { receive } from './receive'

const PAGE = 20
/** Pages asked for in one go where messages share a single stamp; more is a server that repeats itself. */
const MOST_PAGES = 50

/**
 * Loads the messages before the oldest one. Walks by key: rows that arrive meanwhile shift page numbers, but not stamps.
 * `lasttime` = oldest + 1 is right whether the server reads it as `<` or `<=`; the overlap is merged away. Never throws:
 * how it went stands in the store's `older`.
 */
export async function loadOlder(chat: Chat, signal?: AbortSignal): Promise<void> {
  const { store } = chat
  const { log, older, generation } = store.getState()
  const oldest = oldestDelivered(log)
  if (oldest === null || older === 'loading' || older === 'end' || older === 'absent') return
  store.setOlder('loading', generation)
  try {
    store.setOlder((await walk(chat, oldest + 1, signal)) ? 'more' : 'end', generation)
  } catch (error) {
    if (signal?.aborted) store.setOlder('more', generation)
    else store.setOlder(isAbsent(error) ? 'absent' : 'failed', generation)
  }
}

/** Asks until something new came (true) or the server has nothing older (false). */
async function walk(chat: Chat, lasttime: number, signal?: AbortSignal): Promise<boolean> {
  const { generation } = chat.store.getState()
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const query = { ...pairQuery(chat), page, limit: PAGE, lasttime }
    const batch = await chat.api.getMsgListByPageAndUserId(query, signal)
    const { news, refused } = receive(chat, batch, generation)
    if (news) return true
    // a page of known rows is the end, unless a single stamp or unusable rows may hide what follows
    if (batch.rows === 0 || (refused === 0 && !isOneStamp(batch))) return false
  }
  return false
}

const isOneStamp = ({ messages }: Batch) =>
  messages.every(({ sendtime }) => sendtime === messages[0]?.sendtime)
