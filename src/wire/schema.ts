import { nameOf } from '~/lib/name'
import { objectIdTime } from '~/lib/objectId'
import { delay } from '~/lib/timer'

/**
 * A message as the JH IM API says it, each field checked once. The API's own "none" stays: -1 for numbers, '' for texts.
 * Stamps are 13-digit milliseconds of the *server's* clock (which may be hours off); only `_id` knows the true time.
 */
export type WireMessage = Readonly<{
  _id: string
  appid: string
  from: string
  fromrole: Role | ''
  fromarea: string
  f_nickname: string
  f_avatar: string
  to: string
  torole: Role | ''
  t_nickname: string
  t_avatar: string
  type: string
  content: string
  /** 1: read. */
  status: 0 | 1
  channel: string
  /** Seconds. */
  voiceLength: number
  /** Bytes. */
  imageSize: number
  bustype: string
  busid: string
  sendtime: number
  readtime: number
  create_at: number
  update_at: number
}>

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

/**
 * One message, or null if it has no id or no parties. Read by hand: a schema library, cold as it is when a page opens, takes 10 ms for
 * the first twenty rows on a fast machine, and this 0.6.
 */
export function parseMessage(row: unknown): WireMessage | null {
  if (typeof row !== 'object' || row === null) return null
  const fields = row as Partial<Record<keyof WireMessage, unknown>>
  const _id = toText(fields._id) || toText(Object(fields._id).$oid)
  const from = toText(fields.from)
  const to = toText(fields.to)
  if (![_id, from, to].every((id) => id.length > 0 && id.length <= MAX_ID)) return null
  return {
    _id,
    appid: toText(fields.appid),
    from,
    fromrole: toRole(fields.fromrole),
    fromarea: toText(fields.fromarea),
    f_nickname: toName(fields.f_nickname),
    f_avatar: toText(fields.f_avatar),
    to,
    torole: toRole(fields.torole),
    t_nickname: toName(fields.t_nickname),
    t_avatar: toText(fields.t_avatar),
    type: toWord(fields.type),
    content: toText(fields.content),
    status: toNumber(fields.status) === 1 ? 1 : 0,
    channel: toWord(fields.channel),
    voiceLength: toNumber(fields.voiceLength),
    imageSize: toNumber(fields.imageSize),
    bustype: nameOf(toWord(fields.bustype)),
    busid: toName(fields.busid),
    sendtime: toStamp(toNumber(fields.sendtime), _id),
    readtime: toStamp(toNumber(fields.readtime), _id),
    create_at: toTime(fields.create_at),
    update_at: toTime(fields.update_at),
  }
}

/** A text, or a number as one, else ''. */
const toText = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' && !Number.isNaN(value) ? String(value) : ''

const toName = (value: unknown): string => nameOf(toText(value))

const toWord = (value: unknown): string => toText(value).trim().toUpperCase()

function toRole(value: unknown): Role | '' {
  const word = toWord(value)
  return word === 'MEMBER' || word === 'SALER' ? word : ''
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
export function toTime(value: unknown): number {
  const ms = typeof value === 'string' ? Date.parse(value) : typeof value === 'number' ? value : NaN
  return Number.isFinite(ms) && ms >= 1e11 && ms < 1e13 ? ms : -1
}
