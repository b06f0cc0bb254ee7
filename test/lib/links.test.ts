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
    'data:text/html,<script>',
    'file:///etc/passwd',
    'https://bank.com@evil.com/',
    'https://user:word@evil.com/',
    'https://bank%2ecom.evil.com/',
    'https://%65vil.com/',
    'https:///evil.com/',
    'http://1.1/',
    'http://0x7f.1/',
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

test('nothing of a text is lost, and links lead to the web, a mailbox or a telephone only', () => {
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

test.each(['a@', 'https://', '(', 'www.', 'a', 'a.', 'https://a.com/(', '1380013800', '@'])(
  'the time for a long text of %j grows with its length only',
  (part) => {
    // a square of it would take far longer than a test may
    const text = part.repeat(100_000)
    const shown = linksIn(text).map((piece) => piece.text)
    expect(shown.join('')).toBe(text)
  },
)

describe('one to three emoji alone are shown larger', () => {
  test.each(['👍', '👍🎉', '👨‍👩‍👧', '🇨🇳 🇩🇪', '1️⃣', '❤️', '👍🏽', '☝🏽', '🏃‍♂️', '🏳️‍🌈', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'])('%s', (text) =>
    expect(isFewEmoji(text)).toBe(true),
  )
  test.each(['', ' ', '好👍', '👍👍👍👍', '1', '123', '#', 'a', '©', '™', '☎'])('not %j', (text) =>
    expect(isFewEmoji(text)).toBe(false),
  )
})
