import { suspect, unreadOf, wantsDepth } from '~/domain/reading'
import { pageFor, SMALLEST_PAGE } from '~/domain/sweep'
import { type Chat, unreadQuery } from './chat'
import { askNewest } from './history'
import { putOff } from './historyFailures'

/** Unread messages that opening brings at once, in rows; more come by scrolling up. */
const MOST_AT_OPENING = 200

/** Unread messages that are here, as far as the server has not been told that they were read. */
const held = ({ store }: Chat): number => {
  const { log, marked } = store.getState()
  return unreadOf(log.rows, marked).length
}

/**
 * Brings what is unread beyond history's first page, so that the visit begins at its first unread message. Not waited for, and
 * quiet: where the backend does not count, older ones come by scrolling up.
 */
export async function bringUnread(chat: Chat, counting: Promise<number>): Promise<void> {
  const { generation } = chat.store.getState()
  const isLeft = () => chat.store.getState().generation !== generation
  const count = await counting.catch(() => 0)
  try {
    let limit = SMALLEST_PAGE
    while (held(chat) < count && limit < MOST_AT_OPENING && chat.engine.mayAskHistory() && !isLeft()) {
      limit = Math.min(MOST_AT_OPENING, Math.max(limit * 2, pageFor(count)))
      const page = await askNewest(chat, limit)
      if (page.rows < limit) return
    }
  } catch (error) {
    // scrolling up asks again
    putOff(chat, error)
  }
}

/**
 * Asks how much is unread, and has a sweep look for what is not here: an ordinary one, then one as deep as a sweep can go. Says
 * whether to ask again soon. Throws as the API does.
 */
export async function countUnread(chat: Chat): Promise<boolean> {
  const { habits, engine, store } = chat
  const { generation } = store.getState()
  const counted = await chat.api.unreadcount(unreadQuery(chat))
  if (store.getState().generation !== generation) return false
  habits.suspicion = suspect(habits.suspicion, counted, held(chat))
  if (habits.suspicion.looks === 0) return false
  habits.deep = wantsDepth(habits.suspicion)
  engine.tell({ type: 'missing' })
  return true
}
