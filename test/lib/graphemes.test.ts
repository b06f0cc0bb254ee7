import { expect, test } from 'vitest'
import { lastGraphemeLength } from '~/lib/graphemes'

test.each([
  ['a letter', 'a'],
  ['a character', '好'],
  ['a family', '👨‍👩‍👧‍👦'],
  ['a skin tone', '👍🏽'],
  ['a skin tone within a profession', '👩🏽‍💻'],
  ['a flag', '🇨🇳'],
  ['a flag of a region', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
  ['a keycap', '1️⃣'],
  ['a heart by a variation selector', '❤️'],
  ['a letter with a mark', 'e\u0301'],
  ['a line break of two', '\r\n'],
  ['half a pair of surrogates', '\ud83d'],
])('the last sign may be %s', (_, sign) => {
  expect(lastGraphemeLength(`你a${sign}`)).toBe(sign.length)
})

test('one of several flags is one sign, and nothing is none', () => {
  expect(lastGraphemeLength('🇨🇳🇯🇵🇰🇷')).toBe(4)
  expect(lastGraphemeLength('👍👍')).toBe(2)
  expect(lastGraphemeLength('')).toBe(0)
})
