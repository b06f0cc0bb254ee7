import { expect, test } from 'vitest'
import { placed } from '~/domain/placing'
import { aDelivered, aDocument, HOUR, MINUTE, SKEW, T } from '~test/builders'

const YEAR = 365 * 24 * HOUR
const place = (fields: Record<string, unknown>, arrivedAt: number | null = T) =>
  placed(aDelivered(aDocument(fields), arrivedAt), SKEW)

test('an ordinary row stands at its stamp and is shown at its true time', () => {
  expect(place({})).toMatchObject({ plausible: true, sentAt: T + SKEW, at: T })
})

test('a stamp up to five minutes after its ObjectId is a clock’s jitter, beyond it is implausible', () => {
  expect(place({ sendtime: T + SKEW + 5 * MINUTE }).plausible).toBe(true)
  expect(place({ sendtime: T + SKEW + 5 * MINUTE + 1 }).plausible).toBe(false)
})

test('a stamp that is much older than its ObjectId is plausible: stamps are reused', () => {
  expect(place({ sendtime: T + SKEW - 3 * HOUR })).toMatchObject({
    plausible: true,
    sentAt: T + SKEW - 3 * HOUR,
  })
})

test('F36 an implausible row is dated by its ObjectId', () => {
  expect(place({ sendtime: T + SKEW + YEAR })).toMatchObject({ plausible: false, sentAt: T + SKEW, at: T })
  expect(place({ sendtime: 'NaN' })).toMatchObject({ plausible: false, at: T })
})

test('F35 without an ObjectId an unusable stamp is replaced by create_at, without that by the arrival', () => {
  const create_at = new Date(T + SKEW - MINUTE).toISOString()
  expect(place({ _id: 'x', sendtime: null, create_at }).at).toBe(T - MINUTE)
  expect(place({ _id: 'x', sendtime: null, create_at: 'Invalid Date' }, T + 7).at).toBe(T + 7)
})

test('without an ObjectId a stamp may be ahead of the server’s now by the farthest time zone, not more', () => {
  expect(place({ _id: 'x', sendtime: T + 15 * HOUR }).plausible).toBe(true)
  expect(place({ _id: 'x', sendtime: T + 15 * HOUR + 1 }).plausible).toBe(false)
})

test('where no server told its time the device’s clock decides nothing', () => {
  expect(place({ _id: 'x', sendtime: T + YEAR }, null).plausible).toBe(true)
})

test('an id made up by a fixture is no evidence of time', () => {
  const made = placed(aDelivered(aDocument({ _id: '000000000000000000000001' })), SKEW)
  expect(made).toMatchObject({ plausible: true, at: T })
  const both = place({ _id: '000000000000000000000001', sendtime: T + YEAR, create_at: null }, T + 3)
  expect(both.at).toBe(T + 3)
})
