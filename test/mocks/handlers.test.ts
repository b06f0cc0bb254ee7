import { afterEach, expect, test } from 'vitest'
import { createMockServer } from '~/mocks/node'
import { createImApi } from '~/wire/api'
import { failureOf } from '~/wire/errors'
import { asMember, asSaler, aWorld, END, NOON } from './aWorld'

const ORIGIN = 'http://jh.test'
let server: ReturnType<typeof createMockServer> | undefined
afterEach(() => server?.close())

function serving(options: Parameters<typeof aWorld>[0] = {}) {
  const made = aWorld(options)
  server = createMockServer(made.world)
  server.listen({ onUnhandledRequest: 'error' })
  return made
}

const ask = (endpoint: string, query: Record<string, string>) =>
  fetch(`${ORIGIN}/api/im/${endpoint}?${new URLSearchParams(query).toString()}`)
const POLL = { ...asMember, lasttime: '0000000000000' }

const outgoing = {
  appid: 'JH',
  from: { id: '200', role: 'MEMBER', nickname: '林', avatar: '', area: '' },
  to: { id: '2', nickname: '周', avatar: '' },
  type: 'TEXT',
  content: '加号 + 与 & 都在\n第二行',
  channel: 'WX',
  topic: { type: 'ORDER_CHAT', id: '7' },
  voiceLength: null,
  imageSize: null,
} as const

test.each(['form', 'json'] as const)('a message sent as %s is saved and given back', async (encoding) => {
  const { world } = serving()
  const api = createImApi({ base: ORIGIN, encoding })
  const saved = await api.sendMsg(outgoing)
  expect(saved).toMatchObject({ content: outgoing.content, bustype: 'ORDER_CHAT', busid: '7', status: 0 })
  expect(saved).toMatchObject({ fromrole: 'MEMBER', torole: 'SALER', voiceLength: -1 })
  expect(world.rows()).toHaveLength(1)
  const { messages } = await api.getNewestMsgListByLastTime({ ...asSaler, lasttime: 0 })
  expect(messages).toEqual([saved])
})

test('history answers by page and limit', async () => {
  const { world, wait } = serving()
  for (let n = 0; n < 5; n++) {
    wait(1000)
    world.says({ content: String(n) })
  }
  const api = createImApi({ base: ORIGIN, encoding: 'form' })
  const { messages } = await api.getMsgListByPageAndUserId({ ...asMember, page: 2, limit: 2, lasttime: END })
  expect(messages.map((row) => row.content)).toEqual(['2', '1'])
})

test('the Date header is the true time of the world, not the skewed one', async () => {
  serving()
  const response = await ask('getNewestMsgListByLastTime', POLL)
  expect(Date.parse(response.headers.get('date') ?? '')).toBe(NOON)
})

test.each([
  ['boolean', true, false],
  ['string', 'true', 'false'],
] as const)('success is a %s', async (successType, yes, no) => {
  serving({ successType })
  expect(await (await ask('getNewestMsgListByLastTime', POLL)).json()).toMatchObject({ success: yes })
  expect(await (await ask('getNewestMsgListByLastTime', {})).json()).toMatchObject({ success: no })
})

test.each([
  ['from is missing', { from: '' }, 'from'],
  ['the role is unknown', { fromrole: 'ADMIN' }, 'fromrole'],
  ['lasttime has 12 digits', { lasttime: '000000000000' }, 'lasttime'],
])('where %s the poll is refused with a reason', async (_, wrong, named) => {
  serving()
  const response = await ask('getNewestMsgListByLastTime', { ...POLL, ...wrong })
  expect(response.status).toBe(200)
  const { success, message } = await response.json()
  expect(success).toBe(false)
  expect(message).toContain(named)
})

test('a page 0, an empty message and a broken body are refused, and nothing is saved', async () => {
  const { world } = serving()
  const refusals = await Promise.all([
    ask('getMsgListByPageAndUserId', { ...POLL, page: '0' }),
    fetch(`${ORIGIN}/api/im/sendMsg`, {
      method: 'POST',
      body: new URLSearchParams({ ...asMember, content: '', type: 'TEXT' }),
    }),
    fetch(`${ORIGIN}/api/im/sendMsg`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    }),
  ])
  for (const response of refusals) expect(await response.json()).toMatchObject({ success: false })
  expect(world.rows()).toEqual([])
})

test('receipts and presence are answered as the documentation has them', async () => {
  const { world } = serving()
  world.says()
  const api = createImApi({ base: ORIGIN, encoding: 'form' })
  const unread = {
    appid: 'JH',
    sender: { id: '2', role: 'SALER' },
    reader: { id: '200', role: 'MEMBER' },
  } as const
  expect(await api.unreadcount(unread)).toBe(1)
  expect(await api.updateUnreadP2pMessages(unread)).toBe(1)
  expect(await api.unreadcount(unread)).toBe(0)
  const member = { appid: 'JH', userid: '200', userrole: 'MEMBER' } as const
  await api.regUserInfo({ ...member, channel: 'WX' })
  expect(await api.getUserStatus(member)).toMatchObject({ isOnline: true })
})

test('a backend of poll and sendMsg alone has none of the others', async () => {
  serving({ extras: false })
  const statuses = await Promise.all(
    ['unreadcount', 'getUserStatus'].map(async (name) => (await ask(name, POLL)).status),
  )
  expect(statuses).toEqual([404, 404])
})

test('without history its endpoint is a 404 while the poll works', async () => {
  serving({ history: false })
  expect((await ask('getMsgListByPageAndUserId', POLL)).status).toBe(404)
  expect((await ask('getNewestMsgListByLastTime', POLL)).status).toBe(200)
})

test('a share of the requests fails, the same ones for the same seed', async () => {
  const run = async (seed: number) => {
    serving({ seed, faults: { failRate: 0.3 } })
    const statuses: number[] = []
    for (let n = 0; n < 40; n++) statuses.push((await ask('getNewestMsgListByLastTime', POLL)).status)
    server?.close()
    return statuses
  }
  const first = await run(1)
  expect(first.filter((status) => status === 503).length).toBeGreaterThan(4)
  expect(first.filter((status) => status === 200).length).toBeGreaterThan(20)
  expect(await run(1)).toEqual(first)
  expect(await run(2)).not.toEqual(first)
})

test('a rate limit names its seconds, a sign-in page is HTML with status 200, and a server can recover', async () => {
  const { world } = serving({ faults: { failRate: 1, status: 429, retryAfter: 7 } })
  const api = createImApi({ base: ORIGIN, encoding: 'form' })
  const failure = () =>
    api.getNewestMsgListByLastTime({ ...asMember, lasttime: 0 }).then(() => 'none', failureOf)
  expect(await failure()).toEqual({ kind: 'http', status: 429, retryAfter: 7000 })
  world.setFaults({ failRate: 1, failure: 'page' })
  expect(await failure()).toEqual({ kind: 'html', ours: false })
  world.setFaults({})
  expect(await failure()).toBe('none')
})

test('a slow server waits before it answers', async () => {
  serving({ faults: { latencyMs: 120 } })
  const start = performance.now()
  await ask('getNewestMsgListByLastTime', POLL)
  expect(performance.now() - start).toBeGreaterThan(100)
})
