import { oldestDelivered } from '~/domain/cursor'
import type { Chat } from './chat'
import { isAbsent, turnPages, walk } from './history'
import { putOff } from './historyFailures'

/** Rows a page, where the reader scrolls: two screens of a phone. */
const PAGE = 20

const enough = ({ news }: Readonly<{ news: boolean }>) => news

/**
 * Loads the messages before the oldest one. A page that fails is asked for again by itself. Never throws: how it went stands
 * in the store's `older`. `limit`: rows to ask for at once.
 */
export async function loadOlder(chat: Chat, signal?: AbortSignal, limit = PAGE): Promise<void> {
  const { store, habits } = chat
  const { log, waiting, older, generation } = store.getState()
  const oldest = oldestDelivered(log)
  if (oldest === null || older === 'loading' || older === 'end' || older === 'absent') return
  // what stands above what an earlier visit has left tells nothing of what follows on it
  if (waiting?.hidden === false || !chat.engine.mayAskHistory()) return store.setOlder('failed', generation)
  store.setOlder('loading', generation)
  try {
    const more = habits.since
      ? // a page of overlap: what came meanwhile has moved the pages
        await turnPages(chat, Math.max(1, Math.floor(log.rows.length / limit)), limit, enough, signal)
      : await walk(chat, { from: oldest, limit, seen: [], enough }, signal)
    store.setOlder(more ? 'more' : 'end', generation)
  } catch (error) {
    putOff(chat, error)
    if (signal?.aborted) store.setOlder('more', generation)
    else store.setOlder(isAbsent(error) ? 'absent' : 'failed', generation)
  }
}
