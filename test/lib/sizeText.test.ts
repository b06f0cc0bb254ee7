import { expect, test } from 'vitest'
import { sizeText } from '~/lib/sizeText'

test.each([
  [1, 'en', '1 KB'],
  [999_400, 'de', '1000 KB'],
  [1_000_000, 'en', '1.0 MB'],
  [2_149_999, 'zh-CN', '2.1 MB'],
  [2_149_999, 'de', '2,1 MB'],
  [30_000_000, 'fr', '30,0 MB'],
])('%i bytes in %s are %s', (bytes, lang, text) => expect(sizeText(bytes, lang)).toBe(text))
