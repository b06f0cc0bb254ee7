import { fieldOf, pairKey, pairOf } from './apiMessage'
import type { WorldOptions } from './options'
import type { Entry } from './state'
import type { PairQuery } from '~/wire/api'

export type PollQuery = PairQuery & Readonly<{ lasttime: number }>
export type HistoryQuery = PollQuery & Readonly<{ page?: number; limit?: number }>

/** Rows of a history page where the request names no `limit`. */
export const PAGE = 10

/** What the poll answers: the pair's rows since `lasttime`, newest first. */
export function newestSince(entries: readonly Entry[], query: PollQuery, options: WorldOptions): Entry[] {
  const { lasttime, fromrole } = query
  const wanted = (entry: Entry) =>
    (options.boundary === 'inclusive' ? entry.stamp >= lasttime : entry.stamp > lasttime) &&
    (options.direction === 'both' || fieldOf(entry.row, 'fromrole') !== fromrole)
  const rows = ofPair(entries, query).filter(wanted)
  return options.pollCap > 0 ? rows.slice(0, options.pollCap) : rows
}

/** What history answers: a page of the pair's rows before `lasttime`, newest first. */
export function pageBefore(entries: readonly Entry[], query: HistoryQuery, options: WorldOptions): Entry[] {
  const { lasttime, page = 1, limit = PAGE } = query
  const wanted = (entry: Entry) =>
    options.boundary === 'inclusive' ? entry.stamp <= lasttime : entry.stamp < lasttime
  const size = options.historyCap > 0 ? Math.min(limit, options.historyCap) : limit
  return ofPair(entries, query)
    .filter(wanted)
    .slice((page - 1) * size, page * size)
}

function ofPair(entries: readonly Entry[], query: PairQuery): Entry[] {
  const key = pairKey(pairOf(query))
  return entries.filter((entry) => entry.pair === key).sort(asTheBackendSorts)
}

/** Newest first, but ascending by `_id` inside one stamp, as in the documented samples. */
function asTheBackendSorts(a: Entry, b: Entry): number {
  const [x, y] = [String(fieldOf(a.row, '_id')), String(fieldOf(b.row, '_id'))]
  return b.stamp - a.stamp || (x < y ? -1 : x > y ? 1 : 0)
}
