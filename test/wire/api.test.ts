import { afterEach, expect, test, vi } from 'vitest'
import { BEYOND_EVERY_STAMP, createImApi, FROM_THE_BEGINNING } from '~/wire/api'
import type { Outgoing } from '~/wire/outgoing'
import sent from '~test/fixtures/api/sendMsg.json'
import modified from '~test/fixtures/api/updateUnreadP2pMessages.json'
import registered from '~test/fixtures/api/regUserInfo.json'
import status from '~test/fixtures/api/getUserStatus.json'
import counted from '~test/fixtures/api/unreadcount.json'
import newest from '~test/fixtures/api/getNewestMsgListByLastTime.json'

type Asked = { url: URL; init: RequestInit }
const pair = { appid: 'JH', from: '200', fromrole: 'MEMBER', to: '2' } as const

function answering(body: unknown): Asked[] {
  const asked: Asked[] = []
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked.push({ url: new URL(url), init })
    return Promise.resolve(Response.json(body))
  })
  return asked
}
/** The body of the newest request, which ours are texts. */
const bodyOf = (asked: readonly Asked[]) => {
  const body = asked[asked.length - 1]?.init.body
  return typeof body === 'string' ? body : ''
}
const api = createImApi({ base: 'http://im.example', encoding: 'form' })
const outgoing: Outgoing = {
  appid: 'JH',
  from: { id: '200', role: 'MEMBER', nickname: '林 & Co', avatar: '', area: '192.' },
  to: { id: '2', nickname: '周', avatar: 'to.jpg' },
  type: 'TEXT',
  content: '一\n二 \ud800',
  channel: 'WX',
  topic: { type: 'GOOD_CHAT', id: '34' },
  voiceLength: null,
  imageSize: null,
}

afterEach(() => vi.unstubAllGlobals())

test('the poll asks with 13 digits and understands the documented answer', async () => {
  const asked = answering(newest)
  const batch = await api.getNewestMsgListByLastTime({ ...pair, lasttime: FROM_THE_BEGINNING })
  expect(batch.messages.map(({ _id }) => _id)).toEqual([
    '5993a4ff3a9bc75c1cb2f653',
    '5993a4fe3a9bc75c1cb2f652',
  ])
  expect(asked[0]?.url.href).toBe(
    'http://im.example/api/im/getNewestMsgListByLastTime?appid=JH&from=200&to=2&fromrole=MEMBER&lasttime=0000000000000',
  )
})

test('history asks for a page before a stamp', async () => {
  const asked = answering({ success: 'true', data: null })
  await api.getMsgListByPageAndUserId({ ...pair, page: 2, limit: 20, lasttime: BEYOND_EVERY_STAMP })
  expect(Object.fromEntries(asked[0]?.url.searchParams ?? [])).toEqual({
    ...pair,
    page: '2',
    limit: '20',
    lasttime: '9999999999999',
  })
})

test('ids cannot smuggle parameters in', async () => {
  const asked = answering({ success: true, data: [] })
  await api.getNewestMsgListByLastTime({ ...pair, from: '200&fromrole=SALER', lasttime: 0 })
  expect(asked[0]?.url.searchParams.get('from')).toBe('200&fromrole=SALER')
  expect(asked[0]?.url.searchParams.getAll('fromrole')).toEqual(['MEMBER'])
})

test('F62 a send is a form with every documented field, lone surrogates replaced', async () => {
  const asked = answering(sent)
  const saved = await api.sendMsg(outgoing)
  expect(saved._id).toBe('599555d9ff149c68091c8b8e')
  const fields = Object.fromEntries(new URLSearchParams(bodyOf(asked)))
  expect(fields).toEqual({
    appid: 'JH',
    from: '200',
    fromarea: '192.',
    fromrole: 'MEMBER',
    f_nickname: '林 & Co',
    f_avatar: '',
    to: '2',
    t_nickname: '周',
    t_avatar: 'to.jpg',
    content: '一\n二 \ufffd',
    type: 'TEXT',
    channel: 'WX',
    bustype: 'GOOD_CHAT',
    busid: '34',
    voiceLength: '-1',
    imageSize: '-1',
  })
})

test('a send is JSON where the build says so', async () => {
  const asked = answering(sent)
  await createImApi({ base: '', encoding: 'json' })
    .sendMsg(outgoing)
    .catch(() => undefined)
  await createImApi({ base: 'http://im.example', encoding: 'json' }).sendMsg(outgoing)
  expect(JSON.parse(bodyOf(asked))).toMatchObject({ from: '200', busid: '34' })
})

test.each([
  { success: true, data: null },
  { success: true, data: {} },
  { success: true, data: { _id: 'x' } },
])('an acknowledgement that is %j is none', async (body) => {
  answering(body)
  await expect(api.sendMsg(outgoing)).rejects.toMatchObject({ failure: { kind: 'malformed' } })
})

const unread = {
  appid: 'JH',
  sender: { id: '2', role: 'SALER' },
  reader: { id: '200', role: 'MEMBER' },
} as const

test('reading is told and counted with the sender in `from`, or the reader where the build says so', async () => {
  const asked = answering(modified)
  expect(await api.updateUnreadP2pMessages(unread)).toBe(17)
  expect(bodyOf(asked)).toBe('appid=JH&from=2&fromrole=SALER&to=200')
  answering(counted)
  expect(await api.unreadcount(unread)).toBe(5)
  const turned = answering(modified)
  await createImApi({ base: '', encoding: 'form', unreadFrom: 'reader' })
    .updateUnreadP2pMessages(unread)
    .catch(() => undefined)
  await createImApi({
    base: 'http://im.example',
    encoding: 'form',
    unreadFrom: 'reader',
  }).updateUnreadP2pMessages(unread)
  expect(bodyOf(turned)).toBe('appid=JH&from=200&fromrole=MEMBER&to=2')
})

test.each([
  ['5', 5],
  [0, 0],
  [5.7, 5],
])('a count of %j is %i', async (data, count) => {
  answering({ success: true, data })
  expect(await api.unreadcount(unread)).toBe(count)
})

test.each([null, -1, 'many', {}, []])('a count of %j is malformed', async (data) => {
  answering({ success: true, data })
  await expect(api.unreadcount(unread)).rejects.toMatchObject({ failure: { kind: 'malformed' } })
})

test('a mark that does not say how many it changed is one all the same', async () => {
  answering({ success: true, data: null })
  expect(await api.updateUnreadP2pMessages(unread)).toBeNull()
})

const MEMBER = { appid: 'JH', userid: '200', userrole: 'MEMBER' } as const

test('whoever is there says so, and asks for the other by id and role', async () => {
  const registering = answering(registered)
  await api.regUserInfo({ ...MEMBER, channel: 'WX' })
  expect(bodyOf(registering)).toBe('appid=JH&userid=200&userrole=MEMBER&channel=WX')
  const asking = answering(status)
  expect(await api.getUserStatus(MEMBER)).toEqual({
    isOnline: true,
    heartAt: 1502962859306,
    ahead: 8 * 3_600_000 + 750,
  })
  expect(asking[0]?.url.search).toBe('?appid=JH&userid=200&userrole=MEMBER')
})
