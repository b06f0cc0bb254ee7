import { describe, expect, test } from 'vitest'
import { EMPTY_LOG, merge } from '~/domain/merge'
import { knownBefore, NOTHING_KNOWN, type OutboxItem, type SendState, settle } from '~/domain/outbox'
import { aDelivered, aDocument, anId, anOwnDocument, MINUTE, SKEW, T } from '~test/builders'

const rowsOf = (...documents: Record<string, unknown>[]) =>
  merge(
    EMPTY_LOG,
    documents.map((document) => aDelivered(document)),
  ).rows

let n = 0
const anItem = (raw: string, state: SendState, before: OutboxItem['before'] = NOTHING_KNOWN): OutboxItem => ({
  localId: `local-${(n += 1)}`,
  type: 'TEXT',
  raw,
  content: { type: 'TEXT', text: raw },
  topic: null,
  sentAt: T + SKEW,
  at: T,
  mine: true,
  state,
  before,
})
const unknown: SendState = { phase: 'unknown' }
const none = new Map<string, string>()

test('an acknowledged message leaves the outbox when its row is delivered, whatever the row says', () => {
  const item = anItem('<b>', { phase: 'sent', id: anId(T) })
  const { outbox, claims } = settle([item], rowsOf(anOwnDocument({ content: '&lt;b&gt;' })), none)
  expect(outbox).toEqual([])
  expect(claims.get(anId(T))).toBe(item.localId)
})

test('a message of unknown fate is found by its text, after the white space of servers', () => {
  const item = anItem('一\n二 ', unknown)
  expect(settle([item], rowsOf(anOwnDocument({ content: '一\r\n二' })), none).outbox).toEqual([])
})

test('the other side’s equal text is not ours', () => {
  const item = anItem('你好', unknown)
  const outbox = [item]
  expect(settle(outbox, rowsOf(aDocument()), none).outbox).toBe(outbox)
})

test('an old identical message is never taken for the new one, also when scrolling up brings it in', () => {
  const rows = rowsOf(anOwnDocument({ content: '在吗' }), aDocument({}, T + MINUTE))
  const item = anItem('在吗', unknown, knownBefore(rows, { type: 'TEXT', raw: '在吗' }))
  const scrolledIn = rowsOf(
    anOwnDocument({ content: '在吗' }, T - 60 * MINUTE),
    anOwnDocument({ content: '在吗' }),
    aDocument({}, T + MINUTE),
  )
  expect(settle([item], scrolledIn, none).outbox).toEqual([item])
  const arrived = rowsOf(
    anOwnDocument({ content: '在吗' }),
    anOwnDocument({ content: '在吗' }, T + 2 * MINUTE),
  )
  expect(settle([item], arrived, none).claims.get(anId(T + 2 * MINUTE))).toBe(item.localId)
})

test('three equal texts claim three rows, oldest to oldest, none twice', () => {
  const items = [anItem('嗯', unknown), anItem('嗯', unknown), anItem('嗯', unknown)]
  const two = settle(
    items,
    rowsOf(anOwnDocument({ content: '嗯' }), anOwnDocument({ content: '嗯' }, T + 1000)),
    none,
  )
  expect(two.outbox).toEqual([items[2]])
  expect([...two.claims.values()]).toEqual([items[0]?.localId, items[1]?.localId])
  const again = settle(two.outbox, rowsOf(anOwnDocument({ content: '嗯' })), two.claims)
  expect(again.outbox).toBe(two.outbox)
})

test('a row that another item waits for by id is left to it', () => {
  const sent = anItem('嗯', { phase: 'sent', id: anId(T) })
  const lost = anItem('嗯', unknown)
  const { outbox } = settle([lost, sent], rowsOf(anOwnDocument({ content: '嗯' })), none)
  expect(outbox).toEqual([lost])
})

test('a row that comes before the acknowledgement settles a message that is still sending', () => {
  const item = anItem('快', { phase: 'sending' })
  expect(settle([item], rowsOf(anOwnDocument({ content: '快' })), none).outbox).toEqual([])
})

describe('where servers changed the text', () => {
  const rows = rowsOf(aDocument())
  const stripped = anOwnDocument({ content: '好' }, T + 1000)
  test('one unknown message and one new own row of its type belong together', () => {
    const item = anItem('好👍', unknown, knownBefore(rows, { type: 'TEXT', raw: '好👍' }))
    expect(settle([item], rowsOf(aDocument(), stripped), none).outbox).toEqual([])
  })
  test('two unknown messages are not guessed apart', () => {
    const before = knownBefore(rows, { type: 'TEXT', raw: '好👍' })
    const items = [anItem('好👍', unknown, before), anItem('好🎉', unknown, before)]
    expect(settle(items, rowsOf(aDocument(), stripped), none).outbox).toBe(items)
  })
  test('a message that is still sending is not taken for another tab’s', () => {
    const item = anItem('好👍', { phase: 'sending' }, knownBefore(rows, { type: 'TEXT', raw: '好👍' }))
    expect(settle([item], rowsOf(aDocument(), stripped), none).outbox).toEqual([item])
  })
})

test('what waits in the queue or was refused matches nothing', () => {
  const queued = anItem('嗯', { phase: 'queued' })
  const failed = anItem('嗯', { phase: 'failed', failure: { kind: 'refused', message: '' } })
  const outbox = [queued, failed]
  expect(settle(outbox, rowsOf(anOwnDocument({ content: '嗯' })), none).outbox).toBe(outbox)
})

test('without ObjectIds a row must not be older than the newest known stamp, but for late commits', () => {
  const known = rowsOf(aDocument({ _id: 'a' }))
  const before = knownBefore(known, { type: 'TEXT', raw: '嗯' })
  const old = anOwnDocument({ _id: 'b', content: '嗯', sendtime: T + SKEW - 4 * MINUTE })
  const late = anOwnDocument({ _id: 'c', content: '嗯', sendtime: T + SKEW - 2 * MINUTE })
  const item = anItem('嗯', unknown, before)
  expect(settle([item], rowsOf(aDocument({ _id: 'a' }), old), none).outbox).toEqual([item])
  expect(settle([item], rowsOf(aDocument({ _id: 'a' }), late), none).outbox).toEqual([])
})
