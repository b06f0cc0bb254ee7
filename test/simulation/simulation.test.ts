import { describe, expect, test, vi } from 'vitest'
import { liveDay } from './day'
import { lostOfSteady } from './lateness'
import { type Load, spend, type State } from './load'
import { PLAIN_SERVER } from '~test/property/server'
import { liveAll, type Variant } from './variants'

// seconds at most, but on a busy machine they take their time
vi.setConfig({ testTimeout: 60_000 })

/** How late a row may be, ms: what the page promises, whatever the code says. */
const W = 180_000

describe.each(['>', '>='] as const)('a busy talk over a server that answers `%s`', (pollBoundary) => {
  const server = { ...PLAIN_SERVER, pollBoundary, grain: 1_000 }
  const pace = { minutes: 20, perMinute: 18, late: { share: 0.1, from: 0, to: 163_000 } }
  const talk = (variant: Variant) => liveAll(variant, { server, pace }, 1)

  test('the naive designs lose messages, the product none, and no receipt', async () => {
    const naive = await talk('naive')
    const delivered = await talk('delivered only')
    expect(naive.lost / naive.messages).toBeGreaterThan(0.05)
    // the rows that were late, and nothing else where the boundary is inclusive
    expect(delivered.lost).toBeGreaterThan(0)
    expect(delivered.lost).toBeLessThan(naive.lost)
    expect(await talk('product')).toMatchObject({ messages: naive.messages, lost: 0, stale: 0, doubled: 0 })
  })
})

test('a day on a phone: with 8 % of the answers lost and half the texts identical nothing is lost, doubled or called failed', async () => {
  const day = await liveDay()
  expect(day).toMatchObject({ lost: 0, doubled: 0, falselyFailed: 0, left: 0 })
  expect(day.lostAcks / day.said).toBeGreaterThan(0.06)
  expect(day.said + day.heard).toBeGreaterThan(1_000)
})

/**
 * ms between rows, so that a page of 320 (or two) holds a little less, or a little more, than comes in W and the 30 s from one sweep to
 * the next: only what a sweep must look for decides, not how much more its page happens to hold.
 */
describe.each([
  ['a page', 640, 665],
  ['two pages', 326, 334],
] as const)('where %s of rows comes in W', (_, dense, sparse) => {
  test('a row that becomes visible W after its stamp is found', async () => {
    expect(await lostOfSteady(dense, W)).toBe(0)
  })

  test('the bound is tight: of rows 10 s later some are lost, of rows a minute later all', async () => {
    const [some, all] = [await lostOfSteady(sparse, W + 10_000), await lostOfSteady(sparse, W + 60_000)]
    expect(some).toBeGreaterThan(0)
    expect(some).toBeLessThan(0.6)
    expect(all).toBe(1)
  })
})

describe('what an hour costs', () => {
  const spent = new Map<State, Load>()
  const costOf = async (state: State) => {
    const load = spent.get(state) ?? (await spend(state))
    spent.set(state, load)
    return load
  }

  test('three tabs ask no more than one', async () => {
    const one = await costOf('active')
    const three = await costOf('three tabs, active')
    expect(three.requests).toBeLessThanOrEqual(one.requests * 1.3)
  })

  test('a quiet talk asks less than half of an active one, a hidden PC less than half of that, a pocket nothing', async () => {
    const [active, idle, hidden, pocket] = [
      await costOf('active'),
      await costOf('idle'),
      await costOf('hidden on a PC'),
      await costOf('hidden on a phone'),
    ]
    expect(idle.requests).toBeLessThan(active.requests / 2)
    expect(hidden.requests).toBeLessThan(idle.requests / 2)
    expect(pocket.requests).toBe(0)
  })

  test('a server that is down, or refuses, is asked less than in a quiet talk', async () => {
    const idle = await costOf('idle')
    expect((await costOf('server down')).requests).toBeLessThan(idle.requests / 3)
    expect((await costOf('signed out')).requests).toBeLessThanOrEqual(61)
  })

  test('who does not come back to read costs no more', async () => {
    // the active talk is never read
    const { requests, bytes } = await costOf('active')
    expect(bytes / requests).toBeLessThan(3_000)
  })

  test('the longest delays are the paces', async () => {
    const longest = async (state: 'active' | 'idle' | 'hidden on a PC') =>
      Math.max(...(state === 'active' ? await costOf(state) : await spend(state, true)).delays)
    expect(await longest('active')).toBeLessThan(3_000)
    expect(await longest('idle')).toBeLessThan(6_000)
    expect(await longest('hidden on a PC')).toBeLessThan(18_000)
  })
})
