import { expect, test } from 'vitest'
import { askAgain } from '~/lib/askAgain'

test.each([
  ['https://a.example/b.png', 0, 'https://a.example/b.png'],
  ['https://a.example/b.png', 1, 'https://a.example/b.png?again=1'],
  ['http://a.example/b.png', 2, 'http://a.example/b.png?again=2'],
  // it may be signed
  ['https://a.example/b.png?sign=x', 1, 'https://a.example/b.png?sign=x'],
  ['https://a.example/b.png#c', 1, 'https://a.example/b.png#c'],
  ['blob:https://a.example/1', 1, 'blob:https://a.example/1'],
])('%s is asked for in attempt %i as %s', (url, attempt, asked) => expect(askAgain(url, attempt)).toBe(asked))
