import { describe, expect, test } from 'vitest'
import { byUrgency, inHeldOrder, type Ranked } from '~/domain/desk/order'
import { type Known, newestRow, NO_SUMMARY, summaryOf } from '~/domain/desk/summary'
import { spanOf, waitOf } from '~/domain/desk/waiting'
import { EMPTY_LOG, merge } from '~/domain/merge'
import { NOTHING_KNOWN, type OutboxItem, type SendState } from '~/domain/outboxItem'
import { aDelivered, aDocument, anOwnDocument, MINUTE, SKEW, T } from '~test/builders'

const logOf = (...documents: Record<string, unknown>[]) =>
  merge(
    EMPTY_LOG,
    documents.map((document) => aDelivered(document)),
  )
const onItsWay = (at: number, state: SendState = { phase: 'sending' }): OutboxItem => ({
  localId: `own ${at}`,
  type: 'TEXT',
  raw: '好的',
  content: { type: 'TEXT', text: '好的' },
  topic: null,
  sentAt: at + SKEW,
  at,
  mine: true,
  file: null,
  state,
  before: NOTHING_KNOWN,
  echo: null,
})
const known = (fields: Partial<Known>): Known => ({
  opened: true,
  log: EMPTY_LOG,
  outbox: [],
  seen: new Set(),
  presence: 'unknown',
  ...fields,
})
const FAILED: SendState = { phase: 'failed', failure: { kind: 'unconfirmed' } }

describe('what a row tells', () => {
  const log = logOf(
    aDocument({ content: '旧', status: 1 }, T),
    anOwnDocument({}, T + MINUTE),
    aDocument({ content: '在吗' }, T + 2 * MINUTE),
    aDocument({ content: '图呢' }, T + 3 * MINUTE),
  )

  test('is the newest message, what is unread, and since when somebody waits', () => {
    expect(summaryOf(known({ log }))).toMatchObject({
      newest: { raw: '图呢' },
      unread: 2,
      waitingSince: T + 2 * MINUTE,
      trouble: false,
    })
    const seen = new Set(log.rows.map(({ id }) => id))
    expect(summaryOf(known({ log, seen })).unread).toBe(0)
  })
  test('is the same object as long as it says the same, so that nothing is drawn', () => {
    const before = summaryOf(known({ log }))
    expect(summaryOf(known({ log, seen: new Set(['another']) }), before)).toBe(before)
    expect(summaryOf(known({ opened: false }))).toBe(NO_SUMMARY)
  })
  test('is an answer that is on its way: nobody waits any more; one that failed is none', () => {
    const outbox = [onItsWay(T + 4 * MINUTE)]
    expect(summaryOf(known({ log, outbox }))).toMatchObject({ newest: { raw: '好的' }, waitingSince: null })
    const failed = summaryOf(known({ log, outbox: [onItsWay(T + 4 * MINUTE, FAILED)] }))
    expect(failed).toMatchObject({ waitingSince: T + 2 * MINUTE, trouble: true })
  })
  test('is what the member wrote after an answer that still waits', () => {
    const outbox = [onItsWay(T + 2.5 * MINUTE)]
    expect(summaryOf(known({ log, outbox }))).toMatchObject({
      newest: { raw: '图呢' },
      waitingSince: T + 3 * MINUTE,
    })
  })
  test('the newest of each side is found apart', () => {
    expect([true, false].map((mine) => newestRow(log, mine)?.at)).toEqual([T + MINUTE, T + 3 * MINUTE])
    expect(newestRow(EMPTY_LOG, true)).toBeNull()
  })
})

describe('the order', () => {
  const ranked = (id: string, fields: Partial<Ranked> = {}): Ranked => ({
    id,
    pinned: false,
    waitingSince: null,
    newestAt: null,
    ...fields,
  })
  test('pinned ones, who has waited longest, who wrote last, and the rest by their numbers', () => {
    const rows = [
      ranked('b'),
      ranked('a'),
      ranked('recent', { newestAt: T }),
      ranked('older', { newestAt: T - MINUTE }),
      ranked('short', { waitingSince: T, newestAt: T }),
      ranked('long', { waitingSince: T - MINUTE, newestAt: T - MINUTE }),
      ranked('pinned', { pinned: true }),
    ]
    expect(rows.sort(byUrgency).map(({ id }) => id)).toEqual([
      'pinned',
      'long',
      'short',
      'recent',
      'older',
      'a',
      'b',
    ])
  })
  test('one that is held stays, without those who are gone, and the new ones below', () => {
    const rows = [ranked('new'), ranked('a'), ranked('b')]
    expect(inHeldOrder(rows, ['b', 'gone', 'a']).map(({ id }) => id)).toEqual(['b', 'a', 'new'])
  })
})

test('a wait shows after two minutes, alarms after five, and is told in whole units', () => {
  const after = (ms: number) => waitOf(T - ms, T)
  expect([
    after(0),
    after(2 * MINUTE - 1),
    after(2 * MINUTE),
    after(5 * MINUTE - 1),
    after(5 * MINUTE),
  ]).toEqual(['short', 'short', 'soon', 'soon', 'late'])
  expect(waitOf(null, T)).toBe('none')
  expect([0, 59, 60, 24 * 60 - 1, 24 * 60].map((minutes) => spanOf(minutes * MINUTE))).toEqual([
    { unit: 'minute', count: 0 },
    { unit: 'minute', count: 59 },
    { unit: 'hour', count: 1 },
    { unit: 'hour', count: 23 },
    { unit: 'day', count: 1 },
  ])
  // a clock that was set back counts nobody's wait below nothing
  expect(spanOf(-MINUTE).count).toBe(0)
})
