import { describe, expect, test } from 'vitest'
import { createSearch, holds, queryOf, snippetOf } from '~/domain/search'

/** The snippet with what matches in brackets. */
function shown(text: string, raw: string): string {
  const snippet = snippetOf(text, queryOf(raw))
  let at = 0
  let out = ''
  for (const [from, to] of snippet.ranges) {
    out += `${snippet.text.slice(at, from)}[${snippet.text.slice(from, to)}]`
    at = to
  }
  return out + snippet.text.slice(at)
}

describe('a message is found', () => {
  test.each([
    ['whatever the case', 'Hello World', 'hELLO'],
    ['whatever the width', 'ＡＢＣ １２３', 'abc123'.slice(0, 3)],
    ['by full width in half width', 'order abc', 'ＡＢＣ'],
    ['by half-width kana', 'ガラス', 'ｶﾞﾗｽ'],
    ['with a ligature', 'oﬃce', 'ffi'],
    ['with Turkish İ', 'İstanbul', 'istanbul'],
    ['with ß', 'Straße', 'STRASSE'],
    ['with a sigma that is not at the end', 'ΟΔΟΣΑ', 'οδος'],
    ['composed or not', 'cafe\u0301', 'café'],
    ['by its emoji', '好的👍', '👍'],
    ['by all words, in any order', '快递明天到，请查收', '查收  快递'],
    ['by words with any white space between them', 'a\n\tb', ' a\u3000b '],
  ])('%s', (_, text, query) => expect(holds(text, queryOf(query))).toBe(true))

  test('only by all words', () => expect(holds('快递明天到', queryOf('快递 后天'))).toBe(false))
  test('by no empty query', () => {
    expect(queryOf(' \n\u3000')).toEqual([])
    expect(holds('', queryOf(''))).toBe(false)
  })
})

describe('a snippet marks', () => {
  test.each([
    ['each match', 'ab ABc ａｂ', 'ab', '[ab] [AB]c [ａｂ]'],
    ['every word', '快递明天到，请查收', '查收 快递', '[快递]明天到，请[查收]'],
    ['a whole ligature', 'oﬃce', 'f', 'o[ﬃ]ce'],
    ['what follows a letter that becomes longer', 'ßßﬁ 退款', '退款', 'ßßﬁ [退款]'],
    ['what follows one that becomes shorter', 'I\u0307e\u0301 退款', '退款', 'I\u0307e\u0301 [退款]'],
    ['a letter with its accents', 'cafe\u0301!', 'é', 'caf[e\u0301]!'],
    ['a voiced half-width kana', 'ｶﾞﾗｽ', 'ガ', '[ｶﾞ]ﾗｽ'],
    ['a whole emoji of several', '好👩\u200d💻的', '👩', '好[👩\u200d💻]的'],
    ['a flag and not halves of two', '🇨🇳🇫🇷', '🇫🇷', '🇨🇳[🇫🇷]'],
    ['overlapping matches as one', 'abcd', 'abc bcd', '[abcd]'],
    ['a composed Hangul syllable', 'ㄱㅏ', '가', '[ㄱㅏ]'],
  ])('%s', (_, text, query, snippet) => expect(shown(text, query)).toBe(snippet))

  test('nothing where the place of the match cannot be told, and what follows in its place', () => {
    expect(shown('\u1100ㅏ 退款', '가')).toBe('\u1100ㅏ 退款')
    expect(shown('\u1100ㅏ 退款', '退款')).toBe('\u1100ㅏ [退款]')
  })
})

test('a snippet shows what is around the first match, and cuts no character', () => {
  const text = `${'👍'.repeat(40)}退款${'👍'.repeat(90)}`
  expect(shown(text, '退款')).toBe(`…${'👍'.repeat(12)}[退款]${'👍'.repeat(46)}…`)
})

test('a match that begins before the end of a snippet ends with it', () => {
  expect(shown('a'.repeat(70), 'a'.repeat(70))).toBe(`[${'a'.repeat(60)}]…`)
})

describe('a search', () => {
  const items = ['退款', '发货', '已退款'].map((text) => ({ text }))

  test('gives what matches, newest first', () => {
    const search = createSearch(({ text }: { text: string }) => text)
    expect(search(items, queryOf('退款'))).toEqual([items[2], items[0]])
    expect(search(items, [])).toEqual([])
  })
  test('passes by what has no words', () => {
    expect(createSearch(() => null)(items, queryOf('退款'))).toEqual([])
  })
  test('reads each message once, whatever is asked and comes', () => {
    let read = 0
    const search = createSearch(({ text }: { text: string }) => {
      read += 1
      return text
    })
    search(items, queryOf('退'))
    search(items, queryOf('退款'))
    search([{ text: '更早' }, ...items], queryOf('退款'))
    expect(read).toBe(items.length + 1)
  })
})
