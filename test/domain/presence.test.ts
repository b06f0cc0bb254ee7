import { expect, test } from 'vitest'
import { awoken, begun, dueAt, failed, newErrand, presenceOf, succeeded } from '~/domain/presence'

const NOW = 1_502_962_859_306
const MINUTES = 60_000

const HOURS = 60 * MINUTES

test.each([
  ['a heartbeat just now', { isOnline: true, heartAt: NOW }, 'online'],
  ['one of nine minutes ago', { isOnline: true, heartAt: NOW - 9 * MINUTES }, 'online'],
  ['one of ten minutes ago', { isOnline: true, heartAt: NOW - 10 * MINUTES }, 'offline'],
  ['one ahead of our idea of the time', { isOnline: true, heartAt: NOW + MINUTES }, 'online'],
  ['no heartbeat', { isOnline: true, heartAt: null }, 'offline'],
  ['a fresh one of who has left', { isOnline: false, heartAt: NOW }, 'offline'],
  ['a person that the server does not know', null, 'unknown'],
  // a device whose clock is slow, and nothing to correct it by
  ['one that is still to come', { isOnline: true, heartAt: NOW + 10 * MINUTES }, 'unknown'],
] as const)('%s: %s', (_, status, presence) => {
  expect(presenceOf(status && { ...status, ahead: null }, NOW, 0)).toBe(presence)
})

test.each([
  ['fresh by the skew of the messages', 0, { ahead: null, skew: 8 * HOURS }, 'online'],
  ['old by it', 11, { ahead: null, skew: 8 * HOURS }, 'offline'],
  ['fresh by the skew of its own row, without messages', 0, { ahead: 8 * HOURS + 750, skew: null }, 'online'],
  ['old by it', 11, { ahead: 8 * HOURS + 750, skew: null }, 'offline'],
  ['of a server that nothing is known of', 11, { ahead: null, skew: null }, 'unknown'],
  ['of a server that tells no skew', 11, { ahead: 1_234_567, skew: null }, 'unknown'],
] as const)(
  'where the clock runs 8 hours ahead, a sign of life %s',
  (_, minutes, { ahead, skew }, presence) => {
    const heartAt = NOW + 8 * HOURS - minutes * MINUTES
    expect(presenceOf({ isOnline: true, heartAt, ahead }, NOW, skew)).toBe(presence)
  },
)

test('an errand goes at its pace, further apart while it fails, and soon for who comes back', () => {
  const fresh = newErrand(MINUTES)
  expect(dueAt(fresh)).toBe(-Infinity)
  const gone = begun(fresh, 1_000)
  expect(dueAt(gone)).toBe(61_000)
  const twice = failed(failed(gone, 1_000, 0), 2_000, 0)
  expect(dueAt(twice)).toBe(2_000 + 4 * MINUTES)
  expect(dueAt(failed(gone, 1_000, 10 * MINUTES))).toBe(1_000 + 10 * MINUTES)
  expect(dueAt(failed(gone, 1_000, Infinity))).toBe(Infinity)
  expect(dueAt(awoken(succeeded(gone), 40_000))).toBe(41_000)
  expect(dueAt(awoken(gone, 30_000))).toBe(61_000)
  expect(dueAt(awoken(twice, 40_000))).toBe(2_000 + 4 * MINUTES)
})
