import { last } from '~/lib/last'
import type { PairQuery } from '~/wire/api'
import { HISTORY, idOf, knownRows, POLL, SEND } from './knownRows'
import { answerOf, type Exchange, type Recording } from './recording'
import { type Planned, respond, withContents } from './replayAnswer'
import {
  type Entry,
  givenRows,
  isAbsent,
  isOdd,
  type Lane,
  laneOf,
  lanesOf,
  nextOf,
  peopleIn,
} from './replayLanes'
import { endpointOf, type Fields, textFields } from './requestFields'
import { savedRow, skewIn } from './savedRow'

/** What was recorded up to this much (ms) later is due already: a page that asks a little earlier would wait a whole turn for it. */
const EARLY = 500
/** What was asked in the same millisecond (ms) has its order too. */
const TICK = 1e-6
/** A send is taken for one that was recorded where the two are at most so far apart, ms. */
const NEAR = 5_000

type Options = Readonly<{
  /** A clock that only runs forward, ms. */
  now: () => number
  /** How many times as fast as it was recorded; above 0. */
  speed?: number
  /** Sends of the recording that will be sent again: what was answered since waits for them, or their rows came before them. */
  awaited?: readonly Exchange[]
}>

export type Replay = Readonly<{
  /** Answers a request of the API as the recorded backend did; rejects as `fetch` does. */
  answer: (request: Request) => Promise<Response>
}>

/**
 * A backend that does again what it did while it was recorded. Polls are answered in the order of the recording, with its
 * failures; what was not asked then in the same way is answered from the rows that the recording knows by that time. Rows stay
 * as they were; the `Date` header moves along. The same recording, requests and times give the same answers.
 */
