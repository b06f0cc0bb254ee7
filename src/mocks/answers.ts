import { fieldOf, pairKey, pairOf, sidesOf } from './apiMessage'
import type { WorldOptions } from './options'
import type { Entry } from './state'
import type { PairQuery } from '~/wire/api'

/** `to` is '' where a backend is asked for all who talk with the asking side. */
export type PollQuery = PairQuery & Readonly<{ lasttime: number }>
export type HistoryQuery = PollQuery & Readonly<{ page?: number; limit?: number }>

/** Rows of a history page where the request names no `limit`, or where it does not count. */
export const PAGE = 10

/** What the poll answers: the pair's rows since `lasttime`. */
export function newestSince(entries: readonly Entry[], query: PollQuery, options: WorldOptions): Entry[] {
  const { lasttime, fromrole } = query
  const wanted = (entry: Entry) =>
    (options.pollBoundary === 'inclusive' ? entry.stamp >= lasttime : entry.stamp > lasttime) &&
    (options.direction === 'both' || fieldOf(entry.row, 'fromrole') !== fromrole)
  const rows = newestFirst(entries, query, wanted, options)
  return inOrder(options.pollCap > 0 ? rows.slice(0, options.pollCap) : rows, options)
}

/** What history answers: a page of the pair's rows before `lasttime`. */
export function pageBefore(entries: readonly Entry[], query: HistoryQuery, options: WorldOptions): Entry[] {
  const { lasttime, page = 1, limit = PAGE } = query
  const wanted = (entry: Entry) =>
    options.historyBoundary === 'inclusive' ? entry.stamp <= lasttime : entry.stamp < lasttime
  const asked = options.limitCounts ? limit : PAGE
  const size = options.historyCap > 0 ? Math.min(asked, options.historyCap) : asked
  const rows = newestFirst(entries, query, wanted, options)
  return inOrder(rows.slice((page - 1) * size, page * size), options)
}

function newestFirst(
  entries: readonly Entry[],
  query: PairQuery,
  wanted: (entry: Entry) => boolean,
  { tieOrder }: WorldOptions,
): Entry[] {
  const isAsked = asks(query)
  const ties = tieOrder === 'ascending' ? 1 : -1
  return entries
    .filter((entry) => isAsked(entry.pair) && wanted(entry))
    .sort((a, b) => b.stamp - a.stamp || ties * byId(a, b))
}

function byId(a: Entry, b: Entry): number {
  const [x, y] = [String(fieldOf(a.row, '_id')), String(fieldOf(b.row, '_id'))]
  return x < y ? -1 : x > y ? 1 : 0
}

/** Whether a question is about the pair of this key. */
function asks(query: PairQuery): (pair: string) => boolean {
  const own = pairOf(query)
  const key = pairKey(own)
  if (query.to !== '') return (pair) => pair === key
  const { appid, member, saler } = own
  return (pair) => {
    const sides = sidesOf(pair)
    return sides.appid === appid && isTheirs(sides.member, member) && isTheirs(sides.saler, saler)
  }
}

const isTheirs = (id: string, asked: string) => asked === '' || id === asked

const inOrder = (rows: Entry[], { order }: WorldOptions) => (order === 'oldest' ? rows.reverse() : rows)
