import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseBatch, parseMessage } from '~/wire/schema'
import { aDocument, anId, SKEW, T } from '~test/builders'
import { sampleRows } from '~test/support/samples'

const parsed = (fields: Record<string, unknown>) => parseMessage(aDocument(fields))

test('the documented messages are understood', () => {
  const batch = parseBatch(sampleRows('getMsgListByPageAndUserId'), null)
  expect(batch).toMatchObject({ rejected: 0, rows: 12 })
  expect(batch.messages[0]).toMatchObject({
    _id: '5993a4fd3a9bc75c1cb2f64f',
    from: '200',
    fromrole: 'MEMBER',
    f_nickname: 'LAUFEN',
    type: 'TEXT',
    status: 0,
    sendtime: 1502877053329,
    readtime: -1,
    voiceLength: -1,
    bustype: '',
  })
})

test.each([null, 'row', 7, [], [aDocument()], {}, true])(
  'F31 a row that is %j is dropped and counted, the others stay',
  (bad) => {
    const batch = parseBatch([aDocument(), bad, aDocument({}, T + 1000)], null)
    expect(batch).toMatchObject({ rejected: 1, rows: 3 })
    expect(batch.messages).toHaveLength(2)
  },
)

describe('an id', () => {
  test('F32 may be wrapped, a number or an odd word', () => {
    expect(parsed({ _id: { $oid: anId(T) } })?._id).toBe(anId(T))
    expect(parsed({ _id: 7 })?._id).toBe('7')
    expect(parsed({ _id: '__proto__' })?._id).toBe('__proto__')
  })
  test.each([undefined, null, '', {}, 'x'.repeat(10_000)])('F32 that is %j makes the row unusable', (_id) => {
    expect(parsed({ _id })).toBeNull()
  })
})

describe('sendtime', () => {
  const sendtime = (value: unknown) => parsed({ sendtime: value })?.sendtime
  test('F34 is 13 digits, as a number or a text', () => {
    expect(sendtime(1502877055334)).toBe(1502877055334)
    expect(sendtime('1502877055334')).toBe(1502877055334)
  })
  test.each([
    'NaN',
    NaN,
    null,
    undefined,
    -1,
    0,
    1e25,
    1502877055334.5,
    '',
    'soon',
    '2017-08-16T09:50:55Z',
    {},
    [],
    true,
  ])('F35 that is %j is none', (value) => expect(sendtime(value)).toBe(-1))
  test('F35 in seconds is taken only if the ObjectId is of that time', () => {
    const seconds = Math.floor((T + SKEW) / 1000)
    expect(sendtime(seconds)).toBe(seconds * 1000)
    expect(parsed({ sendtime: seconds, _id: 'made-up' })?.sendtime).toBe(-1)
  })
})

describe('other fields', () => {
  test('have their none where they are missing', () => {
    const bare = parseMessage({ _id: 'a', from: 1, to: '2' })
    expect(bare).toMatchObject({
      from: '1',
      type: '',
      content: '',
      status: 0,
      sendtime: -1,
      f_nickname: '',
      create_at: -1,
    })
  })
  test('F42 kinds and roles are known in any case, unknown roles are none', () => {
    expect(parsed({ type: ' text ', fromrole: 'saler', torole: 'ADMIN' })).toMatchObject({
      type: 'TEXT',
      fromrole: 'SALER',
      torole: '',
    })
  })
  test('F44 an unknown status is unread', () => {
    expect(
      [parsed({ status: '1' }), parsed({ status: 2 }), parsed({ status: null })].map((m) => m?.status),
    ).toEqual([1, 0, 0])
  })
  test.each([0, -1, null, 'soon', 1e25])('F44 a readtime of %j is none', (readtime) =>
    expect(parsed({ status: 1, readtime })?.readtime).toBe(-1),
  )
  test('null content is empty content', () => expect(parsed({ content: null })?.content).toBe(''))
})

test('F77 an attacker’s prototype does not come along', () => {
  const row: unknown = JSON.parse(
    JSON.stringify(aDocument()).replace('{', '{"__proto__":{"polluted":1},"constructor":{"x":1},'),
  )
  const message = parseMessage(row)
  expect(message).not.toBeNull()
  expect(Object.getPrototypeOf(message)).toBe(Object.prototype)
  expect(message).not.toHaveProperty('polluted')
  expect(Object.keys(message ?? {})).not.toContain('constructor')
})

test('whatever JSON the server sends, parsing does not throw and keeps the good rows', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), (junk) => {
      const batch = parseBatch([...junk, aDocument()], null)
      expect(batch.messages.some(({ _id }) => _id === anId(T))).toBe(true)
      expect(batch.messages.length + batch.rejected).toBe(junk.length + 1)
    }),
  )
})
