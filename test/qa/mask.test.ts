import {
  array,
  assert,
  constantFrom,
  property,
  record,
  string,
  stringMatching,
  uniqueArray,
} from 'fast-check'
import { expect, test } from 'vitest'
import type { Pair } from '~/domain/identity'
import { toDelivered } from '~/domain/message'
import { decode } from '~/kinds/index'
import { linksIn } from '~/lib/links'
import { maskRecording } from '~/qa/mask'
import { createTextMask } from '~/qa/maskText'
import { answerOf, parseRecording, recordingText } from '~/qa/recording'
import { parseBatch } from '~/wire/schema'
import { aRecording, anExchange } from './aRecording'

const ROW = {
  _id: '59940b27c9d1d51a2ab8d1a1',
  appid: 'JH',
  from: '200',
  fromrole: 'MEMBER',
  fromarea: '浙江 杭州',
  f_nickname: '林晓雨',
  f_avatar: 'https://img.shop.cn/u/200.jpg?x=1',
  to: '2',
  torole: 'SALER',
  t_nickname: '客服小周',
  t_avatar: '',
  type: 'TEXT',
  content: '在吗',
  status: 0,
  sendtime: 1502876643794,
  readtime: -1,
  create_at: '2017-08-16T17:44:03.794Z',
  bustype: 'ORDER_CHAT',
  busid: 'order-88123',
}
type Row = Record<string, unknown>

const maskedRows = (...rows: object[]): Row[] => {
  const { exchanges } = maskRecording(aRecording([anExchange({ json: { success: true, data: rows } })]))
  return exchanges.flatMap(({ json }) => (json as { data: Row[] }).data)
}
const maskedRow = (change: object = {}): Row => maskedRows({ ...ROW, ...change })[0] ?? {}

test('what a row says of people is masked, what the client goes by stays', () => {
  const row = maskedRow()
  expect(row).toEqual({
    ...ROW,
    from: '1001',
    to: '1002',
    fromarea: expect.stringMatching(/^\p{Script=Han}{2} \p{Script=Han}{2}$/u),
    f_nickname: '会员A',
    t_nickname: '客服B',
    f_avatar: '/mock-media/rotated.jpg?1',
    content: expect.stringMatching(/^\p{Script=Han}{2}$/u),
    busid: expect.stringMatching(/^[a-z]{5}-\d{5}$/),
  })
  expect(row['content']).not.toBe('在吗')
})

test('ids stay numbers and texts, and the same person the same, wherever they stand', () => {
  const exchange = anExchange({
    endpoint: 'sendMsg',
    body: { from: '200', to: '2' },
    json: { success: true, data: [{ ...ROW, from: 200, creator: 200, who: '200' }, { from: 'wx-anna' }] },
  })
  const [masked] = maskRecording(aRecording([exchange])).exchanges
  expect(masked?.query).toMatchObject({ from: '1001', to: '1002' })
  expect(masked?.body).toMatchObject({ from: '1001', to: '1002' })
  expect(masked?.json).toMatchObject({
    data: [{ from: 1001, to: '1002', creator: 1001, who: '1001' }, { from: 'user-1003' }],
  })
})

test.each([
  ['IMAGE', 'https://img.shop.cn/a/secret.PNG', /^\/mock-media\/strip\.png\?1$/],
  ['VOICE', '/voices/secret.amr', /^\/mock-media\/voice-4s\.amr\?1$/],
  ['voice', 'https://img.shop.cn/secret', /^\/mock-media\/voice-4s\.mp3\?1$/],
  ['IMAGE', '', /^$/],
  ['IMAGE', 'javascript:alert(1)', /^[a-z]{10}:[a-z]{5}\(\d\)$/],
])('media become samples of the mock: %s %s', (type, content, expected) => {
  expect(maskedRow({ type, content, f_avatar: '' })['content']).toMatch(expected)
})

test('a text keeps its length, its lines and the kinds of its characters', () => {
  const mask = createTextMask()
  const text = '你好，Anna 3件！\n👍🏽 привет'
  expect(mask(text)).toMatch(
    /^\p{Script=Han}{2}，[A-Z][a-z]{3} \d\p{Script=Han}！\n\p{Extended_Pictographic}🏽 \p{Script=Cyrillic}{6}$/u,
  )
  expect(mask(text)).toHaveLength(text.length)
  expect(mask('？？')).toBe('？？')
})

test('links stay links of other hosts', () => {
  const mask = createTextMask()
  const text = '看 https://item.taobao.com/x?id=12345&n=%E4%BD%A0。或 anna@shop.com，13812345678，www.shop.cn'
  const masked = mask(text)
  const links = linksIn(masked).flatMap(({ href }) => href ?? [])
  expect(links.map((href) => href.replace(/[a-z]{2,9}\.|\d{5,}/g, '~'))).toEqual([
    expect.stringMatching(/^https:\/\/.*test\/[a-z]\?[a-z]{2}=~&[a-z](?:=|%\d\d){4}$/),
    expect.stringMatching(/^mailto:[a-z]{4}@.*test$/),
    'tel:~',
    expect.stringMatching(/^http:\/\/.*test\/$/),
  ])
  expect(masked).toHaveLength(text.length)
  for (const part of ['taobao', 'shop', 'anna', '138', '12345']) expect(masked).not.toContain(part)
})

