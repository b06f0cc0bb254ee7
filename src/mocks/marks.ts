import { type ApiMessage, type Pair, pairKey } from './apiMessage'
import { type Desk, deskEntries, isOnDesk, isUnreadOf } from './desk'
import { type Entry, isVisible, type WorldState } from './state'
import type { Role } from '~/wire/schema'

/** Under which name it is remembered when what `author` wrote in a pair was marked as read. */
const markKey = (pair: Pair, author: Role) => JSON.stringify([pairKey(pair), author])

/** When what `author` wrote in a pair of the desk was marked as read, true ms, rising. */
export const marksOf = (state: WorldState, pair: Pair, author: Role): readonly number[] =>
  state.marks.get(markKey(pair, author)) ?? []

/** What `author` wrote in a pair until `at` (true ms), and nobody has read: kept rows, and those of the desk. */
export function unreadRows(state: WorldState, desk: Desk, pair: Pair, author: Role, at: number) {
  const key = pairKey(pair)
  const kept = state.entries.filter(
    (entry) => entry.pair === key && isVisible(entry, at) && isUnreadOf(author, entry),
  )
  const marks = marksOf(state, pair, author)
  const since = marks[marks.length - 1] ?? -Infinity
  const told = deskEntries(desk, pair, { since, until: at }).filter((entry) => isUnreadOf(author, entry))
  return { kept, told }
}

/** Marks them as read; how many there were. */
export function markRows(state: WorldState, desk: Desk, pair: Pair, author: Role, at: number): number {
  const { kept, told } = unreadRows(state, desk, pair, author, at)
  const readtime = desk.stampAt(at)
  for (const entry of kept) entry.row = readRow(entry, readtime)
  if (told.length > 0 && isOnDesk(pair, desk.options))
    state.marks.set(markKey(pair, author), [...marksOf(state, pair, author), at])
  return kept.length + told.length
}

/** A new row: what was answered before stays as it was. */
const readRow = ({ row }: Entry, readtime: number) => ({
  ...(row as ApiMessage),
  status: 1,
  readtime,
  update_at: new Date(readtime).toISOString(),
})
