import { expect, test } from 'vitest'
import { isFewEmoji } from '~/lib/emoji'
import { lastGraphemeLength } from '~/lib/graphemes'
import { emojiGroups } from '~/view/emoji/emoji'
import { gridMove } from '~/view/emoji/grid'

const all = emojiGroups.flatMap(({ emoji }) => emoji)

test('each emoji is one sign that is drawn as a picture, and is there once', () => {
  expect(new Set(all).size).toBe(all.length)
  expect(all.filter((one) => !isFewEmoji(one) || lastGraphemeLength(one) !== one.length)).toEqual([])
  expect(all.length).toBeGreaterThan(150)
  expect(all.length).toBeLessThanOrEqual(200)
})

// two groups in three columns: 0 1 2 / 3 and 4 5 / …
test.each([
  ['ArrowRight', 3, 4],
  ['ArrowLeft', 4, 3],
  ['ArrowLeft', 0, null],
  ['ArrowRight', 5, null],
  ['ArrowDown', 1, 3],
  ['ArrowDown', 3, 4],
  ['ArrowUp', 5, 3],
  ['ArrowUp', 2, null],
  ['ArrowDown', 4, null],
  ['Home', 2, 0],
  ['End', 4, 5],
  ['x', 4, null],
])('%s from %i leads to %s', (key, at, to) => expect(gridMove(key, at, [4, 2], 3)).toBe(to))
