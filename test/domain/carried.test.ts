import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { EMPTY_LOG, type Log, merge } from '~/domain/merge'
import type { Delivered, Message } from '~/domain/message'
import { unreadOf } from '~/domain/reading'
import { skewOf } from '~/domain/skew'
import { aDelivered, aDocument, anId, HOUR, MINUTE, T } from '~test/builders'

const NONE: ReadonlySet<string> = new Set()
const unreadIds = (rows: readonly Message[]) =>
  unreadOf(rows, NONE)
    .map(({ id }) => id)
    .sort()

/** Rows of few seconds and many versions: who votes, and for what, changes with them, and there are more than the fifty that count. */
const aRow: fc.Arbitrary<Delivered> = fc
  .record({
    second: fc.nat(11),
    n: fc.nat(9),
    ahead: fc.constantFrom(0, 8 * HOUR, 8 * HOUR + 2 * MINUTE),
    read: fc.boolean(),
    own: fc.boolean(),
    updated: fc.nat(3),
  })
  .map(({ second, n, ahead, read, own, updated }) =>
    aDelivered(
      aDocument({
        _id: anId(T + second * 1_000, n),
        sendtime: T + second * 1_000 + ahead,
        status: read ? 1 : 0,
        update_at: new Date(T + updated).toISOString(),
        ...(own && { from: '200', fromrole: 'MEMBER', to: '2', torole: 'SALER' }),
      }),
    ),
  )

test('what is carried from rows to their successors is what all of these would tell', () => {
  fc.assert(
    fc.property(fc.array(fc.array(aRow, { minLength: 10, maxLength: 60 }), { maxLength: 8 }), (batches) => {
      let log: Log = EMPTY_LOG
      for (const batch of batches) {
        log = merge(log, batch)
        // nothing is known of a copy
        const copy = [...log.rows]
        expect(unreadIds(log.rows)).toEqual(unreadIds(copy))
        expect(log.skew).toBe(skewOf(copy))
        // the very objects, too: what was exchanged must not be kept
        expect(unreadOf(log.rows, NONE).every((row) => log.rows.includes(row))).toBe(true)
      }
    }),
    { numRuns: 200, endOnFailure: true },
  )
})

test('one more message does not have the others looked at again', () => {
  const at = (i: number) => aDelivered(aDocument({}, T + i * 1_000))
  // the first rows tell the skew, and are placed anew by it
  const begun = merge(
    EMPTY_LOG,
    Array.from({ length: 200 }, (_, i) => at(i)),
  )
  const log = merge(begun, [at(200)])
  expect(unreadOf(log.rows, NONE)).toHaveLength(201)
  const looked: string[] = []
  const [first] = log.rows
  for (const name of ['read', 'mine', 'idTime', 'stamp'] as const) {
    const value = first?.[name]
    Object.defineProperty(first, name, {
      get: () => {
        looked.push(name)
        return value
      },
    })
  }
  const next = merge(log, [at(201)])
  expect(unreadOf(next.rows, NONE)).toHaveLength(202)
  expect(next.skew).toBe(8 * HOUR)
  expect(looked).toEqual([])
})
