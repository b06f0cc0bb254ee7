import { isRecord, parsedJson } from '~/lib/json'
import { objectIdTime } from '~/lib/objectId'
import { newestSince, PAGE, pageBefore } from '~/mocks/answers'
import { pairKey, pairOf } from '~/mocks/apiMessage'
import { DEFAULTS } from '~/mocks/options'
import type { PairQuery } from '~/wire/api'
import type { Exchange } from './recording'

export const POLL = 'getNewestMsgListByLastTime'
export const HISTORY = 'getMsgListByPageAndUserId'
export const SEND = 'sendMsg'

type Row = Readonly<Record<string, unknown>>

/** What the recorded answers of one pair tell of its rows, and of how the backend answers; all times in ms of the recording. */
export type KnownRows = Readonly<{
  /** What a poll holds at a time, and a page of history: as the recorded backend would have answered, as far as it shows. */
  newestSince: (query: PairQuery, lasttime: number, at: number) => readonly unknown[]
  pageBefore: (
    query: PairQuery,
    lasttime: number,
    page: number,
    limit: number,
    at: number,
  ) => readonly unknown[]
  /** Whether an answer of `since` would still be the same at `at`. */
  isSame: (since: number, at: number) => boolean
  /** One that was not recorded: what somebody wrote while it is replayed. */
  add: (row: Row, at: number) => void
}>

/** `isNews`: from then on answers were others. */
type Sighting = Readonly<{ id: string; row: Row; stamp: number; at: number; isNews: boolean }>

/** `began`: when the recording did, true UTC ms. */
export function knownRows(exchanges: readonly Exchange[], began: number): KnownRows {
  const sightings = sightingsIn(exchanges, began)
  const habits = habitsOf(exchanges, sightings)

  const entriesAt = (query: PairQuery, at: number) => {
    const versions = new Map<string, Sighting>()
    for (const seen of sightings) if (seen.at <= at) versions.set(seen.id, seen)
    const pair = pairKey(pairOf(query))
    return [...versions.values()].map(({ row, stamp }) => ({ pair, row, stamp, at: 0 }))
  }
  const answering = (inclusive: boolean) => ({
    ...DEFAULTS,
    ...habits,
    boundary: inclusive ? ('inclusive' as const) : ('exclusive' as const),
  })
  return {
    newestSince: (query, lasttime, at) =>
      newestSince(entriesAt(query, at), { ...query, lasttime }, answering(habits.pollInclusive)).map(
        ({ row }) => row,
      ),
    pageBefore: (query, lasttime, page, limit, at) =>
      pageBefore(
        entriesAt(query, at),
        { ...query, lasttime, page, limit: limit > 0 ? limit : PAGE },
        answering(habits.historyInclusive),
      ).map(({ row }) => row),
    isSame: (since, at) => !sightings.some((seen) => seen.at > since && seen.at <= at && seen.isNews),
    add: (row, at) =>
      void sightings.push({ id: idOf(row) ?? '', row, stamp: stampOf(row), at, isNews: true }),
  }
}

/** The rows of an answer that is a list, or of a send the one that was saved; null where it is none. */
export function rowsOf({ status, failure, redirected, json }: Exchange): readonly unknown[] | null {
  if (status === null || status < 200 || status > 299 || failure !== null || redirected) return null
  if (!isRecord(json)) return null
  const { success, data } = json
  const isDone = success === undefined ? Array.isArray(data) : isYes(success)
  if (!isDone) return null
  const value = typeof data === 'string' ? parsedJson(data) : data
  if (value === null || value === undefined) return []
  if (Array.isArray(value)) return value
  return isRecord(value) && '_id' in value ? [value] : null
}

/** The id of a row as the client reads it; null where it is unusable. */
export function idOf(row: unknown): string | null {
  const id = isRecord(row) ? row['_id'] : undefined
  const value = isRecord(id) ? id['$oid'] : id
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : null
}

/** Its server stamp, ms; 0 where there is none. */
const stampOf = (row: Row) => Number(row['sendtime']) || 0

function sightingsIn(exchanges: readonly Exchange[], began: number): Sighting[] {
  const found: Sighting[] = []
  const before = new Map<string, string>()
  let oldest = Infinity
  for (const exchange of exchanges) {
    const rows = rowsOf(exchange)?.filter(isRecord) ?? []
    const isHistory = exchange.endpoint === HISTORY
    const at = exchange.endpoint === SEND ? exchange.after + exchange.ms : exchange.after
    const stamps: number[] = []
    for (const row of rows) {
      const id = idOf(row)
      if (id === null) continue
      const stamp = stampOf(row)
      if (exchange.endpoint !== SEND) stamps.push(stamp)
      const text = JSON.stringify(row)
      if (before.get(id) === text) continue
      // what lies below all that had come was there all along, unless its id is newer; the rest may have come late
      const isOld = stamp < oldest && (objectIdTime(id) ?? 0) < began
      const wasThere = isHistory && !before.has(id) && isOld && oldest < Infinity
      found.push({ id, row, stamp, at: wasThere ? 0 : at, isNews: !wasThere })
      before.set(id, text)
    }
    oldest = Math.min(oldest, oldestOf(stamps))
  }
  return found
}

/** How the backend answers where the documentation is silent. */
function habitsOf(exchanges: readonly Exchange[], sightings: readonly Sighting[]) {
  const lists = exchanges.flatMap(({ endpoint, query, ...rest }) => {
    const rows = rowsOf({ endpoint, query, ...rest })?.filter(isRecord)
    return rows ? [{ endpoint, query, rows, stamps: rows.map(stampOf) }] : []
  })
  const polls = lists.filter(({ endpoint }) => endpoint === POLL)
  const pages = lists.filter(({ endpoint }) => endpoint === HISTORY)
  const holdsItsBound = ({ query, stamps }: (typeof lists)[number]) =>
    stamps.includes(Number(query['lasttime']))
  const [asked] = lists
  const polled = polls.flatMap(({ rows }) => rows)
  const isIncoming =
    asked !== undefined &&
    polled.length > 0 &&
    !polled.some((row) => isOwn(row, asked.query)) &&
    sightings.some(({ row }) => isOwn(row, asked.query))
  // pages that were not full, and yet not the last ones
  const cut = pages.filter(({ query, stamps }) => {
    const oldest = oldestOf(stamps)
    return (
      stamps.length < Number(query['limit']) && sightings.some(({ stamp }) => stamp > 0 && stamp < oldest)
    )
  })
  return {
    pollInclusive: polls.some(holdsItsBound),
    historyInclusive: pages.some(holdsItsBound),
    direction: isIncoming ? ('incoming' as const) : ('both' as const),
    historyCap: Math.max(0, ...cut.map(({ stamps }) => stamps.length)),
  }
}

const isYes = (success: unknown) =>
  success === true || /^(?:true|1)$/i.test(JSON.stringify(success).replace(/"/g, ''))

const isOwn = (row: Row, query: Row) => row['fromrole'] === query['fromrole']

const oldestOf = (stamps: readonly number[]) =>
  stamps.reduce((oldest, stamp) => (stamp > 0 ? Math.min(oldest, stamp) : oldest), Infinity)
