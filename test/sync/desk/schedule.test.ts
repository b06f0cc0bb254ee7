import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ApiError, type ApiFailure } from '~/wire/errors'
import { after, delay } from '~/lib/timer'
import { createGate } from '~/sync/desk/gate'
import { createSchedule, type Wanted } from '~/sync/desk/schedule'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const MINUTE = 60_000
const http = (status: number, retryAfter: number | null = null): ApiFailure => ({
  kind: 'http',
  status,
  retryAfter,
})
const many = (count: number, tier: Wanted['tier'] = 'hot'): Wanted[] =>
  Array.from({ length: count }, (_, i) => ({ id: `${i}`, tier, weight: 0 }))

/** A desk whose answers take `latency` ms; `fails` says what comes instead. */
function aSchedule({ list = many(5), latency = 100 } = {}) {
  const clock = { elapsed: () => performance.now() }
  const gate = createGate({ clock, after, random: () => 0, perMinute: 180, atOnce: 3 })
  const asked: { id: string; at: number }[] = []
  const begin = clock.elapsed()
  const desk = {
    list,
    mayAsk: true,
    fails: (_id: string): ApiFailure | null => null,
    calledOff: 0,
    timers: 0,
  }
  const schedule = createSchedule({
    wanted: () => desk.list,
    ask: async (id, signal) => {
      const release = await gate.pass('background', signal)
      asked.push({ id, at: clock.elapsed() - begin })
      await delay(latency, signal)
      release()
      if (signal.aborted) {
        desk.calledOff += 1
        throw new DOMException('aborted', 'AbortError')
      }
      const failure = desk.fails(id)
      if (failure) throw new ApiError(failure)
    },
    gate,
    clock,
    after: (ms, task) => {
      desk.timers += 1
      return after(ms, task)
    },
    random: () => 0,
    mayAsk: () => desk.mayAsk,
  })
  const of = (id: string) => asked.filter((one) => one.id === id).map(({ at }) => at)
  const since = (at: number) => asked.filter((one) => one.at >= at)
  return { desk, schedule, asked, of, since, gate }
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('everybody is asked, two at a time, and again within the bound', async () => {
  const { schedule, asked, of } = aSchedule()
  schedule.look()
  await pass(50)
  expect(asked).toHaveLength(2)
  await pass(MINUTE)
  for (const id of ['0', '1', '2', '3', '4']) {
    const gaps = of(id)
      .slice(1)
      .map((at, i) => at - (of(id)[i] ?? 0))
    expect(gaps.length).toBeGreaterThanOrEqual(5)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(10_000)
  }
  schedule.stop()
})

test('one that has become urgent is asked at once', async () => {
  const { desk, schedule, of } = aSchedule({ list: many(1, 'older') })
  schedule.look()
  await pass(MINUTE)
  expect(of('0')).toHaveLength(1)
  desk.list = many(1, 'hot')
  schedule.look()
  await pass(10)
  expect(of('0')).toHaveLength(2)
  schedule.stop()
})

test('one that was asked while it was open is due an interval later', async () => {
  const { desk, schedule, of } = aSchedule({ list: many(1) })
  schedule.look()
  await pass(5_000)
  desk.list = []
  schedule.look()
  await pass(MINUTE)
  desk.list = many(1)
  schedule.asked('0')
  schedule.look()
  await pass(5_000)
  expect(of('0')).toHaveLength(1)
  await pass(5_000)
  expect(of('0')).toHaveLength(2)
  schedule.stop()
})

test('a window that may not ask asks nothing, and goes on when it may', async () => {
  const { desk, schedule, asked } = aSchedule()
  desk.mayAsk = false
  schedule.look()
  await pass(MINUTE)
  expect(asked).toEqual([])
  desk.mayAsk = true
  schedule.look()
  await pass(1_000)
  expect(asked).toHaveLength(5)
  schedule.stop()
})

test('nothing is asked after the end, and what is under way is called off', async () => {
  const { desk, schedule, asked } = aSchedule()
  schedule.look()
  await pass(50)
  schedule.stop()
  await pass(MINUTE)
  expect([asked.length, desk.calledOff]).toEqual([2, 2])
})

test('a hidden page, whose timers come once a minute, goes on with each answer', async () => {
  const { schedule, gate, desk, since } = aSchedule()
  schedule.look()
  await pass(2_000)
  const { timers } = desk
  // a timer that is late does not matter: an answer to the open conversation looks, too
  for (let i = 0; i < 10; i += 1) {
    const release = await gate.pass('open')
    await pass(1_000)
    release()
  }
  expect(desk.timers).toBeGreaterThanOrEqual(timers + 10)
  expect(since(2_000).length).toBeGreaterThanOrEqual(5)
  schedule.stop()
})

test('a new one that stays new is not asked over and over, one that was loaded by its tier', async () => {
  const { desk, schedule, of } = aSchedule({ list: many(1, 'new') })
  schedule.look()
  await pass(50_000)
  expect(of('0')).toHaveLength(1)
  desk.list = many(1, 'hot')
  schedule.look()
  await pass(10)
  expect(of('0')).toHaveLength(2)
  schedule.stop()
})

describe('a single conversation that fails', () => {
  test('is left alone longer each time, and the others are asked as before', async () => {
    const { desk, schedule, of } = aSchedule()
    desk.fails = (id) => (id === '3' ? http(500) : null)
    schedule.look()
    await pass(15 * MINUTE)
    expect(of('3').length).toBeLessThan(9)
    const [third, fourth] = [of('3')[2] ?? 0, of('3')[3] ?? 0]
    expect(fourth - third).toBeGreaterThan(2 * ((of('3')[2] ?? 0) - (of('3')[1] ?? 0)) - 12_000)
    const gaps = of('1')
      .slice(1)
      .map((at, i) => at - (of('1')[i] ?? 0))
    expect(Math.max(...gaps)).toBeLessThanOrEqual(10_000)
    // and as all the others, once it is well
    desk.fails = () => null
    await pass(16 * MINUTE)
    const healed = of('3').length
    await pass(MINUTE)
    expect(of('3').length - healed).toBeGreaterThanOrEqual(5)
    schedule.stop()
  })

  test('two that are bad do not stop the others', async () => {
    const { desk, schedule, of } = aSchedule()
    desk.fails = (id) => (id < '2' ? http(404) : null)
    schedule.look()
    await pass(10 * MINUTE)
    expect(of('0').length + of('1').length).toBeLessThan(16)
    const gaps = of('4')
      .slice(1)
      .map((at, i) => at - (of('4')[i] ?? 0))
    expect(Math.max(...gaps)).toBeLessThan(12_000)
    schedule.stop()
  })
})

test('a score of members who are gone does not stop the others', async () => {
  const { desk, schedule, of } = aSchedule()
  schedule.look()
  await pass(MINUTE)
  const gone = Array.from({ length: 20 }, (_, i) => ({ id: `gone ${i}`, tier: 'new' as const, weight: 1 }))
  desk.list = [...many(5), ...gone]
  desk.fails = (id) => (id.startsWith('gone') ? http(404) : null)
  schedule.look()
  await pass(5 * MINUTE)
  const gaps = of('0')
    .slice(1)
    .map((at, i) => at - (of('0')[i] ?? 0))
  expect(Math.max(...gaps)).toBeLessThan(12_000)
  expect(of('gone 0').length).toBeGreaterThan(0)
  schedule.stop()
})

describe('a server that struggles', () => {
  test('is asked by one at a time, less and less, by none twice in a row; its first answer ends that', async () => {
    const { desk, schedule, since } = aSchedule({ list: many(30) })
    schedule.look()
    await pass(MINUTE)
    desk.fails = () => ({ kind: 'unreachable' })
    await pass(10 * MINUTE)
    const during = since(MINUTE)
    expect(during.length).toBeLessThan(50)
    expect(during.length).toBeGreaterThan(20)
    const late = since(6 * MINUTE).map(({ at }) => at)
    const gaps = late.slice(1).map((at, i) => at - (late[i] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThan(14_000)
    desk.fails = () => null
    await pass(31_000)
    expect(schedule.notBefore()).toBe(-Infinity)
    const healed = since(11 * MINUTE + 31_000).length
    await pass(MINUTE)
    expect(since(11 * MINUTE + 31_000).length - healed).toBeGreaterThan(120)
    schedule.stop()
  })

  test('is left alone for as long as it says', async () => {
    const { desk, schedule, since } = aSchedule()
    schedule.look()
    await pass(MINUTE)
    desk.fails = () => http(503, 120_000)
    await pass(10_000)
    const told = since(0).length
    await pass(105_000)
    expect(since(0)).toHaveLength(told)
    await pass(10_000)
    expect(since(0).length).toBeGreaterThan(told)
    schedule.stop()
  })

  test('one that refuses us is asked once a minute, by one', async () => {
    const { desk, schedule, since } = aSchedule()
    schedule.look()
    await pass(MINUTE)
    desk.fails = () => http(401)
    await pass(10 * MINUTE)
    expect(since(MINUTE + 1).length).toBeLessThanOrEqual(12)
    schedule.stop()
  })

  test('also if the open conversation finds out, and is well again when that one says so', async () => {
    const { schedule, since } = aSchedule()
    schedule.look()
    await pass(MINUTE)
    const before = since(0).length
    schedule.heard({ kind: 'unreachable' })
    schedule.heard({ kind: 'unreachable' })
    expect(schedule.notBefore()).toBeGreaterThan(performance.now())
    await pass(400)
    expect(since(0).length - before).toBeLessThanOrEqual(1)
    schedule.heard(null)
    expect(schedule.notBefore()).toBe(-Infinity)
    await pass(10_000)
    expect(since(0).length - before).toBeGreaterThanOrEqual(5)
    schedule.stop()
  })
})
