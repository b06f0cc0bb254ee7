import { last } from '~/lib/last'
import { idOf, POLL, rowsOf } from './knownRows'
import type { Exchange } from './recording'
import type { Fields } from './requestFields'

/** An exchange, the rows that it brought (null: it failed in some way), and whether it has been given. */
export type Entry = Readonly<{
  exchange: Exchange
  rows: readonly unknown[] | null
  /** A poll that asked for what an earlier one must have brought. */
  isBehind: boolean
}> & { given: boolean }

/** What was asked of one endpoint about the same people, in order. */
export type Lane = readonly Entry[]

/** A request that the page gave up before this (ms) tells nothing of the backend: it was not wanted any more. */
const GAVE_UP = 9_000

/** How long (ms) a failure waits to be given: a page that asks seldom, at high speed, would meet one long after the next success. */
const STALE = 60_000

export const isOdd = ({ rows }: Entry): boolean => rows === null

/** The backend has no such endpoint. */
export const isAbsent = ({ exchange: { status } }: Entry): boolean =>
  status !== null && [404, 405, 410, 501].includes(status)

/** Names the lane that a request belongs to. */
export const laneOf = (endpoint: string, fields: Fields): string => `${endpoint} ${peopleIn(fields)}`

/** One text for the same people. */
export const peopleIn = (fields: Fields): string => JSON.stringify(PEOPLE.map((name) => plain(fields[name])))

const PEOPLE = ['appid', 'from', 'fromrole', 'to', 'userid', 'userrole']

/** A JSON body may hold numbers where a query holds texts. */
const plain = (value: unknown) => (typeof value === 'number' ? String(value) : value)

export function lanesOf(exchanges: readonly Exchange[]): ReadonlyMap<string, Lane> {
  const lanes = new Map<string, Entry[]>()
  const polledFrom = new Map<string, number>()
  for (const exchange of exchanges) {
    if (exchange.failure === 'aborted' && exchange.ms < GAVE_UP) continue
    const { endpoint, query, body } = exchange
    const key = laneOf(endpoint, { ...query, ...body })
    const lasttime = endpoint === POLL ? Number(query['lasttime']) : 0
    const highest = polledFrom.get(key) ?? 0
    polledFrom.set(key, Math.max(highest, lasttime))
    const entry = { exchange, rows: rowsOf(exchange), isBehind: lasttime < highest, given: false }
    const lane = lanes.get(key)
    if (lane) lane.push(entry)
    else lanes.set(key, [entry])
  }
  return lanes
}

/**
 * The oldest one of `wanted` that was recorded by `time` and not given yet. What would change nothing is passed over where there
 * is a later one, and so is a failure that is long over: a page that asks less often than the recorded one keeps up.
 */
export function nextOf(
  lane: Lane,
  time: number,
  wanted: (entry: Entry) => boolean,
  given: GivenRows,
): Entry | undefined {
  const isDue = ({ exchange }: Entry) => exchange.after <= time
  const due = lane.filter((entry) => !entry.given && isDue(entry) && wanted(entry))
  const recovered = last(lane.filter((entry) => isDue(entry) && !isOdd(entry)))?.exchange.after ?? -Infinity
  const isOver = (entry: Entry) =>
    isOdd(entry)
      ? time - entry.exchange.after > STALE && entry.exchange.after < recovered
      : !given.isNews(entry)
  for (const entry of due) {
    const isLast = entry === last(due)
    if (!isOver(entry) || (isLast && !isOdd(entry))) return entry
    entry.given = true
  }
  return undefined
}

/** Which rows have been given so far, and how they were. */
export type GivenRows = ReturnType<typeof givenRows>

export function givenRows() {
  const texts = new Map<string, string>()
  return {
    /** Whether an answer holds anything that was not given before; what has no id is always news. */
    isNews: ({ rows }: Entry): boolean =>
      (rows ?? []).some((row) => texts.get(idOf(row) ?? '') !== JSON.stringify(row)),
    give: (rows: readonly unknown[]): void => {
      for (const row of rows) texts.set(idOf(row) ?? '', JSON.stringify(row))
    },
    /** Whether any of these rows was given, by its id. */
    has: (rows: readonly unknown[]): boolean => rows.some((row) => texts.has(idOf(row) ?? '')),
  }
}
