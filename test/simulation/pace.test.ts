import { expect, test } from 'vitest'
import { PACES } from '~/domain/pace'
import { MIX, visitsOf } from './arrivals'
import { pace } from './paceModel'
import { measure } from './policies'
import { LATENCY } from './variants'

/** Of each pattern. */
const HOURS = 4

test('the pace stands where sync/README.md says: what a mix of talks costs, and how late its news is', () => {
  const { mix, patterns } = measure(HOURS)
  expect(mix.polls).toBeGreaterThan(1_230)
  expect(mix.polls).toBeLessThan(1_390)
  // a poll every 2 s and its way, of which half is waited for, and the way of the answer
  expect(mix.median).toBeLessThan(1_250)
  // few messages come after a silence that was longer than the active pace lasts
  expect(mix.p95).toBeLessThan(2_600)
  expect(patterns.get('live exchange')?.p95).toBeLessThan(2_300)
  expect(patterns.get('page left open')?.polls).toBeLessThan(900)
  expect(patterns.get('page left open')?.p95).toBeLessThan(5_000)
})

test.each(MIX.map(([pattern]) => pattern))(
  'seen, %s: polls follow each other by the idle pace and their way at most, whatever changes the pace meanwhile',
  (pattern) => {
    const longest = visitsOf(pattern, HOURS).map((visit, seed) => pace(visit, seed).longest)
    expect(Math.max(...longest)).toBeLessThanOrEqual(PACES.idle + 3 * LATENCY)
    expect(Math.max(...longest)).toBeGreaterThan(PACES.idle)
  },
)
