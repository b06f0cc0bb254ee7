import { expect, test } from 'vitest'
import { PACES } from '~/domain/pace'
import { type Measured, measure } from './policies'
import { LATENCY } from './variants'

let measured: Measured | undefined
const product = () => (measured ??= measure(8))

test('the pace stands where sync/README.md says: what a mix of talks costs, and how late its news is', () => {
  const { mix, patterns } = product()
  expect(mix.polls).toBeGreaterThan(1_260)
  expect(mix.polls).toBeLessThan(1_390)
  // a poll every 2 s and its way, of which half is waited for, and the way of the answer
  expect(mix.median).toBeLessThan(1_250)
  // few messages come after a silence that was longer than the active pace lasts
  expect(mix.p95).toBeLessThan(2_500)
  expect(patterns.get('live exchange')?.p95).toBeLessThan(2_300)
  expect(patterns.get('page left open')?.polls).toBeLessThan(900)
  expect(patterns.get('page left open')?.p95).toBeLessThan(5_000)
})

test('of a page that is seen, polls follow each other by the idle pace and their way at most, whatever changes the pace meanwhile', () => {
  const { mix } = product()
  expect(mix.longest).toBeLessThanOrEqual(PACES.idle + 3 * LATENCY)
  expect(mix.longest).toBeGreaterThan(PACES.idle)
})
