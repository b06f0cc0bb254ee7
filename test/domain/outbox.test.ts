import { describe, expect, test } from 'vitest'
import { EMPTY_LOG, merge } from '~/domain/merge'
import { knownBefore } from '~/domain/matching'
import { finish, settle } from '~/domain/outbox'
import { NOTHING_KNOWN, type OutboxItem, type SendState } from '~/domain/outboxItem'
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
  file: null,
  state,
  before,
  echo: null,
})
const NOW = { at: T, trusted: true }
const unknown: SendState = { phase: 'unknown', since: 0, sweeps: 0 }
const none = new Map<string, string>()

test('an acknowledged message leaves the outbox when its row is delivered, whatever the row says', () => {
  const item = anItem('<b>', { phase: 'sent', id: anId(T) })
  const { outbox, claims } = settle([item], rowsOf(anOwnDocument({ content: '&lt;b&gt;' })), none)
  expect(outbox).toEqual([])
  expect(claims.get(anId(T))).toBe(item.localId)
})

test('F57 a message of unknown fate is found by its text, after the white space of servers', () => {
  const item = anItem('一\n二 ', unknown)
  const other = anItem('别的', unknown)
  expect(settle([item, other], rowsOf(anOwnDocument({ content: '一\r\n二' })), none).outbox).toMatchObject([
    { localId: other.localId },
  ])
})

test('the other side’s equal text is not ours', () => {
  const item = anItem('你好', unknown)
  const outbox = [item]
  expect(settle(outbox, rowsOf(aDocument()), none).outbox).toBe(outbox)
})

