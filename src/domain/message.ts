import type { Content } from '~/kinds/index'
import { objectIdTime } from '~/lib/objectId'
import type { WireMessage } from '~/wire/schema'
import { type Pair, sideOf } from './identity'

/** What a message is about: a product or an order. */
export type Topic = Readonly<{ type: string; id: string }>

/** A message as the server delivered it, in our own words; where it belongs in time is decided by `placed`. */
export type Delivered = Readonly<{
  id: string
  mine: boolean
  author: Readonly<{ nickname: string; avatar: string; area: string }>
  /** Whom it was written to, as far as the row tells. */
  reader: Readonly<{ nickname: string; avatar: string }>
  content: Content
  /** The API's `type` and `content`, as they came: for matching own sends and for copying. */
  type: string
  raw: string
  /** null: plain talk. */
  topic: Topic | null
  read: boolean
  /** Server stamp in ms; null while unread. */
  readAt: number | null
  /** `sendtime`: server stamp in ms, null where unusable. Only a plausible one may move the cursor. */
  stamp: number | null
  /** True UTC ms of the ObjectId (whole seconds); null where `_id` is none. */
  idTime: number | null
  /** Server stamps in ms, null where missing. */
  createdAt: number | null
  updatedAt: number | null
  arrival: Arrival
}>

/** When a row came in: true UTC in ms, and whether that is the server's word or only this device's. */
export type Arrival = Readonly<{ at: number; trusted: boolean }>

/** A delivered message at its place. */
export type Message = Delivered &
  Readonly<{
    /** Server-clock ms: what messages are ordered by, ties by id. Equals `stamp` where that is plausible. */
    sentAt: number
    /** True UTC ms: what people are shown. */
    at: number
    plausible: boolean
  }>

/** An API message in our words, its content already decoded; null if it is of another pair. */
export function toDelivered(
  wire: WireMessage,
  content: Content,
  pair: Pair,
  arrival: Arrival,
): Delivered | null {
  const side = sideOf(pair, wire)
  if (side === null) return null
  return {
    id: wire._id,
    mine: side === 'mine',
    author: { nickname: wire.f_nickname, avatar: wire.f_avatar, area: wire.fromarea },
    reader: { nickname: wire.t_nickname, avatar: wire.t_avatar },
    content,
    type: wire.type,
    raw: wire.content,
    topic: topicOf(wire),
    read: wire.status === 1,
    readAt: orNull(wire.readtime),
    stamp: orNull(wire.sendtime),
    idTime: objectIdTime(wire._id),
    createdAt: orNull(wire.create_at),
    updatedAt: orNull(wire.update_at),
    arrival,
  }
}

function topicOf({ bustype, busid }: WireMessage): Topic | null {
  return bustype === '' || bustype === 'CHAT' ? null : { type: bustype, id: busid }
}

const orNull = (value: number) => (value < 0 ? null : value)
