import { describe, expect, test } from 'vitest'
import { isBlocking, isTold, NEW_LINK } from '~/domain/link'
import { nextDelay, type PaceInput } from '~/domain/pacing'
import type { ApiFailure } from '~/wire/errors'

const calm: PaceInput = { failures: 0, failure: null, active: true, visible: true, device: 'pc', random: 0 }
const http = (status: number, retryAfter: number | null = null): ApiFailure => ({
  kind: 'http',
  status,
  retryAfter,
})
const unreachable: ApiFailure = { kind: 'unreachable' }

describe('the pace', () => {
  test('is 2 s while the talk is active, 5 s idle', () => {
    expect(nextDelay(calm)).toBe(2000)
    expect(nextDelay({ ...calm, active: false })).toBe(5000)
  })
  test('is 15 s hidden on a PC, and nothing hidden on a phone', () => {
    expect(nextDelay({ ...calm, visible: false })).toBe(15_000)
    expect(nextDelay({ ...calm, visible: false, device: 'phone' })).toBe(false)
  })
})

describe('backing off', () => {
  const failed = { ...calm, failure: unreachable }
  test('doubles with each failure, up to 30 s', () => {
    const delays = [1, 2, 3, 4, 9].map((failures) => nextDelay({ ...failed, failures, random: 1 }))
    expect(delays).toEqual([4000, 8000, 16_000, 30_000, 30_000])
  })
  test('is spread over half its length by the draw', () => {
    expect(nextDelay({ ...failed, failures: 2, random: 0 })).toBe(4000)
    expect(nextDelay({ ...failed, failures: 2, random: 0.5 })).toBe(6000)
  })
  test('is never shorter than Retry-After asks', () => {
    const asked = { ...calm, failures: 1, failure: http(429, 60_000) }
    expect(nextDelay({ ...asked, random: 0 })).toBe(60_000)
    expect(nextDelay({ ...asked, random: 1 })).toBe(66_000)
    expect(nextDelay({ ...asked, failure: http(429, 100) })).toBe(2000)
  })
})

describe('blocked', () => {
  test.each([401, 403, 404, 410])('by %i asks once a minute while visible', (status) => {
    const blocked = { ...calm, failures: 1, failure: http(status) }
    expect(nextDelay(blocked)).toBe(60_000)
    expect(nextDelay({ ...blocked, visible: false })).toBe(false)
    expect(isBlocking(http(status))).toBe(true)
  })
  test('is not what an overloaded server means', () => expect(isBlocking(http(503))).toBe(false))
})

describe('people are told', () => {
  test('of the second failure, not of the first', () => {
    expect(isTold({ ...NEW_LINK, failures: 1, failure: unreachable })).toBe(false)
    expect(isTold({ ...NEW_LINK, failures: 2, failure: unreachable })).toBe(true)
  })
  test('of a poll that stays unanswered, and of a block at once', () => {
    expect(isTold({ ...NEW_LINK, slow: true })).toBe(true)
    expect(isTold({ ...NEW_LINK, failures: 1, failure: http(401) })).toBe(true)
  })
})
