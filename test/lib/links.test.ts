import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isFewEmoji } from '~/lib/emoji'
import { linksIn } from '~/lib/links'

const hrefs = (text: string) =>
  linksIn(text).flatMap(({ text: shown, href }) => (href === null ? [] : [[shown, href]]))

describe('a link is found', () => {
  test.each([
    ['见https://a.com/b，谢谢', 'https://a.com/b', 'https://a.com/b'],
    ['(https://a.com/b_(c)).', 'https://a.com/b_(c)', 'https://a.com/b_(c)'],
    ['HTTPS://A.com/X?y=1&z=[2]#3', 'HTTPS://A.com/X?y=1&z=[2]#3', 'https://a.com/X?y=1&z=[2]#3'],
    ['去 www.example.com 看', 'www.example.com', 'http://www.example.com/'],
    ['写信 a.b+c@mail.example.com。', 'a.b+c@mail.example.com', 'mailto:a.b+c@mail.example.com'],
    ['mailto:x@y.cn', 'mailto:x@y.cn', 'mailto:x@y.cn'],
    ['电话13800138000，谢谢', '13800138000', 'tel:13800138000'],
    ['tel:+86 21-5555 0000 转', 'tel:+86 21-5555 0000', 'tel:+862155550000'],
    ['http://localhost:8080/x', 'http://localhost:8080/x', 'http://localhost:8080/x'],
    ['https://a.com/wait...', 'https://a.com/wait', 'https://a.com/wait'],
  ])('in %s', (text, shown, href) => expect(hrefs(text)).toEqual([[shown, href]]))

  test('each of several, with the text between them', () => {
    expect(linksIn('a https://b.cn c@d.cn e').map(({ text }) => text)).toEqual([
      'a ',
      'https://b.cn',
      ' ',
      'c@d.cn',
      ' e',
    ])
  })
})

describe('no link is made', () => {
  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    '\u0001javascript:alert(1)',
    'java\nscript:alert(1)',
    'vbscript:x',
    'weixin://dl/scan',
    '//evil.com/x',
    'https:\\\\evil.com',
    'data:text/html,<script>',
    'file:///etc/passwd',
  ])('F70 of %j', (text) => expect(hrefs(text)).toEqual([]))

  test.each([
    'https://bank.com@evil.com/',
    'https://user:word@evil.com/',
    'https://bank%2ecom.evil.com/',
    'https://%65vil.com/',
    'https:///evil.com/',
    'http://1.1/',
    'http://0x7f.1/',
    'https://аррӏе.com/',
  ])('F75 of %s, which leads elsewhere than one reads', (text) => expect(hrefs(text)).toEqual([]))

  test.each([
    'https://',
    'https://host',
    'xhttps://a.com',
    'a@b',
    '@example.com',
    '订单号 113800138000',
    '138001380001',
    '1.13800138000',
    'tel:12',
    '第1点。2.3.4',
  ])('of %s', (text) => expect(hrefs(text)).toEqual([]))
})

test('F70 nothing of a text is lost, and links lead to the web, a mailbox or a telephone only', () => {
  const part = fc.constantFrom(
    'https://',
    'www.',
    '@',
    'a.b',
    '(',
    ')',
    '.',
    '，',
    ' ',
    'mailto:',
    'tel:',
    '13800138000',
    'javascript:',
    '\n',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(part, fc.string()), { maxLength: 30 }), (parts) => {
      const text = parts.join('')
      const pieces = linksIn(text)
      expect(pieces.map((piece) => piece.text).join('')).toBe(text)
      const foreign = pieces.filter(
        ({ href }) => href !== null && !/^(https?:\/\/[^/@]+(\/|$)|mailto:|tel:)/.test(href),
      )
      expect(foreign).toEqual([])
    }),
  )
})

/** How many characters are looked at, one by one, until the links of a text are found. */
function looksAt(text: string): number {
  const original = Object.getOwnPropertyDescriptor(String.prototype, 'charAt') ?? {}
  let looks = 0
  const counting = function (this: string, at: number) {
    looks += 1
    return this[at] ?? ''
  }
  // a spy would keep millions of calls
  Reflect.defineProperty(String.prototype, 'charAt', { ...original, value: counting })
  try {
    linksIn(text)
  } finally {
    Reflect.defineProperty(String.prototype, 'charAt', original)
  }
  return looks
}

const BOMBS = [
  'a@',
  'a.',
  'https://',
  '(',
  'www.',
  'a',
  'https://a.com/(',
  'http://a.a.a',
  '1380013800',
  '@',
  'tel:1',
  'mailto:a',
]

test.each(BOMBS)('F76 the work for a long text of %j grows with its length only', (part) => {
  const text = part.repeat(100_000 / part.length)
  expect(looksAt(text + text + text + text)).toBeLessThanOrEqual(4 * looksAt(text) + 20_000)
  expect(looksAt(text)).toBeLessThan(100 * text.length)
})

test('F76 a text of very many links has a hundred', () => {
  const text = 'https://a.com '.repeat(10_000)
  expect(hrefs(text)).toHaveLength(100)
  expect(linksIn(text).length).toBeLessThanOrEqual(201)
  expect(
    linksIn(text)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text)
})

describe('one to three emoji alone are shown larger', () => {
  test.each(['👍', '👍🎉', '👨‍👩‍👧', '🇨🇳 🇩🇪', '1️⃣', '❤️', '👍🏽', '☝🏽', '🏃‍♂️', '🏳️‍🌈', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'])('%s', (text) =>
    expect(isFewEmoji(text)).toBe(true),
  )
  test.each(['', ' ', '好👍', '👍👍👍👍', '1', '123', '#', 'a', '©', '™', '☎'])('not %j', (text) =>
    expect(isFewEmoji(text)).toBe(false),
  )
})
