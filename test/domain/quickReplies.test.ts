import pinyin from 'pinyin-match'
import { describe, expect, test } from 'vitest'
import { cleaned, findReplies, isPinyin, newOnes, type QuickReply, ranked } from '~/domain/quickReplies'

const aReply = (title: string, fields: Partial<QuickReply> = {}): QuickReply => ({
  id: title,
  title,
  text: `${title}。`,
  pictures: [],
  used: 0,
  usedAt: 0,
  ...fields,
})
const titles = (replies: readonly QuickReply[]) => replies.map(({ title }) => title)
const matchPinyin = (text: string, query: string) => pinyin.match(text, query) !== false
const found = (replies: readonly QuickReply[], query: string) =>
  titles(findReplies(replies, query, matchPinyin))

test('the most used stands first, of equals the one that was used last, then the one that was there before', () => {
  const replies = [
    aReply('never'),
    aReply('never too'),
    aReply('twice, long ago', { used: 2, usedAt: 1 }),
    aReply('once', { used: 1, usedAt: 9 }),
    aReply('twice', { used: 2, usedAt: 5 }),
  ]
  expect(titles(ranked(replies))).toEqual(['twice', 'twice, long ago', 'once', 'never', 'never too'])
  expect(titles(findReplies(replies, ' ', null))).toEqual(titles(ranked(replies)))
})

describe('a search', () => {
  const freight = aReply('运费说明', { text: '满 99 元包邮' })
  const bank = aReply('银行转账', { text: '请转到对公账户' })
  const weight = aReply('重量', { text: '约 3 kg，运费另算' })

  test.each<[string, string, string[]]>([
    ['signs of the title before those of the text', '运费', ['运费说明', '重量']],
    ['initials', 'yf', ['运费说明', '重量']],
    ['initials in capitals, and with what an input method puts between', "Y'F", ['运费说明', '重量']],
    ['whole syllables', 'yunfei', ['运费说明', '重量']],
    ['a syllable that is not finished', 'yunf', ['运费说明', '重量']],
    ['one reading of a sign', 'yhzz', ['银行转账']],
    ['one reading of another', 'zl', ['重量']],
    ['Latin letters as they are', 'KG', ['重量']],
    ['spaces where the text has none', '9 9', ['运费说明']],
    ['nothing', '退货', []],
  ])('finds %s', (_, query, expected) => {
    expect(found([weight, freight, bank], query)).toEqual(expected)
  })

  test('finds by signs as long as pinyin is not there', () => {
    expect(titles(findReplies([freight], '运', null))).toEqual(['运费说明'])
    expect(findReplies([freight], 'yf', null)).toEqual([])
  })
  test('ranks what it finds', () => {
    const often = aReply('运费险', { used: 3 })
    expect(found([freight, often], 'yf')).toEqual(['运费险', '运费说明'])
  })
  test('looks by pinyin at the beginning of a text only: two initials stand somewhere in almost any', () => {
    const long = aReply('长文', { text: `${'好'.repeat(40)}运费` })
    expect(found([long], 'yf')).toEqual([])
    expect(found([long], '运费')).toEqual(['长文'])
  })
  test('finds one without a title by what it begins with, as if that were the title', () => {
    const untitled = aReply('', { id: 'u', text: '运费到付' })
    expect(findReplies([weight, untitled], 'yf', matchPinyin)[0]).toBe(untitled)
  })
  test.each(['运费', '1', 'a'.repeat(25), '', 'a-b'])('does not take %j for pinyin', (query) => {
    expect(isPinyin(query)).toBe(false)
  })
})

test('what no message can hold is taken away: halves of a sign, control characters, space around', () => {
  expect(cleaned(' \r\n一\r二\u0000\ud800\u0007三😀\t四 ')).toBe('一\n二三😀\t四')
})

test('the same title and text is the same reply, also among the new ones', () => {
  const known = [aReply('一')]
  const more = [aReply('一', { pictures: ['p'] }), aReply('二'), aReply('二'), aReply('一', { text: '别的' })]
  expect(newOnes(known, more)).toEqual([more[1], more[3]])
  // no title can pass for a part of a text
  expect(newOnes([aReply('a', { text: 'bc' })], [aReply('ab', { text: 'c' })])).toHaveLength(1)
})
