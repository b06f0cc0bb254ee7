import { expect, test } from 'vitest'
import { EMPTY_LOG, merge } from '~/domain/merge'
import { toDelivered } from '~/domain/message'
import { decode } from '~/kinds/index'
import { asRows, openEnvelope } from '~/wire/envelope'
import { parseBatch } from '~/wire/schema'
import { statusOf } from '~/wire/status'
import { aDocument, PAIR, T } from '~test/builders'

/** What an answer makes of a conversation, from its text to the log. */
function logOf(answer: string) {
  const batch = parseBatch(asRows(openEnvelope(answer)), null)
  const arrival = { at: T, trusted: true }
  return merge(
    EMPTY_LOG,
    batch.messages.flatMap((wire) => toDelivered(wire, decode(wire), PAIR, arrival) ?? []),
  )
}
const answerOf = (...rows: unknown[]) => JSON.stringify({ success: true, data: rows })

test('F32 ids that are names of the language are ids like others', () => {
  const odd = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'valueOf']
  const answer = answerOf(...odd.map((_id, i) => aDocument({ _id, content: _id }, T + i * 1000)))
  const log = logOf(answer)
  expect(log.rows.map(({ id, raw }) => [id, raw])).toEqual(odd.map((name) => [name, name]))
  expect(merge(log, log.rows)).toBe(log)
})

test('F43 what a message does not tell has its none', () => {
  const [row] = logOf(answerOf({ _id: 'a', from: '2', to: '200', type: 'VOICE', content: '/a.mp3' })).rows
  expect(row).toMatchObject({
    topic: null,
    author: { nickname: '', avatar: '', area: '' },
    content: { type: 'VOICE', seconds: null },
  })
})

test('F52 fields and rows that nest ten thousand deep cost only themselves', () => {
  const deep = '['.repeat(10_000) + ']'.repeat(10_000)
  const withDeep = (name: string) =>
    JSON.stringify(aDocument({ _id: name, [name]: 'deep' })).replace('"deep"', deep)
  const fields = ['content', 'f_nickname', 'sendtime', 'create_at', 'type'].map(withDeep)
  const parties = ['_id', 'from', 'to'].map(withDeep)
  const good = JSON.stringify(aDocument({ _id: 'good' }))
  const log = logOf(`{"success":true,"data":[${[...fields, ...parties, deep, good].join(',')}]}`)
  expect(log.rows.map(({ id }) => id).sort()).toEqual([
    'content',
    'create_at',
    'f_nickname',
    'good',
    'sendtime',
    'type',
  ])
})

const HERE = { userid: '200', userrole: 'MEMBER', isonline: 1, hearttime: T }

test.each([
  ['a list', [HERE]],
  ['a lone object', HERE],
  ['the spelling of the documentation', { ...HERE, hearttime: undefined, heartime: T }],
  ['texts for numbers', [{ ...HERE, userid: 200, isonline: '1', hearttime: String(T) }]],
  ['a true and no names', [{ isonline: true, hearttime: T }]],
  ['several devices', [{ ...HERE, isonline: 0, hearttime: T + 1 }, HERE, { ...HERE, hearttime: T - 1 }]],
  ['others beside it', [{ ...HERE, userid: '999', isonline: 0 }, null, 'x', HERE]],
])('F49 a status is read from %s', (_, data) => {
  const rows = asRows(openEnvelope(JSON.stringify({ success: true, data })))
  expect(statusOf(rows, '200', 'MEMBER')).toEqual({ isOnline: true, heartAt: T, ahead: null })
})

test.each([
  ['nobody', []],
  ['nothing', null],
  ['somebody else', [{ ...HERE, userid: '999' }]],
  ['the other role of the same id', [{ ...HERE, userrole: 'SALER' }]],
])('F49 %s is no status', (_, data) => {
  const rows = asRows(openEnvelope(JSON.stringify({ success: true, data })))
  expect(statusOf(rows, '200', 'MEMBER')).toBeNull()
})

test.each([
  ['0', 'none', T],
  [null, 'none', null],
  [1, 'an impossible time', 1e25],
])('F49 an isonline of %j with %s as heartbeat never throws', (isonline, _, hearttime) => {
  const status = statusOf([{ ...HERE, isonline, hearttime }], '200', 'MEMBER')
  expect(status?.isOnline).toBe(isonline === 1)
})