export function createReplay(recording: Recording, { now, speed = 1, awaited = [] }: Options): Replay {
  const inOrder = [...recording.exchanges].sort((a, b) => a.after - b.after)
  const exchanges = inOrder.map((exchange, i) => ({ ...exchange, after: exchange.after + i * TICK }))
  const told = new Set<Exchange | undefined>(awaited)
  const isAwaited = new Set<Exchange>(exchanges.filter((_, i) => told.has(inOrder[i])))
  const lanes = lanesOf(exchanges)
  const inLane = (endpoint: string, fields: Fields): Lane => lanes.get(laneOf(endpoint, fields)) ?? []
  const begin = exchanges[0]?.after ?? 0
  const trueTime = trueTimeIn(recording)
  /** What was really written, where the recording has other words, by the id of the row. */
  const contents = new Map<string, unknown>()
  /** When the first request came: from then on time runs. */
  let first: number | null = null
  let saved = 0

  /** Until when what was recorded may be given at a time. */
  const dueAt = (time: number, fields: Fields) => {
    const missing = inLane(SEND, fields).find(({ exchange, given }) => !given && isAwaited.has(exchange))
    return Math.min(time + EARLY, (missing?.exchange.after ?? Infinity) - TICK)
  }

  const newPair = (fields: Fields) => {
    const own = [POLL, HISTORY, SEND].flatMap((endpoint) => inLane(endpoint, fields))
    const inOrder = own.map(({ exchange }) => exchange).sort((a, b) => a.after - b.after)
    return {
      rows: knownRows(inOrder, trueTime.began),
      given: givenRows(),
      skew: skewIn(own.flatMap(({ rows }) => rows ?? [])),
      polledFrom: 0,
    }
  }
  const pairs = new Map<string, ReturnType<typeof newPair>>()
  const pairOf = (fields: Fields) => {
    const key = peopleIn(fields)
    const pair = pairs.get(key) ?? newPair(fields)
    pairs.set(key, pair)
    return pair
  }

  const computed = (data: unknown, time: number, status = 200): Planned => ({
    ms: 0,
    status,
    failure: null,
    redirected: false,
    headers: trueTime.isTold ? { date: dated(trueTime.began + time) } : {},
    text: JSON.stringify({ success: status === 200, data }),
  })

  const poll = (fields: Fields, time: number): Planned => {
    const pair = pairOf(fields)
    const due = dueAt(time, fields)
    const lasttime = Number(fields['lasttime'])
    const isBehind = lasttime < pair.polledFrom
    pair.polledFrom = Math.max(pair.polledFrom, lasttime)
    const wanted = (entry: Entry) => entry.isBehind === isBehind && (!isBehind || isOdd(entry))
    const next = nextOf(inLane(POLL, fields), due, wanted, pair.given)
    const rows = next ? (next.rows ?? []) : pair.rows.newestSince(fields as PairQuery, lasttime, due)
    pair.given.give(rows)
    return next ? recorded(next, time) : computed(rows, time)
  }

  const history = (fields: Fields, time: number): Planned => {
    const lane = inLane(HISTORY, fields)
    const due = dueAt(time, fields)
    const { rows, given } = pairOf(fields)
    const odd = nextOf(lane, due, isOdd, given)
    // of an endpoint that was never there nothing else can be told
    const failure = odd ?? (lane.every(isOdd) ? lane.find(isAbsent) : undefined)
    if (failure) return recorded(failure, time)
    const isSame = (entry: Entry) => !isOdd(entry) && entry.exchange.after <= due && isSamePage(entry, fields)
    const latest = last(lane.filter(isSame))
    if (latest && rows.isSame(latest.exchange.after, due)) {
      given.give(latest.rows ?? [])
      return recorded(latest, time)
    }
    const asked = ['lasttime', 'page', 'limit'].map((name) => Number(fields[name] ?? 0))
    const [lasttime = 0, page = 1, limit = 0] = asked
    const older = rows.pageBefore(fields as PairQuery, lasttime, page, limit, due)
    given.give(older)
    return computed(older, time)
  }

  const send = (fields: Fields, time: number): Planned => {
    const pair = pairOf(fields)
    // one that nobody sent again at its time, or whose row is there, was another page's
    const isFree = ({ exchange, rows }: Entry) =>
      isAwaited.has(exchange) || (exchange.after > time - NEAR && !pair.given.has(rows ?? []))
    const due = inLane(SEND, fields).filter(
      (entry) => !entry.given && entry.exchange.after <= time + NEAR && isFree(entry),
    )
    const isEqual = ({ exchange }: Entry) => exchange.body?.['content'] === fields['content']
    const next = due.find(isEqual) ?? due[0]
    if (!next) {
      const row = savedRow(fields, trueTime.began + time, pair.skew, (saved += 1))
      pair.rows.add(row, time)
      return computed([row], time)
    }
    const id = idOf(next.rows?.[0])
    if (id !== null && !isEqual(next)) contents.set(id, fields['content'])
    return recorded(next, time)
  }

  /** In order; what is asked more often than it was is told again. */
  const aside = (endpoint: string, fields: Fields, time: number, method: string): Planned => {
    const due = inLane(endpoint, fields).filter(({ exchange }) => exchange.after <= dueAt(time, fields))
    const next = due.find(({ given }) => !given) ?? last(due)
    if (next) return recorded(next, time)
    // nobody knows whether the backend has it
    return method === 'GET' ? computed(null, time, 404) : computed(null, time)
  }

  const plan = (endpoint: string, fields: Fields, time: number, method: string): Planned => {
    if (endpoint === POLL) return poll(fields, time)
    if (endpoint === HISTORY) return history(fields, time)
    return endpoint === SEND ? send(fields, time) : aside(endpoint, fields, time, method)
  }

  return {
    async answer(request) {
      first ??= now()
      const time = begin + (now() - first) * speed
      const { method, signal } = request
      const url = new URL(request.url)
      const body = method === 'GET' ? null : textFields(await request.text())
      const fields = { ...Object.fromEntries(url.searchParams), ...body }
      const planned = plan(endpointOf(url) ?? '', fields, time, method)
      return respond({ ...planned, text: withContents(planned.text, contents) }, signal, speed)
    },
  }
}

/** What was recorded, `time` ms after the beginning. */
function recorded(entry: Entry, time: number): Planned {
  entry.given = true
  const { after, ms, status, failure, redirected, headers } = entry.exchange
  const date = Date.parse(headers['date'] ?? '')
  const moved = Number.isNaN(date) ? headers : { ...headers, date: dated(date + time - after) }
  return { ms, status, failure, redirected, headers: moved, text: answerOf(entry.exchange) }
}

const dated = (time: number) => new Date(time).toUTCString()

/** When the recording began, true UTC ms: by the server's `Date` where it was told, else by the device. */
function trueTimeIn({ began, exchanges }: Recording): Readonly<{ began: number; isTold: boolean }> {
  for (const { after, headers } of exchanges) {
    const date = Date.parse(headers['date'] ?? '')
    if (date > 0) return { began: date - after, isTold: true }
  }
  return { began, isTold: false }
}

const isSamePage = ({ exchange: { query } }: Entry, fields: Fields) =>
  ['lasttime', 'page', 'limit'].every((name) => Number(query[name]) === Number(fields[name]))
