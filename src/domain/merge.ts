import type { Change } from './carried'
import type { Arrival, Delivered, Message } from './message'
import { placed } from './placing'
import { carryUnread } from './reading'
import { skewAfter } from './skew'

/** All that the server has delivered of a conversation: in order, each id once, with the skew that its rows vote for. */
export type Log = Readonly<{ rows: readonly Message[]; skew: number }>

export const EMPTY_LOG: Log = { rows: [], skew: 0 }

/** The order of messages: by server stamp, ties by id (inside a tie the API's ids ascend while its list descends). */
export const byTime = (a: Message, b: Message): number =>
  a.sentAt - b.sentAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/**
 * Takes delivered rows into the log. A join: it may be repeated, reordered and split without changing the result, and it
 * returns the same references where nothing changed, so that nothing renders. (When a row arrived first is the one thing
 * that order decides; it dates only rows that carry no usable time at all.)
 */
export function merge(log: Log, incoming: readonly Delivered[]): Log {
  const index = takeIndex(log.rows)
  const before = new Map<string, Message | undefined>()
  for (const row of incoming) {
    const known = index.get(row.id)
    const joined = known ? join(known, row, log.skew) : placed(row, log.skew)
    if (joined === known) continue
    if (!before.has(row.id)) before.set(row.id, known)
    index.set(row.id, joined)
  }
  if (before.size === 0) return keepIndex(log, index)

  const changes = [...before].flatMap(([id, old]): Change[] => {
    const now = index.get(id)
    return now ? [[old, now]] : []
  })
  const rows = withChanges(log.rows, changes)
  carryUnread(log.rows, rows, changes)
  const skew = skewAfter(log.rows, rows, changes)
  if (skew === log.skew) return keepIndex({ rows, skew }, index)
  // the rows moved the vote: those whose place depends on it move, the others keep their reference
  const replaced = rows.map((row) => replace(row, skew)).sort(byTime)
  return keepIndex({ rows: replaced, skew }, new Map(replaced.map((row) => [row.id, row])))
}

/** Where `row` stands in the sorted `rows`, or would stand. Searches from the end: news are there. */
function positionOf(rows: readonly Message[], row: Message): number {
  let high = rows.length
  let low = 0
  const last = rows[high - 1]
  if (!last || byTime(last, row) < 0) return high
  while (low < high) {
    const middle = (low + high) >>> 1
    const at = rows[middle]
    if (at && byTime(at, row) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The rows after the changes: what kept its place is exchanged, what is new or moved is inserted in order. They are copied once where
 * all that is new stands at the end: of a long conversation, copies are what a message costs.
 */
function withChanges(rows: readonly Message[], changes: readonly Change[]): readonly Message[] {
  const added = changes.filter((change) => !stays(change)).map(([, now]) => now)
  const moved = new Set(changes.flatMap((change) => (change[0] && !stays(change) ? change[0].id : [])))
  const others = moved.size > 0 ? rows.filter(({ id }) => !moved.has(id)) : rows
  const next = interleave(others, added.sort(byTime))
  for (const change of changes) if (stays(change)) next[positionOf(next, change[1])] = change[1]
  return next
}

/** Whether a row that was there keeps its place. */
const stays = ([old, now]: Change) => old?.sentAt === now.sentAt

/** A new array with both, in order. */
function interleave(rows: readonly Message[], added: readonly Message[]): Message[] {
  const [first] = added
  if (!first) return rows.slice()
  const start = positionOf(rows, first)
  if (start === rows.length) return rows.concat(added)
  const among: Message[] = []
  let i = start
  for (const row of added) {
    for (let at = rows[i]; at && byTime(at, row) < 0; at = rows[i]) {
      among.push(at)
      i += 1
    }
    among.push(row)
  }
  return rows.slice(0, start).concat(among, rows.slice(i))
}

/**
 * Two deliveries of one message: `read` only goes from unread to read; of everything else the later `update_at` wins, on
 * equal ones the greater text, so that the order of arrival cannot matter.
 */
function join(known: Message, row: Delivered, skew: number): Message {
  const read = known.read || row.read
  const readAt = maxOf(known.readAt, row.readAt)
  const arrival = better(known.arrival, row.arrival)
  const isNewer = byVersion(row, known) > 0
  if (!isNewer && read === known.read && readAt === known.readAt && arrival === known.arrival) return known
  return placed({ ...(isNewer ? row : known), arrival, read, readAt }, skew)
}

/** The first arrival stays, but a server's word replaces a device's. */
const better = (known: Arrival, other: Arrival): Arrival => (other.trusted && !known.trusted ? other : known)

function byVersion(a: Delivered, b: Delivered): number {
  return (a.updatedAt ?? -1) - (b.updatedAt ?? -1) || compareTexts(fields(a), fields(b))
}

const fields = (row: Delivered) => [
  String(row.mine),
  row.raw,
  row.type,
  row.author.nickname,
  row.author.avatar,
  row.author.area,
  row.reader.nickname,
  row.reader.avatar,
  row.topic?.type ?? '',
  row.topic?.id ?? '',
  String(row.stamp ?? ''),
  String(row.createdAt ?? ''),
  JSON.stringify(row.content),
]

function compareTexts(a: readonly string[], b: readonly string[]): number {
  const i = a.findIndex((text, k) => text !== b[k])
  return i < 0 ? 0 : (a[i] ?? '') < (b[i] ?? '') ? -1 : 1
}

const maxOf = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.max(a, b))

function replace(row: Message, skew: number): Message {
  const now = placed(row, skew)
  return now.sentAt === row.sentAt && now.at === row.at && now.plausible === row.plausible ? row : now
}

/**
 * id → row, beside the array and not in it: a copy of it for each merge would cost as much as the conversation is long.
 * It moves from the merged log to its successor; merging into an old log again rebuilds it.
 */
const indexes = new WeakMap<readonly Message[], Map<string, Message>>()

function takeIndex(rows: readonly Message[]): Map<string, Message> {
  const index = indexes.get(rows) ?? new Map(rows.map((row) => [row.id, row]))
  indexes.delete(rows)
  return index
}

function keepIndex(log: Log, index: Map<string, Message>): Log {
  indexes.set(log.rows, index)
  return log
}
