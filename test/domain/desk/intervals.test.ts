import { assert, integer, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import { capacityOf } from '~/domain/desk/budget'
import { intervalsOf, planOf } from '~/domain/desk/intervals'
import { TIERS } from '~/domain/desk/tier'
import { aBudget, many } from './aDesk'

const MINUTE = 60_000
/** What none is slower than while another is faster than that. */
const WORST = { hot: 20_000, new: 20 * MINUTE, unread: 2 * MINUTE, today: 4 * MINUTE, older: 20 * MINUTE }
const BOUNDS = { hot: 10_000, new: MINUTE, unread: 10_000, today: MINUTE, older: 5 * MINUTE }
/** What the busy take of all at most where it does not suffice. */
const SHARE = 3 / 4

const desk = (counts: Partial<Record<(typeof TIERS)[number], number>>) =>
  TIERS.flatMap((tier) => many(tier, counts[tier] ?? 0))

test('as long as all bounds fit, they are what is kept', () => {
  // 60 + 60 + 60 of 180 a minute
  expect(intervalsOf(desk({ hot: 10, today: 60, older: 300 }), aBudget())).toEqual(BOUNDS)
  expect(intervalsOf([], aBudget())).toEqual(BOUNDS)
})

test('where they do not fit, the busy keep theirs while it takes three quarters, and today’s three quarters of the rest', () => {
  const { hot, today, older } = intervalsOf(
    desk({ hot: 20, today: 60, older: 120 }),
    aBudget({ reserve: 20 }),
  )
  // of 156 a minute 117, then 29.25 of 39, then 9.75
  expect(hot).toBeCloseTo((20 * MINUTE) / 117)
  expect(today).toBeCloseTo((60 * MINUTE) / 29.25)
  expect(older).toBeCloseTo((120 * MINUTE) / 9.75)
})

test('nobody is slower than a few times its bound while the busy are faster than twice theirs', () => {
  const { hot, today, older } = intervalsOf(desk({ hot: 20, today: 100, older: 880 }), aBudget())
  expect(older).toBe(20 * MINUTE)
  expect(today).toBe(4 * MINUTE)
  expect(hot).toBeLessThan(20_000)
})

test('those who write now keep their bound, however many silent ones are unread', () => {
  const { hot, unread } = intervalsOf(desk({ hot: 10, unread: 90, today: 20 }), aBudget())
  expect(hot).toBe(10_000)
  expect(unread).toBeGreaterThan(10_000)
  expect(unread).toBeLessThan(2 * MINUTE)
})

test('if not even that fits, the busy keep theirs, and the others are stretched alike', () => {
  const { hot, today, older } = intervalsOf(desk({ hot: 20, today: 400, older: 1_000 }), aBudget())
  expect(hot).toBe(20_000)
  const stretch = today / (4 * MINUTE)
  expect(stretch).toBeGreaterThan(1)
  expect(older / (20 * MINUTE)).toBeCloseTo(stretch)
})

test('where there are too many busy ones even for that, a quarter is left to the others', () => {
  const { hot, today } = intervalsOf(desk({ hot: 200, today: 200, older: 200 }), aBudget())
  expect(hot).toBeCloseTo((200 * MINUTE) / (SHARE * 180))
  expect(today).toBeLessThan(6 * MINUTE)
})

test('while much is new the busy are seen in time, and the new ones get the better part of what is left, whatever is unread', () => {
  const { hot, new: fresh } = intervalsOf(desk({ hot: 10, new: 500, unread: 80, older: 5 }), aBudget())
  expect(hot).toBeLessThanOrEqual(20_000)
  expect((500 * MINUTE) / fresh).toBeGreaterThan(100)
})

test('the intervals always fit the capacity, and what is spare can be used up', () => {
  const some = integer({ min: 0, max: 400 })
  assert(
    property(
      record({ hot: some, new: some, unread: some, today: some, older: some }),
      integer({ min: 1, max: 600 }),
      integer({ min: 0, max: 60 }),
      (counts, perMinute, reserve) => {
        const budget = aBudget({ perMinute, reserve })
        const { intervals, spare } = planOf(desk(counts), budget)
        const rate = (tier: (typeof TIERS)[number]) => (counts[tier] * MINUTE) / intervals[tier]
        const listed = rate('hot') + rate('unread') + rate('today') + rate('older')
        expect(listed + rate('new')).toBeLessThanOrEqual(capacityOf(budget) * (1 + 1e-9))
        expect(listed / (1 - spare || 1) + rate('new')).toBeLessThanOrEqual(capacityOf(budget) * (1 + 1e-9))
        const capacity = capacityOf(budget)
        const isSlow = (tier: (typeof TIERS)[number]) =>
          counts[tier] > 0 && intervals[tier] > WORST[tier] * (1 + 1e-9)
        const most = SHARE * capacity
        expect(isSlow('hot') ? rate('hot') : most).toBeGreaterThanOrEqual(most - 1e-6)
        const worst = TIERS.reduce((sum, tier) => sum + (counts[tier] * MINUTE) / WORST[tier], 0)
        expect(counts.new === 0 && worst <= most ? TIERS.filter(isSlow) : []).toEqual([])
        // nobody starves
        expect(TIERS.filter((tier) => counts[tier] > 0 && rate(tier) === 0)).toEqual([])
        for (const tier of TIERS) expect(intervals[tier]).toBeGreaterThanOrEqual(BOUNDS[tier])
      },
    ),
  )
})
