import { expect, test } from 'vitest'
import { EMPTY_LOG, type Log, merge } from '~/domain/merge'
import { fateOf, tailOf } from '~/domain/tail'
import { aDelivered, aDocument, MINUTE, SKEW, T } from '~test/builders'

const minutes = (from: number, to: number): Log =>
  merge(
    EMPTY_LOG,
    Array.from({ length: to - from }, (_, i) => aDelivered(aDocument({}, T + (from + i) * MINUTE))),
  )
const visit = minutes(0, 100)
const SWEPT = T + SKEW + 99 * MINUTE
const kept = () => {
  const tail = tailOf(visit, SWEPT)
  if (!tail) throw new Error('nothing was kept')
  return tail
}

test('the newest fifty are kept, with the depth of the last sweep; nothing that no sweep has vouched for', () => {
  expect(kept()).toEqual({ rows: visit.rows.slice(50), swept: SWEPT })
  expect(tailOf(visit, null)).toBeNull()
  expect(tailOf(EMPTY_LOG, SWEPT)).toBeNull()
})

test('it is shown while it is all there is, and where it meets what was delivered since', () => {
  expect(fateOf(kept(), EMPTY_LOG, null)).toBe('shown')
  expect(fateOf(kept(), minutes(99, 110), SWEPT)).toBe('shown')
})

test('above a hole it is hidden until a sweep has reached it', () => {
  expect(fateOf(kept(), minutes(120, 140), SWEPT)).toBe('hidden')
  expect(fateOf(kept(), minutes(120, 140), SWEPT + 40 * MINUTE)).toBe('shown')
})

test('a hole that is too large costs it', () => {
  expect(fateOf(kept(), minutes(120, 120 + 320), SWEPT)).toBe('hidden')
  expect(fateOf(kept(), minutes(120, 120 + 321), SWEPT)).toBe('dropped')
})
