import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { pass, twoWindows } from './someWindows'

/** True UTC at which these stories begin: 2026-11-20 10:00 in Shanghai. */
const START = Date.UTC(2026, 10, 20, 2)

beforeEach(() => void vi.useFakeTimers({ now: START }))
afterEach(() => void vi.useRealTimers())

const MINUTE = 60_000

describe('while the server does not answer', () => {
  test.each([
    [{ kind: 'unreachable' } as const, 'offline'],
    [{ kind: 'http', status: 500, retryAfter: null } as const, 'server'],
    [{ kind: 'http', status: 401, retryAfter: null } as const, 'signedOut'],
    [{ kind: 'http', status: 429, retryAfter: 5_000 } as const, 'busy'],
  ])('%o: both windows say that the list is not up to date', async (failure, kind) => {
    const { first, second, server } = await twoWindows()
    await pass(MINUTE)
    server.state.fails = failure
    await pass(3 * MINUTE)
    expect(first.store.getState().trouble?.kind).toBe(kind)
    expect(second.store.getState().trouble).toEqual(first.store.getState().trouble)
    server.state.fails = null
    await pass(2 * MINUTE)
    expect([first.store.getState().trouble, second.store.getState().trouble]).toEqual([null, null])
  })

  test('a single failure is not told of', async () => {
    const { first, server } = await twoWindows()
    await pass(MINUTE)
    const told: unknown[] = []
    first.store.subscribe(({ trouble }) => trouble && told.push(trouble))
    server.fails('b', 1)
    await pass(MINUTE)
    expect(told).toEqual([])
  })
})
