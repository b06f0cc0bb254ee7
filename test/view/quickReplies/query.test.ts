import { expect, test } from 'vitest'
import { queryIn } from '~/view/quickReplies/query'

const SLASH = { before: '', sign: '/' }
const BUTTON = { before: '您好，', sign: '' }

test.each([
  ['/', 1, SLASH, { text: '', start: 0, end: 1 }],
  ['/yf', 3, SLASH, { text: 'yf', start: 0, end: 3 }],
  ['/yf后面', 3, SLASH, { text: 'yf', start: 0, end: 3 }],
  ['您好，yf。', 5, BUTTON, { text: 'yf', start: 3, end: 5 }],
  ['您好，', 3, BUTTON, { text: '', start: 3, end: 3 }],
  // something else is meant
  ['', 0, SLASH, null],
  ['yf', 2, SLASH, null],
  ['/yf', 0, SLASH, null],
  ['/y\nf', 4, SLASH, null],
  ['您，yf', 4, BUTTON, null],
  ['您好，', 2, BUTTON, null],
])('%j with the caret at %i', (value, caret, opened, query) => {
  expect(queryIn(value, caret, opened)).toEqual(query)
})
