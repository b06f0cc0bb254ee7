import { expect, test } from 'vitest'
import { assert, integer, property } from 'fast-check'
import { capacityOf, frameOf, reserveOf, roomAt } from '~/domain/desk/budget'
import { aBudget } from './aDesk'

test('a frame holds no more than the budget in any minute, and leaves somebody else a turn', () => {
  assert(
    property(integer({ min: 1, max: 2_000 }), integer({ min: 0, max: 500 }), (perMinute, reserve) => {
      const { span, parts, places, reserved } = frameOf({ perMinute, reserve, atOnce: 3 })
      expect(parts * places).toBeLessThanOrEqual(perMinute)
      expect(parts * places).toBeGreaterThan(perMinute * 0.9 - 1)
      expect(span * parts).toBeCloseTo(60_000)
      expect(places - reserved).toBeGreaterThanOrEqual(1)
      expect(reserved * parts).toBeGreaterThanOrEqual(Math.min(reserve, (places - 1) * parts))
    }),
  )
})

test('the default: 30 requests in any ten seconds, one place in flight left for the open conversation', () => {
  expect(frameOf({ perMinute: 180, reserve: 36, atOnce: 3 })).toEqual({
    span: 10_000,
    parts: 6,
    places: 30,
    reserved: 6,
    lanes: 2,
  })
})

test('with one request at a time the list is asked, too', () => {
  expect(frameOf({ perMinute: 180, reserve: 0, atOnce: 1 }).lanes).toBe(1)
  expect(roomAt(aBudget({ atOnce: 1 }), 0)).toBe(0)
})

test('a slow server is a small budget', () => {
  expect(capacityOf(aBudget())).toBe(180)
  // two at a time, three seconds each
  expect(capacityOf(aBudget({ answersIn: 3_000 }))).toBe(40)
})

test('what a conversation needs that is open: polls, sweeps, and what goes beside them', () => {
  expect(reserveOf(2_000, 30_000)).toBe(36)
  expect(reserveOf(false, 30_000)).toBe(0)
})

test('a burst at first, then evenly, without a lull at its end', () => {
  const asks: number[] = []
  let now = 0
  while (now < 30_000) {
    now = roomAt(aBudget({ asks }), now) ?? 0
    asks.push(now)
  }
  const gaps = asks.slice(1).map((at, i) => at - (asks[i] ?? 0))
  expect(gaps.filter((gap) => gap === 0)).toHaveLength(7)
  expect(Math.max(...gaps)).toBeLessThan(500)
  for (const at of asks)
    expect(asks.filter((one) => one >= at && one < at + 10_000).length).toBeLessThanOrEqual(30)
  // nothing of the budget is lost by it
  expect(asks.filter((at) => at > 10_000 && at <= 20_000).length).toBeGreaterThanOrEqual(29)
})