test('what the server has trimmed or escaped stays what was sent', () => {
  const mask = createTextMask()
  const sent = mask(' 5 < 6 & "ja"\n好 ')
  expect(mask('5 &lt; 6 &amp; &quot;ja&quot;\r\n好')).toBe(
    sent.trim().replace('&', '&amp;').replace('<', '&lt;').replace(/"/g, '&quot;').replace('\n', '\r\n'),
  )
})

test('a page stays a page, and what is cut stays cut; our own page is known again', () => {
  const texts = ['<html><title>张三</title>', '{"success":true,"data":[{"content":"在吗', '']
  const ours = '<html><meta content="jh-im-web"><b>x'
  const { exchanges } = maskRecording(aRecording([...texts, ours].map((text) => anExchange({ text }))))
  const masked = exchanges.map(answerOf)
  expect(masked.map((text) => text.length)).toEqual([...texts, ours].map((text) => text.length))
  expect(masked[0]).toMatch(/^<[a-z]{4}><[a-z]{5}>..<\/[a-z]{5}>$/)
  expect(() => JSON.parse(masked[1] ?? '') as unknown).toThrow(SyntaxError)
  expect(masked[3]).toContain('content="jh-im-web"')
  expect(masked.join('')).not.toMatch(/张三|在吗/)
})

test('numbers that may tell of somebody are masked, JSON inside a text is looked into', () => {
  const row = maskedRow({ content: 13812345678, mobile: 13812345678, rank: 7, at: 1502876643794 })
  expect(row).toMatchObject({ rank: 7, at: 1502876643794 })
  expect(row['content']).toBe(row['mobile'])
  expect(String(row['content'])).toMatch(/^\d{11}$/)
  expect(row['content']).not.toBe(13812345678)

  const json = { success: 'true', data: JSON.stringify([ROW]) }
  const text = answerOf(maskRecording(aRecording([anExchange({ json })])).exchanges[0] ?? anExchange())
  expect(text).not.toMatch(/林晓雨|在吗|200/)
  expect(text).toContain(ROW._id)
})

test('a masked recording is left alone', () => {
  const once = maskRecording(aRecording([anExchange({ json: { data: [ROW] } })]))
  expect(once.masked).toBe(true)
  expect(maskRecording(once)).toBe(once)
})

const secret = stringMatching(/^[a-z张王李赵在吗好的0-9 👍é]{4,12}$/u).filter((it) =>
  // the masks are of other characters
  /[张王李赵在吗好的]/u.test(it),
)
const person = stringMatching(/^(7[0-9]{8}|wx-[a-z]{6})$/)
const someRow = record({
  content: secret,
  f_nickname: secret,
  t_nickname: secret,
  busid: secret,
  fromarea: secret,
  from: person,
  to: person,
  f_avatar: person.map((id) => `https://img.shop.cn/${id}.jpg`),
  unheardOf: secret,
  nested: record({ deep: array(secret, { maxLength: 2 }), by: person }),
  type: constantFrom('TEXT', 'IMAGE', 'CARD'),
})

test('nothing that anybody said, is called or is known by survives, and what is there can be read', () => {
  assert(
    property(array(someRow, { minLength: 1, maxLength: 5 }), string(), (rows, raw) => {
      const recording = aRecording([
        anExchange({ json: { success: true, data: rows } }),
        anExchange({ query: { ...rows[0] }, body: { ...rows[0], lasttime: '0' }, json: {} }),
        anExchange({ text: `<p>${rows[0]?.content}</p>${raw}` }),
        anExchange({ text: JSON.stringify({ data: rows }).slice(0, -2) }),
      ])
      const masked = recordingText(maskRecording(recording))
      const told = rows.flatMap(
        ({ nested, from, to, content, f_nickname, t_nickname, busid, fromarea, unheardOf }) => [
          content,
          f_nickname,
          t_nickname,
          busid,
          fromarea,
          unheardOf,
          ...nested.deep,
          from,
          to,
          nested.by,
        ],
      )
      for (const secret of told) expect(masked).not.toContain(secret.trim())
      expect(masked).not.toContain('shop.cn')
      expect(parseRecording(masked).ok).toBe(true)
      expect(maskRecording(recording)).toEqual(maskRecording(recording))
    }),
    { seed: 20261130, numRuns: 100 },
  )
})

test('equal texts have one mask and different ones different masks, whatever they are', () => {
  assert(
    property(uniqueArray(string({ unit: 'grapheme', maxLength: 4 }), { maxLength: 60 }), (texts) => {
      const mask = createTextMask()
      const masked = texts.map(mask)
      expect(texts.map(mask)).toEqual(masked)
      const apart = new Set(texts.map((text) => text.normalize('NFC').trim()))
      expect(new Set(masked.map((text) => text.trim())).size).toBe(apart.size)
    }),
    { seed: 20261130, numRuns: 200 },
  )
})

test('the client reads the masked rows as it read the others', () => {
  const rows = [
    ROW,
    { ...ROW, _id: '' },
    { ...ROW, sendtime: '1502876643795' },
    'nonsense',
    { ...ROW, appid: 'X' },
  ]
  const read = (some: readonly unknown[], pair: Pair) => {
    const { messages, rejected } = parseBatch(some, null)
    const delivered = messages.map((wire) => toDelivered(wire, decode(wire), pair, { at: 0, trusted: false }))
    return { rejected, rows: delivered.map((row) => row && [row.id, row.mine, row.stamp, row.type]) }
  }
  const pair: Pair = { appid: 'JH', me: { id: '200', role: 'MEMBER' }, peer: { id: '2', role: 'SALER' } }
  const maskedPair = { ...pair, me: { ...pair.me, id: '1001' }, peer: { ...pair.peer, id: '1002' } }
  expect(read(maskedRows(...(rows as object[])), maskedPair)).toEqual(read(rows, pair))
})
