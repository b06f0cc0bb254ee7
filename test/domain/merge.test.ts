import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { newestDelivered } from '~/domain/cursor'
import { byTime, EMPTY_LOG, type Log, merge } from '~/domain/merge'
import type { Delivered } from '~/domain/message'
import { aDelivered, aDocument, anId, HOUR, MINUTE, SKEW, T } from '~test/builders'
import { sampleRows } from '~test/support/samples'

const ids = ({ rows }: Log) => rows.map(({ id }) => id)
const of = (...documents: Record<string, unknown>[]) => documents.map((document) => aDelivered(document))

test('F38 messages stand in the order of their stamps, ties in the order of their ids', () => {
  const rows = of(...sampleRows('getMsgListByPageAndUserId'))
  const inOrder = [
    '5993a3f8db6684a0137cca0d',
    '5993a3f9db6684a0137cca0e',
    '5993a402db6684a0137cca0f',
    '5993a405db6684a0137cca10',
    '5993a406db6684a0137cca11',
    '5993a407db6684a0137cca12',
    '5993a4f93a9bc75c1cb2f64a',
    '5993a4fb3a9bc75c1cb2f64b',
    '5993a4fc3a9bc75c1cb2f64c',
    '5993a4fc3a9bc75c1cb2f64d',
    '5993a4fd3a9bc75c1cb2f64e',
    '5993a4fd3a9bc75c1cb2f64f',
  ]
  expect(ids(merge(EMPTY_LOG, rows))).toEqual(inOrder)
  // where the clock is known beforehand nothing but the ids tells tied rows apart
  const known = merge(EMPTY_LOG, rows.slice(0, 1))
  expect(ids(merge(known, rows.reverse()))).toEqual(inOrder)
})

test('merging what is known already returns the same log, so that nothing renders', () => {
  const rows = of(...sampleRows('getMsgListByPageAndUserId'))
  const log = merge(EMPTY_LOG, rows)
  expect(merge(log, of(...sampleRows('getMsgListByPageAndUserId')))).toBe(log)
  expect(merge(log, [])).toBe(log)
})

test('a new message leaves the others the very same objects', () => {
  const before = merge(EMPTY_LOG, of(aDocument(), aDocument({}, T + 1000)))
  const after = merge(before, of(aDocument({ content: '新' }, T + 2000)))
  expect(after.rows.slice(0, 2)).toEqual(before.rows)
  expect(after.rows[0]).toBe(before.rows[0])
  expect(after.rows[1]).toBe(before.rows[1])
})

test('F39 a late message with an older stamp takes its place in the middle', () => {
  const log = merge(EMPTY_LOG, of(aDocument({ content: 'a' }, T), aDocument({ content: 'c' }, T + 2000)))
  const later = merge(log, of(aDocument({ content: 'b' }, T + 1000)))
  expect(later.rows.map(({ raw }) => raw)).toEqual(['a', 'b', 'c'])
})

test('F33 of one message told twice the later update wins, and read never goes back to unread', () => {
  const old = aDocument({ content: '旧', update_at: new Date(T).toISOString() })
  const newer = aDocument({ content: '新', update_at: new Date(T + 1).toISOString() })
  const read = aDocument({
    content: '旧',
    status: 1,
    readtime: T + SKEW + 5,
    update_at: new Date(T).toISOString(),
  })
  const orders = [
    [old, newer, read],
    [read, newer, old],
    [newer, read, old],
  ]
  for (const order of orders) {
    const [row] = order.reduce<Log>((log, document) => merge(log, of(document)), EMPTY_LOG).rows
    expect(row).toMatchObject({ raw: '新', read: true, readAt: T + SKEW + 5 })
  }
})

test('a row that is given another stamp moves and stays one', () => {
  const log = merge(EMPTY_LOG, of(aDocument({ content: 'a' }, T), aDocument({ content: 'b' }, T + 1000)))
  const moved = aDocument(
    { content: 'a', sendtime: T + SKEW + 2000, update_at: new Date(T + SKEW + HOUR).toISOString() },
    T,
  )
  const after = merge(log, of(moved))
  expect(after.rows.map(({ raw }) => raw)).toEqual(['b', 'a'])
})

test('F36 a stamp from another year neither moves the cursor nor reorders the talk', () => {
  const log = merge(EMPTY_LOG, [
    aDelivered(aDocument({ content: 'a' }, T)),
    aDelivered(aDocument({ content: 'poisoned', sendtime: T + SKEW + 365 * 24 * HOUR }, T + 1000)),
    aDelivered(aDocument({ content: 'b' }, T + 2000)),
  ])
  expect(log.rows.map(({ raw }) => raw)).toEqual(['a', 'poisoned', 'b'])
  expect(log.rows[1]?.at).toBe(T + 1000)
  expect(newestDelivered(log)).toBe(T + SKEW + 2000)
})

test('a server whose clock is set right one day takes the cursor and the times along', () => {
  const ahead = Array.from({ length: 3 }, (_, i) => aDocument({ content: `旧${i}` }, T + i * MINUTE))
  const right = Array.from({ length: 4 }, (_, i) => {
    const at = T + (10 + i) * MINUTE
    return aDocument({ content: `新${i}`, sendtime: at }, at)
  })
  const log = merge(merge(EMPTY_LOG, of(...ahead)), of(...right))
  expect(log.skew).toBe(0)
  expect(log.rows.map(({ raw }) => raw)).toEqual(['旧0', '旧1', '旧2', '新0', '新1', '新2', '新3'])
  expect(log.rows.map(({ at }) => at)).toEqual([0, 1, 2, 10, 11, 12, 13].map((m) => T + m * MINUTE))
  expect(newestDelivered(log)).toBe(T + 13 * MINUTE)
})

