import type { Entry } from '~/domain/timeline'
import type { ChatState } from '~/store/chatStore'
import { isPending, keyOf, type Shown } from '~/store/selectors'

/** The rows of the list by key and by place, as its helpers ask for them. */
export type Rows = ReturnType<typeof rowsFrom>

export function rowsFrom(entries: readonly Entry<Shown>[], claims: ChatState['claims'], opened: boolean) {
  const count = entries.length
  const keyAt = (index: number): string | null => {
    const item = entries[index]?.item
    return item ? keyOf(item, claims) : null
  }
  /** From the end, where what is asked for mostly stands; -1 where there is no such row. */
  const indexOf = (key: string | null): number => {
    let index = key === null ? -1 : count - 1
    while (index >= 0 && keyAt(index) !== key) index -= 1
    return index
  }
  return {
    entries,
    count,
    opened,
    keyAt,
    indexOf,
    newest: () => keyAt(count - 1),
    isNewer: (key: string, than: string | null): boolean => {
      for (let i = count - 1; i >= 0; i -= 1) {
        const at = keyAt(i)
        if (at === than) return false
        if (at === key) return true
      }
      return false
    },
    /** Keys and times (true UTC ms) of the other side's messages below a row; none if that row is not there any more. */
    theirsAfter: (key: string | null): (readonly [string, number])[] => {
      const found: (readonly [string, number])[] = []
      for (let i = count - 1; i >= 0; i -= 1) {
        const at = keyAt(i)
        if (at === key) return found.reverse()
        const item = entries[i]?.item
        if (at !== null && item?.mine === false) found.push([at, item.at])
      }
      return key === null ? found.reverse() : []
    },
    /** The oldest of the unread messages that stand directly above a row, as an older page may bring them; null for none. */
    unreadAbove: (key: string): string | null => {
      let first: string | null = null
      for (let i = indexOf(key) - 1; i >= 0; i -= 1) {
        const item = entries[i]?.item
        if (!item || item.mine || isPending(item) || item.read) break
        first = keyAt(i)
      }
      return first
    },
    /** The oldest unread message of the other side since one wrote oneself (who answers has read); null if there is none. */
    firstUnread: (): string | null => {
      let first: string | null = null
      for (let i = count - 1; i >= 0; i -= 1) {
        const item = entries[i]?.item
        if (!item || item.mine) break
        if (!isPending(item) && !item.read) first = keyAt(i)
      }
      return first
    },
  }
}
