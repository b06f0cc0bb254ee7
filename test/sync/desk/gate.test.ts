import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ApiError } from '~/wire/errors'
import { after } from '~/lib/timer'
import { createGate, type Who } from '~/sync/desk/gate'
import { gatedApi } from '~/sync/desk/gatedApi'
import type { ImApi } from '~/wire/api'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function aGate({ perMinute = 180, atOnce = 3 } = {}) {
  const clock = { elapsed: () => performance.now() }
  const gate = createGate({ clock, after, random: () => 0, perMinute, atOnce })
  const passed: string[] = []
  /** Passes, and gives the place up again after `holds` ms; says so by its name. */
  const pass = (who: Who, name: string, holds = 0, signal?: AbortSignal) =>
    gate.pass(who, signal).then((release) => {
      passed.push(name)
      after(holds, release)
    })
  return { gate, passed, pass }
}

const settle = () => vi.advanceTimersByTimeAsync(0)
const times = (count: number) => Array.from({ length: count }, (_, i) => i)

test('no more are unanswered at once than may be, and the list leaves a place for the open conversation', async () => {
  const { passed, pass } = aGate()
  for (const i of times(3)) void pass('background', `list ${i}`, 100)
  void pass('user', 'older page', 100)
  await settle()
  expect(passed).toEqual(['list 0', 'list 1'])
  void pass('open', 'poll', 100)
  void pass('open', 'sweep', 100)
  await settle()
  expect(passed).toEqual(['list 0', 'list 1', 'poll'])
  await vi.advanceTimersByTimeAsync(100)
  expect(passed).toEqual(['list 0', 'list 1', 'poll', 'sweep', 'older page', 'list 2'])
})

test('first the open conversation, then the user, then the list; first come, first served among equals', async () => {
  const { passed, pass } = aGate({ atOnce: 1 })
  void pass('background', 'first', 100)
  void pass('background', 'list 1')
  void pass('background', 'list 2')
  void pass('user', 'search')
  void pass('open', 'poll')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(passed).toEqual(['first', 'poll', 'search', 'list 1', 'list 2'])
})

test('a window that is used up opens again as its requests grow old', async () => {
  const { gate, passed, pass } = aGate()
  for (const i of times(31)) void pass('open', `${i}`)
  await vi.advanceTimersByTimeAsync(9_900)
  expect(passed).toHaveLength(30)
  await vi.advanceTimersByTimeAsync(200)
  expect(passed).toHaveLength(31)
  expect(gate.lastMinute()).toBe(31)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(gate.lastMinute()).toBe(0)
})

test('what is reserved for the open conversation nobody else takes', async () => {
  const { gate, passed, pass } = aGate()
  gate.setReserve(60)
  for (const i of times(40)) void pass('background', `list ${i}`)
  for (const i of times(40)) void pass('user', `user ${i}`)
  await vi.advanceTimersByTimeAsync(9_000)
  expect(passed).toHaveLength(20)
  for (const i of times(11)) void pass('open', `open ${i}`)
  await vi.advanceTimersByTimeAsync(500)
  expect(passed.filter((name) => name.startsWith('open'))).toHaveLength(10)
})

test('the user takes half of what is left at most: the list goes on', async () => {
  const { passed, pass } = aGate()
  for (const i of times(40)) void pass('user', `user ${i}`)
  for (const i of times(40)) void pass('background', `list ${i}`)
  await vi.advanceTimersByTimeAsync(9_000)
  expect(passed.filter((name) => name.startsWith('user'))).toHaveLength(15)
  expect(passed.filter((name) => name.startsWith('list'))).toHaveLength(15)
})

test('a wait that is called off takes no place, and says so', async () => {
  const { gate, passed, pass } = aGate({ atOnce: 1 })
  void pass('open', 'first', 100)
  const calledOff = new AbortController()
  const waits = pass('open', 'second', 0, calledOff.signal)
  calledOff.abort()
  await expect(waits).rejects.toMatchObject({ name: 'AbortError' })
  await expect(gate.pass('open', calledOff.signal)).rejects.toMatchObject({ name: 'AbortError' })
  void pass('open', 'third')
  await vi.advanceTimersByTimeAsync(200)
  expect(passed).toEqual(['first', 'third'])
  expect(gate.budget()).toMatchObject({ inFlight: 0 })
})