test('a server’s word on the time of arrival replaces the device’s, the first stays else', () => {
  const undated = aDocument({ _id: 'x', sendtime: null, create_at: null })
  const device = merge(EMPTY_LOG, [aDelivered(undated, null)])
  const told = merge(device, [aDelivered(undated, T + HOUR)])
  expect(told.rows[0]?.at).toBe(T + HOUR)
  expect(merge(told, [aDelivered(undated, T + 2 * HOUR)])).toBe(told)
  expect(merge(told, [aDelivered(undated, null)])).toBe(told)
})

test('of two times of reading the later counts, in any order', () => {
  const readAt = (readtime: number) => aDelivered(aDocument({ status: 1, readtime }))
  for (const order of [
    [T, T + 5],
    [T + 5, T],
  ]) {
    expect(order.reduce<Log>((log, at) => merge(log, [readAt(at)]), EMPTY_LOG).rows[0]?.readAt).toBe(T + 5)
  }
})

test('of two versions of one time every field decides, so that the order of arrival does not', () => {
  const versions = [
    { busid: '7', bustype: 'ORDER_CHAT' },
    { busid: '8', bustype: 'ORDER_CHAT' },
    { voiceLength: 3, type: 'VOICE' },
    { voiceLength: 4, type: 'VOICE' },
    { create_at: new Date(T).toISOString() },
  ].map((fields) => aDelivered(aDocument(fields)))
  for (const one of versions) {
    for (const other of versions) {
      expect(merge(merge(EMPTY_LOG, [one]), [other])).toEqual(merge(merge(EMPTY_LOG, [other]), [one]))
    }
  }
})

test('a vote that moves keeps the rows that it does not concern', () => {
  const reused = (n: number) => aDocument({ sendtime: T + SKEW - 2 * MINUTE }, T + n * 1000, n)
  const first = merge(EMPTY_LOG, [aDelivered(reused(0)), aDelivered(reused(1))])
  const second = merge(first, [aDelivered(aDocument({}, T + 5000))])
  expect(second.skew).not.toBe(first.skew)
  const third = merge(second, [
    aDelivered(aDocument({ sendtime: T + 9000 }, T + 9000)),
    aDelivered(aDocument({}, T + 6000)),
  ])
  expect(third.skew).toBe(second.skew)
  expect(third.rows.filter((row) => second.rows.includes(row))).toHaveLength(second.rows.length)
})

test('after a correction of the clock the newest made count, however long the talk', () => {
  const ahead = Array.from({ length: 300 }, (_, i) => aDocument({}, T + i * 1000))
  const right = Array.from({ length: 60 }, (_, i) =>
    aDocument({ sendtime: T + (400 + i) * 1000 }, T + (400 + i) * 1000),
  )
  const batch = merge(EMPTY_LOG, of(...ahead, ...right))
  const oneByOne = [...ahead, ...right].reduce<Log>((log, document) => merge(log, of(document)), EMPTY_LOG)
  expect(batch.skew).toBe(0)
  expect(oneByOne).toEqual(batch)
})

/** Rows of few ids, stamps and versions, so that ties, repeats and conflicts are the rule. */
const aRow: fc.Arbitrary<Delivered> = fc
  .record({
    second: fc.integer({ min: 0, max: 5 }),
    n: fc.integer({ min: 0, max: 3 }),
    stamp: fc.oneof(
      fc.integer({ min: 0, max: 5 }).map((s) => T + SKEW + s * 1000),
      fc.constantFrom<unknown>(-1, T + SKEW + 400 * 24 * HOUR, 'kaputt'),
    ),
    content: fc.constantFrom('a', 'b', ''),
    read: fc.boolean(),
    updated: fc.integer({ min: 0, max: 2 }),
    oddId: fc.boolean(),
  })
  .map(({ second, n, stamp, content, read, updated, oddId }) =>
    aDelivered(
      aDocument({
        _id: oddId ? `row-${second}-${n}` : anId(T + second * 1000, n),
        sendtime: stamp,
        content,
        status: read ? 1 : 0,
        readtime: read ? T + SKEW + 9000 : -1,
        update_at: new Date(T + updated).toISOString(),
      }),
    ),
  )

test('F40 merging is a join: repeats, order and splits do not matter', () => {
  fc.assert(
    fc.property(
      fc.array(aRow, { maxLength: 25 }),
      fc.array(fc.nat(25), { maxLength: 5 }),
      fc.nat(),
      (rows, cuts, seed) => {
        const whole = merge(EMPTY_LOG, rows)
        const repeated = merge(whole, rows)
        expect(repeated).toBe(whole)

        const shuffled = [...rows].sort((a, b) => hash(a, seed) - hash(b, seed))
        let split = EMPTY_LOG
        const points = [0, ...[...cuts].sort((a, b) => a - b), rows.length]
        for (const [i, point] of points.entries())
          split = merge(split, shuffled.slice(points[i - 1] ?? 0, point))
        expect(split).toEqual(whole)
      },
    ),
    { numRuns: 500 },
  )
})

test('what is shown is sorted and has no id twice', () => {
  fc.assert(
    fc.property(fc.array(aRow, { maxLength: 25 }), (rows) => {
      const log = rows.reduce((log, row) => merge(log, [row]), EMPTY_LOG)
      expect(new Set(ids(log)).size).toBe(log.rows.length)
      expect([...log.rows].sort(byTime)).toEqual(log.rows)
    }),
    { numRuns: 300 },
  )
})

const hash = ({ id, raw }: Delivered, seed: number) => {
  let h = seed
  for (const char of id + raw) h = (h * 31 + (char.codePointAt(0) ?? 0)) | 0
  return h
}
