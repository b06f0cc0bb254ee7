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
    /** Those of the given rows that stand below a row, in order; all that are there if that row is not. */
    below: (key: string | null, among: readonly string[]): readonly string[] => {
      const wanted = new Set<string | null>(among)
      const found: string[] = []
      for (let i = count - 1; i >= 0; i -= 1) {
        const at = keyAt(i)
        if (at === key) break
        if (at !== null && wanted.has(at)) found.push(at)
      }
      return found.reverse()
    },
    /** The other side's messages below a row, in order. */
    theirsAfter: (key: string): readonly string[] => {
      const found: string[] = []
      for (let i = count - 1; i >= 0; i -= 1) {
        const at = keyAt(i)
        if (at === key) break
        if (at !== null && entries[i]?.item.mine === false) found.push(at)
      }
      return found.reverse()
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

/**
 * Keys and times (true UTC ms) of the other side's messages that came since: also those that came late or stand above an own
 * one that is still on its way, but not those of older pages, which are history.
 */
export function newsSince(before: Rows, now: Rows): readonly (readonly [string, number])[] {
  let start = 0
  while (start < before.count && before.entries[start] === now.entries[start]) start += 1
  let old = before.count
  let end = now.count
  while (old > start && end > start && before.keyAt(old - 1) === now.keyAt(end - 1)) {
    old -= 1
    end -= 1
  }
  const known = new Set<string | null>()
  for (let i = start; i < old; i += 1) known.add(before.keyAt(i))
  // what stands above the oldest delivered row of before is of an older page
  const oldest = start > 0 ? null : before.keyAt(before.entries.findIndex(({ item }) => !isPending(item)))
  if (oldest !== null && old === 0) return []
  const news: (readonly [string, number])[] = []
  for (let i = end - 1; i >= start; i -= 1) {
    const key = now.keyAt(i)
    if (key === oldest) break
    const item = now.entries[i]?.item
    if (key !== null && item?.mine === false && !known.has(key)) news.push([key, item.at])
  }
  return news.reverse()
}
