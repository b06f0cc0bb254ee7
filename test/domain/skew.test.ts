import { expect, test } from 'vitest'
import { EMPTY_LOG, merge } from '~/domain/merge'
import { skewOf } from '~/domain/skew'
import { aDelivered, aDocument, HOUR, MINUTE, T } from '~test/builders'
import { sampleRows } from '~test/support/samples'

const skewOfDocuments = (documents: Record<string, unknown>[]) => skewOf(documents.map((d) => aDelivered(d)))
const stamped = (difference: number, n = 0) =>
  aDocument({ sendtime: T + n * 1000 + difference }, T + n * 1000, n)

test('the documented rows vote for 8 hours, the six with a reused stamp abstain', () => {
  expect(skewOfDocuments(sampleRows('getMsgListByPageAndUserId'))).toBe(8 * HOUR)
  expect(skewOfDocuments(sampleRows('getNewestMsgListByLastTime'))).toBe(8 * HOUR)
})

test('F37 documented messages are shown at their true times', () => {
  const rows = sampleRows('getNewestMsgListByLastTime').map((d) => aDelivered(d))
  const times = merge(EMPTY_LOG, rows).rows.map(({ at }) => new Date(at).toISOString())
  expect(times).toEqual(['2017-08-16T01:50:54.675Z', '2017-08-16T01:50:55.334Z'])
})

test('a right clock has no skew, one west of Greenwich a negative one', () => {
  expect(skewOfDocuments([stamped(400), stamped(0, 1)])).toBe(0)
  expect(skewOfDocuments([stamped(-5 * HOUR), stamped(-5 * HOUR + 900, 1)])).toBe(-5 * HOUR)
})

test('half-hour and quarter-hour zones are known', () => {
  expect(skewOfDocuments([stamped(5.75 * HOUR)])).toBe(5.75 * HOUR)
})

test('most votes win, a tie goes to the larger', () => {
  expect(skewOfDocuments([stamped(8 * HOUR), stamped(0, 1), stamped(0, 2)])).toBe(0)
  expect(skewOfDocuments([stamped(8 * HOUR), stamped(0, 1)])).toBe(8 * HOUR)
})

test('only the newest 50 votes count', () => {
  const old = Array.from({ length: 60 }, (_, n) => stamped(8 * HOUR, n))
  const recent = Array.from({ length: 26 }, (_, n) => stamped(0, 100 + n))
  expect(skewOfDocuments([...old, ...recent])).toBe(0)
})

test('without a vote the largest difference that a time zone explains counts, else nothing', () => {
  expect(skewOfDocuments([stamped(8 * HOUR - 2 * MINUTE), stamped(8 * HOUR - 3 * MINUTE, 1)])).toBe(
    8 * HOUR - 2 * MINUTE,
  )
  expect(skewOfDocuments([stamped(40 * HOUR)])).toBe(0)
  expect(skewOfDocuments([aDocument({ _id: 'made-up' })])).toBe(0)
  expect(skewOf([])).toBe(0)
})
