import { expect, test } from 'vitest'
import { EMPTY_LOG, merge } from '~/domain/merge'
import { depthOf, LATEST_COMMIT } from '~/domain/sweep'
import { aDelivered, aDocument, anOwnDocument, MINUTE, SKEW, T } from '~test/builders'

const logOf = (documents: readonly Record<string, unknown>[]) =>
  merge(
    EMPTY_LOG,
    documents.map((document) => aDelivered(document)),
  )

/** Own messages a minute apart, `count` of them, the last one at T; the first `read` of them are read. */
const monologue = (count: number, read = 0) =>
  logOf(
    Array.from({ length: count }, (_, i) =>
      anOwnDocument(i < read ? { status: 1, readtime: T + SKEW } : {}, T - (count - 1 - i) * MINUTE, i),
    ),
  )

test('a sweep looks W below what the last one began with', () => {
  const log = logOf([aDocument({}, T)])
  expect(depthOf(log, T + SKEW - 1000).missing).toBe(T + SKEW - 1000 - LATEST_COMMIT)
  expect(depthOf(log, null).missing).toBe(T + SKEW - LATEST_COMMIT)
})

test('before any has reached something it looks below all that came', () => {
  // what polls brought may be full of holes
  const log = logOf([aDocument({}, T - 90 * MINUTE), aDocument({}, T)])
  expect(depthOf(log, null).missing).toBe(T + SKEW - 90 * MINUTE - LATEST_COMMIT)
  const undated = aDocument({ _id: 'undated', sendtime: null, create_at: '' })
  expect(depthOf(logOf([undated, aDocument({}, T)]), null).missing).toBe(T + SKEW - LATEST_COMMIT)
})

test('one own message that stood there before tells of every receipt, however many are unread', () => {
  // reading marks all of them; those less than W old may have turned up after it was read
  expect(depthOf(monologue(200), T + SKEW).wanted).toBe(T + SKEW - 4 * MINUTE)
})

test('above a read message nothing can have been read since, so nothing is asked for', () => {
  expect(depthOf(monologue(200, 200), T + SKEW).wanted).toBe(Infinity)
  expect(depthOf(monologue(200, 199), T + SKEW).wanted).toBe(Infinity)
})
