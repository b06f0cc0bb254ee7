import type { PairQuery } from '~/wire/api'
import type { Role } from '~/wire/schema'

/**
 * A message as the JH IM API's JSON says it. The types are the documentation's promise: a world that was told to damage
 * its rows breaks it on purpose, as a backend does. `bustype` and `busid` are missing in older data.
 */
export type ApiMessage = Readonly<{
  /** A MongoDB ObjectId: 24 hex digits, the first 8 the true UTC second of saving. */
  _id: string
  fromarea: string
  content: string
  t_avatar: string
  t_nickname: string
  to: string
  f_avatar: string
  f_nickname: string
  from: string
  appid: string
  __v: number
  /** Server stamp in ms, -1 while unread. */
  readtime: number
  /** Server stamp in ms: the true time plus the skew of the server's clock. */
  sendtime: number
  /** ISO text in the server's skewed clock, as is `create_at`. */
  update_at: string
  create_at: string
  /** Bytes of an IMAGE, else -1. */
  imageSize: number
  /** Seconds of a VOICE, else -1. */
  voiceLength: number
  channel: string
  torole: string
  fromrole: string
  type: string
  /** 0 unread, 1 read. */
  status: number
  bustype?: string
  busid?: string
}>

/** Any fields of a message, sound or damaged; a field that is `undefined` is missing in the answer. */
export type LooseMessage = { readonly [Field in keyof ApiMessage]?: unknown }

/** The two sides of a conversation. Ids count by role: a member 2 and a salesperson 2 are two people. */
export type Pair = Readonly<{ appid: string; member: string; saler: string }>

/** The pair of the documentation's samples, whom the believable story is about. */
export const SAMPLE_PAIR: Pair = { appid: 'JH', member: '200', saler: '2' }

export const otherRole = (role: Role): Role => (role === 'MEMBER' ? 'SALER' : 'MEMBER')

/** The id of a pair's side. */
export const idOf = (pair: Pair, role: Role): string => (role === 'MEMBER' ? pair.member : pair.saler)

/** Who talks with whom, from the point of view of the one who asks or sends; the other side has the other role. */
export function pairOf({ appid, from, fromrole, to }: PairQuery): Pair {
  return fromrole === 'MEMBER' ? { appid, member: from, saler: to } : { appid, member: to, saler: from }
}

/** One text a pair, whatever characters the ids have. */
export const pairKey = ({ appid, member, saler }: Pair): string => JSON.stringify([appid, member, saler])

/** The pair that such a text stands for. */
export function sidesOf(key: string): Pair {
  const [appid, member, saler] = JSON.parse(key) as [string, string, string]
  return { appid, member, saler }
}

/** A field of anything: undefined for rows that are no objects. */
export function fieldOf(row: unknown, field: keyof ApiMessage): unknown {
  return typeof row === 'object' && row !== null ? (row as LooseMessage)[field] : undefined
}
