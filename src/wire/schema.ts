import * as v from 'valibot'
import { nameOf } from '~/lib/name'
import { objectIdTime } from '~/lib/objectId'
import { delay } from '~/lib/timer'

/**
 * A message as the JH IM API says it, each field checked once. The API's own "none" stays: -1 for numbers, '' for texts.
 * Stamps are 13-digit milliseconds of the *server's* clock (which may be hours off); only `_id` knows the true time.
 */
export type WireMessage = Readonly<v.InferOutput<typeof Message>>

export type Role = 'MEMBER' | 'SALER'

/** A list answer, sorted out message by message. */
export type Batch = Readonly<{
  messages: readonly WireMessage[]
  /** How many rows were unusable (no object, no id, no parties): dropped, so that one bad row never costs the rest. */
  rejected: number
  /** How many rows the server sent, good or bad: what tells a full page from the last one. */
  rows: number
  /** The server's `Date` header, ms since 1970 UTC; null where it cannot be read. */
  serverNow: number | null
  /** When it was asked for, ms of the page's monotonic clock, where that was before anybody waited for it. */
  asked?: number
}>

const MAX_ID = 256
const DAY = 86_400_000

const text = v.pipe(v.union([v.string(), v.number()]), v.transform(String))
const textOrNone = v.fallback(v.optional(text, ''), '')
const name = v.pipe(textOrNone, v.transform(nameOf))
const word = v.pipe(
  textOrNone,
  v.transform((x) => x.trim().toUpperCase()),
)
const oid = v.pipe(
  v.object({ $oid: v.string() }),
  v.transform((x) => x.$oid),
)
const id = v.pipe(v.union([text, oid]), v.minLength(1), v.maxLength(MAX_ID))
const party = v.pipe(text, v.minLength(1), v.maxLength(MAX_ID))
/** Milliseconds since 1970, else -1. */
export const timeOrNone = v.pipe(v.optional(v.unknown(), null), v.transform(toTime))
const numberOrNone = v.pipe(v.optional(v.unknown(), null), v.transform(toNumber))
const role = v.pipe(
  word,
  v.transform((x): Role | '' => (x === 'MEMBER' || x === 'SALER' ? x : '')),
)

const Message = v.pipe(
  v.object({
    _id: id,
    appid: textOrNone,
    from: party,
    fromrole: role,
    fromarea: textOrNone,
    f_nickname: name,
    f_avatar: textOrNone,
    to: party,
    torole: role,
    t_nickname: name,
    t_avatar: textOrNone,
    type: word,
    content: textOrNone,
    status: v.pipe(
      numberOrNone,
      v.transform((x): 0 | 1 => (x === 1 ? 1 : 0)),
    ),
    channel: word,
    voiceLength: numberOrNone,
    imageSize: numberOrNone,
    bustype: v.pipe(word, v.transform(nameOf)),
    busid: name,
    sendtime: numberOrNone,
    readtime: numberOrNone,
    create_at: timeOrNone,
    update_at: timeOrNone,
  }),
  v.transform((m) => ({ ...m, sendtime: toStamp(m.sendtime, m._id), readtime: toStamp(m.readtime, m._id) })),
)

/** Checks the rows of a list answer one by one; a bad row is dropped and counted. Never throws. */
export function parseBatch(rows: readonly unknown[], serverNow: number | null): Batch {
  const messages: WireMessage[] = []
  for (const row of rows) {
    const message = parseMessage(row)
    if (message) messages.push(message)
  }
  return { messages, rejected: rows.length - messages.length, rows: rows.length, serverNow }
}

/** Rows that are checked at once: some 20 ms of an old phone. */
const SLICE = 1_000

/** The same of an answer of any size: the page stays responsive in between. */
export async function parseInSlices(rows: readonly unknown[], serverNow: number | null): Promise<Batch> {
  const messages: WireMessage[] = []
  for (let i = 0; i < rows.length; i += SLICE) {
    if (i > 0) await delay(0)
    for (const message of parseBatch(rows.slice(i, i + SLICE), null).messages) messages.push(message)
  }
  return { messages, rejected: rows.length - messages.length, rows: rows.length, serverNow }
}

/** One message, or null if it has no id or no parties. */
export function parseMessage(row: unknown): WireMessage | null {
  const parsed = v.safeParse(Message, row)
  return parsed.success ? parsed.output : null
}

/** A finite number from a number or a numeric text, else -1. */
function toNumber(value: unknown): number {
  const number =
    typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN
  return Number.isFinite(number) ? number : -1
}

/** 13-digit milliseconds, or -1. Ten digits are seconds only if the ObjectId is of about that time. */
function toStamp(value: number, _id: string): number {
  if (!Number.isInteger(value)) return -1
  if (value >= 1e12 && value < 1e13) return value
  const time = objectIdTime(_id)
  const seconds = value >= 1e9 && value < 1e10
  return seconds && time !== null && Math.abs(value * 1000 - time) < 2 * DAY ? value * 1000 : -1
}

/** Milliseconds since 1970 of an ISO text or a 13-digit number, else -1. */
function toTime(value: unknown): number {
  const ms = typeof value === 'string' ? Date.parse(value) : typeof value === 'number' ? value : NaN
  return Number.isFinite(ms) && ms >= 1e11 && ms < 1e13 ? ms : -1
}
