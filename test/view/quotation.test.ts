import { expect, test } from 'vitest'
import { quotation } from '~/view/quotation'

const LINE = '- - - - - - - - - - - - - - -'

test('a quotation stands above a line, on one line itself', () => {
  expect(quotation('林', ' 你好，\n\n在吗 ')).toBe(`「林：你好， 在吗」\n${LINE}\n`)
})
test('a quotation has at most 100 signs', () => {
  const shown = (text: string) => quotation('林', text).slice(3).split('」')[0] ?? ''
  expect(shown('👍'.repeat(100))).toBe('👍'.repeat(100))
  expect(shown('👍'.repeat(101))).toBe(`${'👍'.repeat(99)}…`)
})
test('a quotation leaves out what was quoted itself', () => {
  const first = `${quotation('林', '在吗')}在的`
  expect(quotation('小王', first)).toBe(`「小王：在的」\n${LINE}\n`)
  expect(quotation('林', `${quotation('小王', first)}好`)).toBe(`「林：好」\n${LINE}\n`)
})