test('a place is given up once, and whoever watches is told', async () => {
  const { gate, pass } = aGate()
  const freed = vi.fn<(who: Who) => void>()
  const unwatch = gate.watch(freed)
  const release = await gate.pass('open')
  await gate.pass('open')
  release()
  release()
  expect(gate.budget().inFlight).toBe(1)
  expect(freed).toHaveBeenCalledTimes(1)
  unwatch()
  await pass('open', 'another')
  await settle()
  expect(freed).toHaveBeenCalledTimes(1)
})

test('what left in another window counts, too', async () => {
  const { gate, passed, pass } = aGate()
  await vi.advanceTimersByTimeAsync(5_000)
  for (const i of times(30)) gate.noteForeign(performance.now() - 100 * i)
  void pass('open', 'poll')
  await vi.advanceTimersByTimeAsync(7_000)
  expect(passed).toEqual([])
  await vi.advanceTimersByTimeAsync(200)
  expect(passed).toEqual(['poll'])
  const { starts } = gate.budget()
  expect(starts).toEqual([...starts].sort((a, b) => a - b))
})

/** An API that answers, fails, and writes down what it was asked. */
function anApi(fail?: ApiError) {
  const asked: string[] = []
  const answer = (name: string) => async () => {
    asked.push(name)
    if (fail) throw fail
    return await Promise.resolve(name)
  }
  const names = [
    'getNewestMsgListByLastTime',
    'getMsgListByPageAndUserId',
    'unreadcount',
    'getUserStatus',
    'sendMsg',
    'updateUnreadP2pMessages',
    'regUserInfo',
  ] as const
  const api = Object.fromEntries(names.map((name) => [name, answer(name)])) as unknown as ImApi
  return { api, asked }
}

const PAIR = { appid: 'JH', from: '2', fromrole: 'SALER' as const, to: '200' }
const UNREAD = {
  appid: 'JH',
  sender: { id: '200', role: 'MEMBER' as const },
  reader: { id: '2', role: 'SALER' as const },
}

test('reading requests wait at the gate; sends and marks of what was read do not', async () => {
  const { gate } = aGate({ atOnce: 1 })
  const { api, asked } = anApi()
  const release = await gate.pass('user')
  const desk = gatedApi(api, gate, () => 'background')
  const user = { appid: 'JH', userid: '200', userrole: 'MEMBER' as const }
  void desk.getNewestMsgListByLastTime({ ...PAIR, lasttime: 0 })
  void desk.getMsgListByPageAndUserId({ ...PAIR, lasttime: 0, page: 1, limit: 10 })
  void desk.unreadcount(UNREAD)
  void desk.getUserStatus(user)
  void desk.updateUnreadP2pMessages(UNREAD)
  void desk.regUserInfo({ ...user, channel: 'PC' })
  await settle()
  expect(asked).toEqual(['updateUnreadP2pMessages', 'regUserInfo'])
  release()
  await settle()
  expect(asked.slice(2)).toEqual([
    'getNewestMsgListByLastTime',
    'getMsgListByPageAndUserId',
    'unreadcount',
    'getUserStatus',
  ])
})

test('older pages of the open conversation are an act of the user: half of the places stay free of them', async () => {
  const { gate } = aGate({ perMinute: 60 })
  const { api, asked } = anApi()
  const desk = gatedApi(api, gate, () => 'open')
  const page = { ...PAIR, page: 1, limit: 40 }
  for (let i = 0; i < 20; i += 1) {
    void desk.getMsgListByPageAndUserId({ ...page, lasttime: 1_510_000_000_000 - i })
    void desk.getMsgListByPageAndUserId({ ...page, page: 2, lasttime: 0 })
  }
  await vi.advanceTimersByTimeAsync(1_000)
  expect(asked).toHaveLength(5)
  void desk.getMsgListByPageAndUserId({ ...page, lasttime: 9_999_999_999_999 })
  void desk.getMsgListByPageAndUserId({ ...page, lasttime: 0 })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(asked).toHaveLength(7)
})

test('a Retry-After counts for all, and a failure gives its place up', async () => {
  const { gate, passed, pass } = aGate({ atOnce: 1 })
  const { api } = anApi(new ApiError({ kind: 'http', status: 429, retryAfter: 20_000 }))
  const desk = gatedApi(api, gate, () => 'background')
  await expect(desk.unreadcount(UNREAD)).rejects.toThrow('429')
  void pass('open', 'poll')
  await vi.advanceTimersByTimeAsync(19_900)
  expect(passed).toEqual([])
  await vi.advanceTimersByTimeAsync(200)
  expect(passed).toEqual(['poll'])
})
