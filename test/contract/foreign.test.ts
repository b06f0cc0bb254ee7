import { expect, test } from 'vitest'
import { checkBackend, type CheckOptions } from '~/contract/checkBackend'
import { HOURS, NOON } from '~test/mocks/aWorld'
import { aRow } from '~test/support/rows'
import { aMock, asMember, findingOf, valuesOf } from './aBackend'

type Rows = readonly Record<string, unknown>[]
type Quirks = Readonly<{
  poll?: (rows: Rows, lasttime: number) => Rows
  history?: (rows: Rows, asked: Readonly<{ lasttime: number; page: number; limit: number }>) => Rows
  answer?: (rows: Rows) => Rows
  headers?: Record<string, string>
}>

/** Checks a backend that does what no switch of ours sets. Rows are given oldest first. */
function checkOf(rows: Rows, quirks: Quirks = {}, more: Partial<CheckOptions> = {}) {
  const { poll = newerThan, history = pageOf, answer = (it) => it, headers = {} } = quirks
  const ask = (address: string): Promise<Response> => {
    const { pathname, searchParams } = new URL(address)
    const told = (name: string) => Number(searchParams.get(name))
    const data = pathname.endsWith('getNewestMsgListByLastTime')
      ? poll(rows, told('lasttime'))
      : pathname.endsWith('getMsgListByPageAndUserId')
        ? history(rows, { lasttime: told('lasttime'), page: told('page'), limit: told('limit') })
        : null
    return Promise.resolve(
      data
        ? Response.json({ success: true, data: answer(data) }, { headers })
        : new Response(null, { status: 404 }),
    )
  }
  return checkBackend({ ...asMember, ask, now: () => NOON, ...more })
}

const newerThan = (rows: Rows, lasttime: number) =>
  rows.filter(({ sendtime }) => Number(sendtime) > lasttime).reverse()

const pageOf: NonNullable<Quirks['history']> = (rows, { lasttime, page, limit }) =>
  rows
    .filter(({ sendtime }) => Number(sendtime) < lasttime)
    .reverse()
    .slice((page - 1) * limit, page * limit)

/** Rows of both sides, a second apart; `ahead`: how far (ms) the stamp of each is ahead of its id. */
const someRows = (count: number, ahead: (n: number) => number = () => 8 * HOURS): Rows =>
  Array.from({ length: count }, (_, n) => {
    const at = NOON - (count - n) * 1000
    const [from, to] = n % 2 === 0 ? ['2', '200'] : ['200', '2']
    const _id = `${(at / 1000).toString(16).padStart(8, '0')}aabbccddee${n.toString(16).padStart(6, '0')}`
    return { ...aRow({ from, to, status: 1 }, at), _id, sendtime: at + ahead(n) }
  })

test('a clock that is wrong is not right because one late row is near to a quarter', async () => {
  const rows = someRows(40, (n) => 8 * HOURS + (n === 20 ? 0 : 250_000))
  const found = findingOf(await checkOf(rows), 'clock.skewMs')
  expect(found).toMatchObject({ value: 8 * HOURS + 250_000, severity: 'warning' })
})

test('one row of many that is near to a quarter says nothing of the clock', async () => {
  const rows = someRows(40, (n) => 8 * HOURS + n * 17_000)
  expect(valuesOf(await checkOf(rows))['clock.skewMs']).toBe('undecided')
})

const unreadOf = (row: Rows[number]) => Object.assign({}, row, { status: 0 })

test('a poll that gives unread messages only has no cap', async () => {
  const rows = [...someRows(40).slice(0, 35), ...someRows(40).slice(35).map(unreadOf)]
  const unread = (all: Rows, lasttime: number) =>
    newerThan(all, lasttime).filter(({ status }) => status === 0)
  const found = findingOf(await checkOf(rows, { poll: unread }), 'poll.cap')
  expect(found).toMatchObject({ value: 'undecided', severity: 'warning' })
  expect(found?.evidence).toContain('unread ones only')
  // nor does one that gives nothing, since everything is read
  const nothing = findingOf(await checkOf(someRows(40), { poll: unread }), 'poll.cap')
  expect(nothing).toMatchObject({ value: 'undecided', severity: 'warning' })
})

test('a history that begins with the oldest page is told, and its cap left open', async () => {
  const oldestFirst: Quirks['history'] = (rows, { lasttime, page, limit }) => {
    const size = Math.min(limit, 30)
    return rows.filter(({ sendtime }) => Number(sendtime) < lasttime).slice((page - 1) * size, page * size)
  }
  const report = await checkOf(someRows(100), { history: oldestFirst })
  expect(valuesOf(report)['history.cap']).toBe('undecided')
  expect(findingOf(report, 'history.page')).toMatchObject({ value: 'oldestFirst', severity: 'warning' })
})

test('rows that an answer repeats are counted once, and told', async () => {
  const twice = (rows: Rows) => rows.flatMap((row) => [row, row])
  const values = valuesOf(
    await checkOf(someRows(40), { answer: twice, poll: (rows, at) => newerThan(rows, at).slice(0, 10) }),
  )
  expect(values).toMatchObject({ 'poll.cap': 10, 'history.limit': 'honoured', 'schema.repeated': 50 })
})

test.each([
  ['seconds', (stamp: number) => Math.floor(stamp / 1000)],
  ['a text of the time', (stamp: number) => new Date(stamp).toISOString()],
])('a sendtime in %s is an error: no lasttime can be compared with it', async (_, written) => {
  const answer = (rows: Rows) =>
    rows.map((row) => Object.assign({}, row, { sendtime: written(Number(row['sendtime'])) }))
  const found = findingOf(await checkOf(someRows(5), { answer }), 'schema.sendtime')
  expect(found?.severity).toBe('error')
})

test('that nothing comes without to means little where nothing comes with it', async () => {
  const { world, check } = aMock({ direction: 'incoming', withoutTo: 'all' })
  world.says({ from: '200', to: '2', fromrole: 'MEMBER' })
  expect(valuesOf(await check())['poll.withoutTo']).toBe('undecided')
})

test('a backend that lets one origin in is not taken for one that lets in none', async () => {
  const headers = { 'access-control-allow-origin': 'https://chat.example.com' }
  const found = findingOf(await checkOf(someRows(3), { headers }), 'cors')
  expect(found).toMatchObject({ value: 'undecided' })
  expect(found?.evidence).toContain('--origin')
  const told = await checkOf(someRows(3), { headers }, { origin: 'https://chat.example.com' })
  expect(valuesOf(told)['cors']).toBe('allowed')
})

test('the address of an endpoint is as good as that of the API', async () => {
  const url = `${asMember.url}/gate/api/im/getNewestMsgListByLastTime?x=1`
  const report = await checkOf(someRows(3), {}, { url })
  expect([report.url, valuesOf(report)['reachable']]).toEqual([`${asMember.url}/gate`, 'yes'])
})
