import { type ApiMessage, idOf, type LooseMessage, otherRole, type Pair, SAMPLE_PAIR } from './apiMessage'
import type { WorldOptions } from './options'
import { personOf } from './people'
import type { Role } from '~/wire/schema'

/** A sound message between two sides of a pair; `stamp` in ms of the server's clock. Overrides may damage it. */
export function messageOf(
  id: string,
  pair: Pair,
  role: Role,
  stamp: number,
  fields: LooseMessage,
): ApiMessage {
  const [from, to] = [personOf(pair, role), personOf(pair, otherRole(role))]
  const time = new Date(stamp).toISOString()
  const sound: ApiMessage = {
    _id: id,
    fromarea: from.area,
    content: '你好',
    t_avatar: to.avatar,
    t_nickname: to.nickname,
    to: to.id,
    f_avatar: from.avatar,
    f_nickname: from.nickname,
    from: from.id,
    appid: pair.appid,
    __v: 0,
    readtime: -1,
    sendtime: stamp,
    update_at: time,
    create_at: time,
    imageSize: -1,
    voiceLength: -1,
    channel: from.channel,
    torole: to.role,
    fromrole: from.role,
    type: 'TEXT',
    status: 0,
  }
  // the one place where a damaged row is passed off as a sound one: see ApiMessage
  return { ...sound, ...fields } as ApiMessage
}

/** Who says a scripted message: SALER 2 to MEMBER 200 unless the fields say something else. */
export function speakerOf(fields: LooseMessage): { pair: Pair; role: Role } {
  const byMember =
    fields.fromrole === 'MEMBER' || (!('fromrole' in fields) && fields.from === SAMPLE_PAIR.member)
  const role: Role = byMember ? 'MEMBER' : 'SALER'
  const id = (field: 'from' | 'to' | 'appid', otherwise: string) => textOf(fields[field]) || otherwise
  const from = id('from', idOf(SAMPLE_PAIR, role))
  const to = id('to', idOf(SAMPLE_PAIR, otherRole(role)))
  const appid = id('appid', SAMPLE_PAIR.appid)
  return { role, pair: byMember ? { appid, member: from, saler: to } : { appid, member: to, saler: from } }
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

/** What a sendMsg request says of the message: texts as texts, numbers as numbers, no topic where none was sent. */
export function sentFields(fields: LooseMessage): LooseMessage {
  const text = (field: keyof ApiMessage) => textOf(fields[field])
  const number = (field: keyof ApiMessage) => {
    const value = Number(text(field) || NaN)
    return Number.isFinite(value) ? value : -1
  }
  return {
    appid: text('appid'),
    from: text('from'),
    fromarea: text('fromarea'),
    fromrole: text('fromrole'),
    f_nickname: text('f_nickname'),
    f_avatar: text('f_avatar'),
    to: text('to'),
    t_nickname: text('t_nickname'),
    t_avatar: text('t_avatar'),
    content: text('content'),
    type: text('type'),
    channel: text('channel'),
    voiceLength: number('voiceLength'),
    imageSize: number('imageSize'),
    ...(fields.bustype !== undefined && { bustype: text('bustype') }),
    ...(fields.busid !== undefined && { busid: text('busid') }),
  }
}

/** Whether a sendtime is one that the backend itself could have written: 13-digit milliseconds. */
export const isStamp = (value: unknown): value is number =>
  typeof value === 'number' && value >= 1e12 && value < 1e13

/** A voice's length, which everybody here tells in seconds, in the unit of this backend. */
export const inUnit = (fields: LooseMessage, { voiceUnit }: Pick<WorldOptions, 'voiceUnit'>): LooseMessage =>
  voiceUnit === 'milliseconds' && typeof fields.voiceLength === 'number' && fields.voiceLength > 0
    ? { ...fields, voiceLength: fields.voiceLength * 1000 }
    : fields
