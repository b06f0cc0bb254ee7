import { assert, asyncProperty, constantFrom, integer, nat, record } from 'fast-check'
import { expect, test } from 'vitest'
import { capacityOf, reserveOf } from '~/domain/desk/budget'
import { liveDesk, type Lived, mostWithin, type Scene } from './desk'
import { FROM, oneIn } from './runs'

/** A desk of dozens takes as long as hundreds of scenarios of a single page. */
const DESKS = oneIn(300)
const FOREVER = 24 * 3_600_000
const MINUTE = 60_000

const scenes = {
  seed: nat(1_000_000),
  busy: integer({ min: 0, max: 20 }),
  today: integer({ min: 0, max: 40 }),
  older: integer({ min: 1, max: 60 }),
  open: constantFrom(2_000, 5_000),
}
const LISTED = ['hot', 'today', 'older'] as const

/** Questions a minute that there is room for, and that the bounds ask for. */
const roomOf = ({ perMinute = 180, open = 0 }: Scene) =>
  capacityOf({ perMinute, atOnce: 3, reserve: reserveOf(open, 30_000), answersIn: 0 })
const demandOf = ({ busy, today, older }: Scene) => busy * 6 + today + older / 5

/** How long (ms) so many places in the queue take. */
const places = (count: number, scene: Scene) => (count * MINUTE) / roomOf(scene)

test(
  'the budget is never passed, in any minute, and no more are unanswered than may be: with a user who scrolls, and a server as it comes',
  async () => {
    await assert(
      asyncProperty(
        record({
          ...scenes,
          perMinute: integer({ min: 5, max: 400 }),
          atOnce: integer({ min: 1, max: 6 }),
          latency: constantFrom<[number, number]>([20, 60], [80, 240], [500, 3_000]),
          failing: integer({ min: 0, max: 40 }),
        }),
        async ({ failing, ...rest }) => {
          const fails = (at: number, id: string) =>
            (at * 7 + id.length) % 100 < failing ? ({ kind: 'timeout', waited: 10_000 } as const) : undefined
          const lived = await liveDesk({ ...rest, minutes: 3, talks: true, scrolls: [1, 2], fails })
          expect(mostWithin(lived.requests)).toBeLessThanOrEqual(rest.perMinute)
          expect(lived.inFlight).toBeLessThanOrEqual(rest.atOnce)
          expect(lived.inBackground).toBeLessThanOrEqual(Math.max(1, rest.atOnce - 1))
        },
      ),
      { numRuns: DESKS, ...FROM },
    )
  },
  FOREVER,
)

test(
  'nobody starves: each is asked within the interval that the list tells, however small the budget',
  async () => {
    await assert(
      asyncProperty(record({ ...scenes, perMinute: integer({ min: 60, max: 240 }) }), async (some) => {
        const scene = { ...some, minutes: 22, loaded: true }
        const lived = await liveDesk(scene)
        for (const tier of LISTED)
          expect(lived.stale[tier]).toBeLessThanOrEqual(1.25 * lived.intervals[tier] + places(6, scene))
      }),
      { numRuns: DESKS, ...FROM },
    )
  },
  FOREVER,
)

test(
  'bounds are kept where the budget holds them, also by those that were never loaded before',
  async () => {
    await assert(
      asyncProperty(record(scenes), async (some) => {
        const scene = { ...some, minutes: 12, measuredFrom: 6 }
        if (demandOf(scene) > 0.85 * roomOf(scene)) return
        const lived = await liveDesk(scene)
        expect(lived.intervals).toMatchObject({ hot: 10_000, today: MINUTE, older: 5 * MINUTE })
        expect(lived.stale.hot).toBeLessThanOrEqual(10_000 + places(3, scene))
        expect(lived.stale.today).toBeLessThanOrEqual(MINUTE + places(3, scene))
        expect(lived.stale.older).toBeLessThanOrEqual(5 * MINUTE + places(3, scene))
        expect(lived.asked).toBe(scene.busy + scene.today + scene.older)
      }),
      { numRuns: DESKS, ...FROM },
    )
  },
  FOREVER,
)

/** Questions in the background that left from one minute to the other. */
const between = ({ requests }: Lived, from: number, to: number) =>
  requests.filter(({ at, who }) => who === 'background' && at >= from * MINUTE && at < to * MINUTE)

test(
  'all back off together while the server is down, and are back within half a minute',
  async () => {
    await assert(
      asyncProperty(
        record({ ...scenes, busy: integer({ min: 3, max: 20 }), down: integer({ min: 2, max: 5 }) }),
        async ({ down, ...some }) => {
          const fails = (at: number) =>
            at >= 2 * MINUTE && at < (2 + down) * MINUTE ? ({ kind: 'unreachable' } as const) : undefined
          const lived = await liveDesk({ ...some, minutes: down + 8, loaded: true, fails })
          const during = between(lived, 2, 2 + down).length
          // 1, 2, 4, 8, 16 s, then every 15 to 30 s
          expect(during).toBeLessThanOrEqual(8 + down * 4)
          const after = between(lived, 2 + down, 2 + down + 0.51)
          expect(after.length).toBeGreaterThan(0)
          // and everybody again at their pace
          const asked = new Set(between(lived, 2 + down, down + 8).map(({ id }) => id))
          expect(asked.size).toBe(some.busy + some.today + some.older)
        },
      ),
      { numRuns: DESKS, ...FROM },
    )
  },
  FOREVER,
)

test('while the server asks to be left alone nothing leaves, not even of the open conversation', async () => {
  let told = false
  const fails = (at: number) => {
    if (at < MINUTE || told) return undefined
    told = true
    return { kind: 'http', status: 429, retryAfter: 40_000 } as const
  }
  const lived = await liveDesk({ seed: 1, minutes: 4, busy: 5, today: 5, older: 5, open: 2_000, fails })
  const at = lived.requests.find(({ failed }) => failed)?.at ?? 0
  // what was under way when it said so was
  expect(lived.requests.filter((one) => one.at > at + 500 && one.at < at + 40_000)).toEqual([])
  expect(lived.requests.some((one) => one.at > at + 40_000 && one.at < at + 45_000)).toBe(true)
})

test('the open conversation never waits for the list', async () => {
  const lived = await liveDesk({ seed: 3, minutes: 2, busy: 20, today: 60, older: 400, open: 2_000 })
  expect(lived.openWaited).toBe(0)
  // twice its pace and its sweeps
  expect(lived.requests.filter(({ who }) => who === 'open').length).toBeGreaterThan(2 * 27)
})
