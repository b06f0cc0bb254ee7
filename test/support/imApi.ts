import { aRow, objectId, type Row } from './rows'

/** What the tests' backend knows, and how it behaves where the documentation leaves it open. */
export type World = {
  rows: Row[]
  /** Ids of the people that `getUserStatus` calls online. */
  online: Set<string>
  /** Whether `lasttime` itself is part of an answer, of the poll and of history. */
  boundary: 'exclusive' | 'inclusive'
  /** Whose messages the poll returns. */
  directions: 'both' | 'incoming'
  /** At most so many rows a poll, the newest ones. */
  pollCap: number
  /** Milliseconds that the server's stamps run ahead of UTC. */
  skew: number
  /** Milliseconds since 1970, UTC. */
  now: () => number
}

/** Parameters of a request, from its query or its body. */
export type Fields = Readonly<Record<string, string>>

type Answer = (world: World, ask: Fields) => unknown

const poll: Answer = (world, ask) => {
  const since = Number(ask['lasttime'] ?? 0)
  const isNew = ({ sendtime }: Row) => (world.boundary === 'inclusive' ? sendtime >= since : sendtime > since)
  const wanted = (row: Row) => world.directions === 'both' || row.to === ask['from']
  return newestFirst(between(world, ask))
    .filter((row) => isNew(row) && wanted(row))
    .slice(0, world.pollCap)
}

const history: Answer = (world, ask) => {
  const until = Number(ask['lasttime'] ?? Infinity)
  const page = Math.max(1, Number(ask['page'] ?? 1))
  const limit = Math.max(1, Number(ask['limit'] ?? 10))
  const isOld = ({ sendtime }: Row) => (world.boundary === 'inclusive' ? sendtime <= until : sendtime < until)
  return newestFirst(between(world, ask).filter(isOld)).slice((page - 1) * limit, page * limit)
}

const send: Answer = (world, ask) => {
  const now = world.now()
  const row = aRow(
    {
      ...ask,
      _id: objectId(now),
      torole: ask['fromrole'] === 'MEMBER' ? 'SALER' : 'MEMBER',
      voiceLength: Number(ask['voiceLength'] ?? -1),
      imageSize: Number(ask['imageSize'] ?? -1),
    },
    now,
    world.skew,
  )
  world.rows.push(row)
  return row
}

/** Here `from` is the sender of the messages and `to` their reader. */
const unread = (world: World, ask: Fields) =>
  world.rows.filter(
    (row) =>
      row.appid === ask['appid'] && row.from === ask['from'] && row.to === ask['to'] && row['status'] === 0,
  )

const markRead: Answer = (world, ask) => {
  const rows = unread(world, ask)
  const readtime = world.now() + world.skew
  for (const row of rows) Object.assign(row, { status: 1, readtime })
  return { n: rows.length, nModified: rows.length, ok: 1 }
}

const userStatus: Answer = (world, ask) => {
  const userid = ask['userid'] ?? ''
  const isOnline = world.online.has(userid)
  const hearttime = world.now() + world.skew - (isOnline ? 0 : 3_600_000)
  const written = new Date(hearttime).toISOString()
  return [
    {
      _id: objectId(world.now()),
      userarea: '',
      userid,
      appid: ask['appid'],
      __v: 0,
      update_at: written,
      create_at: written,
      isonline: isOnline ? 1 : 0,
      hearttime,
      channel: '',
      userrole: ask['userrole'],
    },
  ]
}

/** The documented endpoints: their verb, and the `data` of their answer. */
export const endpoints = {
  getNewestMsgListByLastTime: { verb: 'GET', answer: poll },
  getMsgListByPageAndUserId: { verb: 'GET', answer: history },
  sendMsg: { verb: 'POST', answer: send },
  updateUnreadP2pMessages: { verb: 'POST', answer: markRead },
  unreadcount: { verb: 'GET', answer: (world: World, ask: Fields) => unread(world, ask).length },
  regUserInfo: { verb: 'POST', answer: () => ({ n: 1, nModified: 1, ok: 1 }) },
  getUserStatus: { verb: 'GET', answer: userStatus },
} satisfies Record<string, { verb: 'GET' | 'POST'; answer: Answer }>

export type Endpoint = keyof typeof endpoints

export const isEndpoint = (name: string): name is Endpoint => Object.hasOwn(endpoints, name)

/** The rows of both directions between the two people that a reading request names. */
const between = (world: World, { appid, from, to }: Fields) =>
  world.rows.filter(
    (row) =>
      row.appid === appid && ((row.from === from && row.to === to) || (row.from === to && row.to === from)),
  )

/** Newest first, but ascending by id inside equal stamps: the order of the documented samples. */
const newestFirst = (rows: readonly Row[]) =>
  [...rows].sort((a, b) => b.sendtime - a.sendtime || (a._id < b._id ? -1 : a._id > b._id ? 1 : 0))
