/** A message as the tests' backend stores it: what the backend itself reads is named, everything else is free. */
export type Row = {
  _id: string
  appid: string
  from: string
  to: string
  sendtime: number
  [field: string]: unknown
}

export type Person = Readonly<{ id: string; role: 'MEMBER' | 'SALER'; nickname: string; avatar: string }>

/** The two people of the documented samples. */
export const MEMBER: Person = { id: '200', role: 'MEMBER', nickname: 'LAUFEN', avatar: 'FTOM.jpg' }
export const SALER: Person = { id: '2', role: 'SALER', nickname: 'ikima', avatar: 'to.jpg' }

/** Milliseconds that the documented server's stamps run ahead: Beijing wall time written as if it were UTC. */
export const SKEW = 8 * 3_600_000

let counter = 0

/** A fresh ObjectId of the UTC millisecond `time` (it keeps the second). Ids made later in one second sort later. */
export function objectId(time: number): string {
  counter = (counter + 1) % 0x1000000
  return hex(Math.floor(time / 1000), 8) + '3a9bc75c1c' + hex(counter, 6)
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')

/**
 * A row with boring defaults: a TEXT of the salesperson to the member, sent at the UTC millisecond `now` and stamped by
 * a server whose clock runs `skew` ms ahead. With `from` or `to` of the samples' people, the rest of both follows.
 */
export function aRow(fields: Readonly<Partial<Row>> = {}, now = Date.now(), skew = SKEW): Row {
  const sendtime = fields.sendtime ?? now + skew
  const byMember = fields.from === MEMBER.id || fields.to === SALER.id
  const [author, reader] = byMember ? [MEMBER, SALER] : [SALER, MEMBER]
  const written = new Date(sendtime).toISOString()
  return {
    _id: objectId(now),
    appid: 'JH',
    from: author.id,
    fromarea: '192.',
    fromrole: author.role,
    f_nickname: author.nickname,
    f_avatar: author.avatar,
    to: reader.id,
    torole: reader.role,
    t_nickname: reader.nickname,
    t_avatar: reader.avatar,
    content: '你好',
    type: 'TEXT',
    status: 0,
    channel: byMember ? 'WX' : 'PC',
    voiceLength: -1,
    imageSize: -1,
    readtime: -1,
    create_at: written,
    update_at: written,
    __v: 0,
    ...fields,
    sendtime,
  }
}
