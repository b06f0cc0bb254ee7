import type { Log } from '~/domain/merge'
import type { Message } from '~/domain/message'
import type { Chat } from './chat'
import { loadOlder } from './loadOlder'

/** Rows a page: nobody reads them one by one, and the way may be long. */
const PAGE = 100

/**
 * Why a search further back ended: something was found; the conversation has no earlier messages; its backend has no history;
 * a page failed; it was called off, or the conversation was left.
 */
export type SearchEnd = 'found' | 'beginning' | 'absent' | 'failed' | 'stopped'

/**
 * Loads older messages until one of them matches: page after page, one at a time, also beside a reader who scrolls. What was
 * loaded stays, so that it can be called again to look further; how far it has looked is `searchedTo`. Never throws.
 */
export async function searchOlder(
  chat: Chat,
  matches: (message: Message) => boolean,
  signal: AbortSignal,
): Promise<SearchEnd> {
  const { store } = chat
  const { generation } = store.getState()
  while (!signal.aborted) {
    const { log } = store.getState()
    const isAlone = store.getState().older !== 'loading'
    if (isAlone) await loadOlder(chat, signal, PAGE)
    else await otherPage(chat, signal)
    const now = store.getState()
    if (signal.aborted || now.generation !== generation) return 'stopped'
    if (olderThan(log, now.log).some(matches)) return 'found'
    if (now.older === 'end' || now.log.rows.length === 0) return 'beginning'
    if (now.older === 'absent') return 'absent'
    // what failed by scrolling is tried once more
    if (now.older === 'failed' && isAlone) return 'failed'
  }
  return 'stopped'
}

/** From when on (true UTC ms) all messages are loaded, and so searched; null while there are none. */
export const searchedTo = ({ log }: Readonly<{ log: Log }>): number | null => log.rows[0]?.at ?? null

/** The end of the page that the reader asked for, or of the waiting. */
function otherPage({ store }: Chat, signal: AbortSignal): Promise<void> {
  const { generation } = store.getState()
  return new Promise((resolve) => {
    const end = () => {
      stop()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const stop = store.subscribe((now) => {
      if (now.older !== 'loading' || now.generation !== generation) end()
    })
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
  })
}

/** What is new in `now` at or above the oldest of `before`: the next of several messages of one stamp stands below it. */
function olderThan(before: Log, now: Log): readonly Message[] {
  const border = before.rows[0]?.sentAt ?? Infinity
  const known = new Set(upTo(before, border).map(({ id }) => id))
  return upTo(now, border).filter(({ id }) => !known.has(id))
}

function upTo({ rows }: Log, border: number): readonly Message[] {
  const end = rows.findIndex(({ sentAt }) => sentAt > border)
  return end < 0 ? rows : rows.slice(0, end)
}