test('an old identical message is never taken for the new one, also when scrolling up brings it in', () => {
  const rows = rowsOf(anOwnDocument({ content: '在吗' }), aDocument({}, T + MINUTE))
  const item = anItem('在吗', unknown, knownBefore(rows, { type: 'TEXT', raw: '在吗' }, NOW))
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

test('F56 three equal texts claim three rows, oldest to oldest, none twice', () => {
  const items = [anItem('嗯', unknown), anItem('嗯', unknown), anItem('嗯', unknown)]
  const two = settle(
    items,
    rowsOf(anOwnDocument({ content: '嗯' }), anOwnDocument({ content: '嗯' }, T + 1000)),
    none,
  )
  expect(two.outbox.map(({ localId }) => localId)).toEqual([items[2]?.localId])
  expect([...two.claims.values()]).toEqual([items[0]?.localId, items[1]?.localId])
  const again = settle(two.outbox, rowsOf(anOwnDocument({ content: '嗯' })), two.claims)
  expect(again.outbox).toBe(two.outbox)
})

test('F56 of two equal texts the one whose row comes first leaves the other its own', () => {
  const text = { type: 'TEXT', raw: '嗯' }
  const early = rowsOf(aDocument())
  const late = rowsOf(aDocument(), aDocument({}, T + MINUTE))
  const items = [
    anItem('嗯', unknown, knownBefore(early, text, NOW)),
    anItem('嗯', unknown, knownBefore(late, text, NOW)),
  ]
  // a border between pages: the second row is delivered before the first
  const second = rowsOf(anOwnDocument({ content: '嗯' }, T + MINUTE + 1000))
  const first = rowsOf(anOwnDocument({ content: '嗯' }, T + 1000))
  const one = settle(items, second, none)
  expect(one.outbox.map(({ localId }) => localId)).toEqual([items[0]?.localId])
  expect(settle(one.outbox, [...first, ...second], one.claims).outbox).toEqual([])
  // both at once: in the order in which they were written
  const both = settle(
    items,
    rowsOf(anOwnDocument({ content: '嗯' }, T + MINUTE), anOwnDocument({ content: '嗯' }, T + MINUTE + 1000)),
    none,
  )
  expect(both.claims.get(anId(T + MINUTE))).toBe(items[0]?.localId)
  expect(both.claims.get(anId(T + MINUTE + 1000))).toBe(items[1]?.localId)
})

test('F56 of two equal texts the later one takes the row that comes first, too, where only stamps tell their order', () => {
  const text = { type: 'TEXT', raw: '嗯' }
  const untold = { at: T, trusted: false }
  const early = rowsOf(aDocument({ _id: 'a' }))
  const late = rowsOf(aDocument({ _id: 'a' }), aDocument({ _id: 'b' }, T + 10 * MINUTE))
  const items = [
    anItem('嗯', unknown, knownBefore(early, text, untold)),
    anItem('嗯', unknown, knownBefore(late, text, untold)),
  ]
  const second = rowsOf(anOwnDocument({ _id: 'd', content: '嗯' }, T + 10 * MINUTE + 1000))
  const first = rowsOf(anOwnDocument({ _id: 'c', content: '嗯' }, T + 1000))
  const one = settle(items, second, none)
  expect(one.outbox.map(({ localId }) => localId)).toEqual([items[0]?.localId])
  expect(settle(one.outbox, [...first, ...second], one.claims).outbox).toEqual([])
})

test('a row that another item waits for by id is left to it', () => {
  const sent = anItem('嗯', { phase: 'sent', id: anId(T) })
  const lost = anItem('嗯', unknown)
  const { outbox } = settle([lost, sent], rowsOf(anOwnDocument({ content: '嗯' })), none)
  expect(outbox).toMatchObject([{ localId: lost.localId, state: unknown }])
  // nor is it taken for its own after a reload, when nobody knows any more whose it was
  expect(outbox[0]?.before.ids).toEqual([anId(T)])
})

describe('a row that comes while the POST is under way', () => {
  const item = anItem('快', { phase: 'sending' })
  const rows = rowsOf(anOwnDocument({ content: '快' }))
  const settled = settle([item], rows, none)

  test('is shown as the message, which keeps its place in the queue', () => {
    expect(settled.outbox).toEqual([{ ...item, echo: anId(T) }])
    expect(settled.claims.get(anId(T))).toBe(item.localId)
    expect(settle(settled.outbox, rows, settled.claims).outbox).toBe(settled.outbox)
  })
  test.each<[string, SendState]>([
    ['is acknowledged as that row', { phase: 'sent', id: anId(T) }],
    ['is not answered', { phase: 'unknown', since: 0, sweeps: 0 }],
  ])('is the message for good if it %s', (_, state) => {
    const end = finish(settled, item.localId, { state })
    expect(end.outbox).toEqual([])
    expect(end.claims).toBe(settled.claims)
  })
  test.each<[string, SendState]>([
    ['is acknowledged as another one', { phase: 'sent', id: anId(T, 7) }],
    ['is refused', { phase: 'failed', failure: { kind: 'refused', message: '' } }],
  ])('is given back if it %s', (_, state) => {
    const end = finish(settled, item.localId, { state })
    expect(end.outbox).toEqual([{ ...item, state, echo: null }])
    expect(end.claims.size).toBe(0)
  })
})

test('a row that is given back is free for the one before', () => {
  const lost = anItem('嗯', unknown, { ...NOTHING_KNOWN, since: T })
  const second = anItem('嗯', { phase: 'sending' }, { ...NOTHING_KNOWN, since: T + 100 })
  const first = rowsOf(anOwnDocument({ content: '嗯' }))
  const taken = settle([lost, second], first, none)
  expect(taken.outbox).toMatchObject([{ echo: null }, { echo: anId(T) }])
  const { outbox, claims } = finish(taken, second.localId, { state: { phase: 'sent', id: anId(T, 7) } })
  expect(settle(outbox, first, claims).claims.get(anId(T))).toBe(lost.localId)
  // one that stays with it is not the other's any more, after a reload either
  const kept = finish(taken, second.localId, { state: unknown })
  expect(kept.outbox).toMatchObject([{ localId: lost.localId, before: { ids: [anId(T)] } }])
})

test('what was written later is lifted above what was delivered, unless the server told its place', () => {
  const items = [
    anItem('一', unknown),
    anItem('二', { phase: 'queued' }),
    anItem('三', { phase: 'sent', id: 'x' }),
  ]
  const { outbox } = settle(items, rowsOf(anOwnDocument({ content: '一' }, T + 5000)), none)
  expect(outbox.map(({ sentAt, at }) => [sentAt, at])).toEqual([
    [T + SKEW + 5000, T + 5000],
    [T + SKEW, T],
  ])
})

test('ids that are made up neither block nor open the way', () => {
  const late = anOwnDocument({ _id: 'ffffffffffffffffffffffff', content: '嗯', sendtime: T + SKEW })
  const rows = rowsOf(aDocument(), late)
  expect(knownBefore(rows, { type: 'TEXT', raw: 'x' }, NOW).since).toBe(T)
  const early = anOwnDocument({ _id: '000000000000000000000009', content: '嗯', sendtime: T + SKEW + 1000 })
  const item = anItem('嗯', unknown, knownBefore(rowsOf(aDocument()), { type: 'TEXT', raw: '嗯' }, NOW))
  expect(settle([item], rowsOf(aDocument(), early), none).outbox).toEqual([])
})

test('in a conversation without messages the time of the POST keeps old ones away', () => {
  const before = knownBefore([], { type: 'TEXT', raw: '嗯' }, NOW)
  expect(before).toEqual({ ids: [], since: T, newestStamp: 0, oldestStamp: 0 })
  const item = anItem('嗯', unknown, before)
  expect(settle([item], rowsOf(anOwnDocument({ content: '嗯' }, T - MINUTE)), none).outbox).toEqual([item])
  // servers have more than one machine's clock
  expect(settle([item], rowsOf(anOwnDocument({ content: '嗯' }, T - 4000)), none).outbox).toEqual([])
})

test('an old own row that no poll has brought is not taken for a new message: the time of the POST keeps it away', () => {
  const theirs = aDocument({}, T - 5 * MINUTE)
  const old = anOwnDocument({ content: '嗯' }, T - 4 * MINUTE)
  const ours = anOwnDocument({ content: '嗯' }, T + 1000, 1)
  const known = (trusted: boolean) =>
    knownBefore(rowsOf(theirs), { type: 'TEXT', raw: '嗯' }, { at: T, trusted })
  const item = anItem('嗯', unknown, known(true))
  expect(settle([item], rowsOf(theirs, old), none).outbox).toEqual([item])
  expect(settle([item], rowsOf(theirs, old, ours), none).outbox).toEqual([])
  // a device's own idea of the time is no measure
  const untrusted = anItem('嗯', unknown, known(false))
  expect(settle([untrusted], rowsOf(theirs, ours), none).outbox).toEqual([])
  expect(known(false).since).toBe(T - 5 * MINUTE)
  // where own rows come the newest one tells, whatever the clock of the machine that answers
  const both = rowsOf(theirs, anOwnDocument({ content: '早' }, T - 4 * MINUTE))
  expect(knownBefore(both, { type: 'TEXT', raw: '嗯' }, NOW).since).toBe(T - 4 * MINUTE)
})

test('another topic or another kind is another message', () => {
  const item = anItem('嗯', unknown)
  const order = anOwnDocument({ content: '嗯', bustype: 'ORDER_CHAT', busid: '7' })
  const image = anOwnDocument({ content: '嗯', type: 'IMAGE' })
  for (const document of [order, image]) expect(settle([item], rowsOf(document), none).outbox).toEqual([item])
  const same = { ...item, topic: { type: 'ORDER_CHAT', id: '7' } }
  expect(settle([same], rowsOf(order), none).outbox).toEqual([])
})

test('composed and decomposed letters are the same text', () => {
  expect(
    settle([anItem('e\u0301', unknown)], rowsOf(anOwnDocument({ content: '\u00e9' })), none).outbox,
  ).toEqual([])
})

test('poisoned rows are no measure of what was known', () => {
  const poisoned = aDocument({ sendtime: T + SKEW + 6 * MINUTE }, T)
  const known = knownBefore(
    rowsOf(aDocument({}, T - MINUTE), aDocument({}, T - MINUTE, 1), poisoned),
    { type: 'TEXT', raw: '' },
    NOW,
  )
  expect(known).toMatchObject({ since: T - MINUTE, newestStamp: T - MINUTE + SKEW })
})

describe('where servers changed the text', () => {
  const rows = rowsOf(aDocument())
  const stripped = anOwnDocument({ content: '好' }, T + 1000)
  test('F57 one unknown message and one new own row of its type belong together', () => {
    const item = anItem('好👍', unknown, knownBefore(rows, { type: 'TEXT', raw: '好👍' }, NOW))
    expect(settle([item], rowsOf(aDocument(), stripped), none).outbox).toEqual([])
  })
  test('two unknown messages are not guessed apart', () => {
    const before = knownBefore(rows, { type: 'TEXT', raw: '好👍' }, NOW)
    const items = [anItem('好👍', unknown, before), anItem('好🎉', unknown, before)]
    expect(settle(items, rowsOf(aDocument(), stripped), none).outbox).toBe(items)
  })
  test('one message is not guessed among two new rows', () => {
    const item = anItem('好👍', unknown, knownBefore(rows, { type: 'TEXT', raw: '好👍' }, NOW))
    const two = rowsOf(aDocument(), stripped, anOwnDocument({ content: '别的' }, T + 2000))
    expect(settle([item], two, none).outbox).toEqual([item])
  })
  test('a message that never arrived does not take the row of one that is still sending', () => {
    const before = knownBefore(rows, { type: 'TEXT', raw: '好👍' }, NOW)
    const items = [anItem('早', unknown, before), anItem('好👍', { phase: 'sending' }, before)]
    expect(settle(items, rowsOf(aDocument(), stripped), none).outbox).toBe(items)
  })
  test('a message that is still sending is not taken for another tab’s', () => {
    const item = anItem('好👍', { phase: 'sending' }, knownBefore(rows, { type: 'TEXT', raw: '好👍' }, NOW))
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
  const before = knownBefore(known, { type: 'TEXT', raw: '嗯' }, { at: T, trusted: false })
  const old = anOwnDocument({ _id: 'b', content: '嗯', sendtime: T + SKEW - 4 * MINUTE })
  const late = anOwnDocument({ _id: 'c', content: '嗯', sendtime: T + SKEW - 2 * MINUTE })
  const item = anItem('嗯', unknown, before)
  expect(settle([item], rowsOf(aDocument({ _id: 'a' }), old), none).outbox).toEqual([item])
  expect(settle([item], rowsOf(aDocument({ _id: 'a' }), late), none).outbox).toEqual([])
})

test('a row that became one message, here or in another tab, becomes no other one of the same text', () => {
  const item = anItem('好的', unknown)
  const outbox = [item]
  const claims = new Map([[anId(T), 'another']])
  expect(settle(outbox, rowsOf(anOwnDocument({ content: '好的' })), claims)).toEqual({ outbox, claims })
})
