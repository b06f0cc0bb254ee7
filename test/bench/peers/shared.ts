import { useSyncExternalStore } from 'react'
import type { Listed } from '~test/bench/compare/contract'
import type { Row } from '~test/support/rows'

type Change = 'mount' | 'append' | 'prepend'

/**
 * The messages of a page, the same for every peer, so that differences are the peers' own. `convert`: into what a peer wants, once
 * a message.
 */
export function createMessages<T>(convert: (row: Row) => T) {
  let items: readonly T[] | null = null
  let change: Change = 'mount'
  const ids = new Set<string>()
  const listeners = new Set<() => void>()
  const set = (next: readonly T[], by: Change) => {
    items = next
    change = by
    for (const tell of listeners) tell()
  }
  const converted = (rows: readonly Row[]) => {
    for (const { _id } of rows) ids.add(_id)
    return rows.map(convert)
  }
  const now = () => items
  const subscribe = (tell: () => void) => {
    listeners.add(tell)
    return () => void listeners.delete(tell)
  }
  return {
    change: () => change,
    use: () => useSyncExternalStore(subscribe, now),
    /** Offers them as `window.bench`. */
    offer: (listed: Listed) => {
      window.bench = {
        ...listed,
        mount: (rows) => set(converted(rows), 'mount'),
        append: (rows) => set([...(items ?? []), ...converted(rows)], 'append'),
        prepend: (rows) => set([...converted(rows), ...(items ?? [])], 'prepend'),
        // a new array also where nothing is new, as `setMessages((old) => [...old, ...fresh])` makes one
        poll: (rows) => {
          const fresh = rows.filter(({ _id }) => !ids.has(_id)).reverse()
          set([...(items ?? []), ...converted(fresh)], 'append')
        },
      }
    },
  }
}

export const isMine = ({ fromrole }: Row): boolean => fromrole === 'MEMBER'
export const textOf = (row: Row): string => String(row['content'])
/** A voice is but its length: none of the peers has more. */
export const secondsOf = (row: Row): string => `${String(row['voiceLength'])}″`

/** A picture as `img` takes it; without a size where the conversation tells none. */
export const pictureOf = (row: Row) => ({
  src: textOf(row),
  ...(typeof row['width'] === 'number' && { width: row['width'], height: Number(row['height']) }),
})
