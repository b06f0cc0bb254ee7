import { describe, expect, test } from 'vitest'
import { newsSince } from '~/view/list/rows'
import { rows } from '~test/view/someRows'

const news = (before: string, now: string) => {
  const then = rows(before)
  return newsSince(then, rows(now, then)).map(([key]) => key)
}

describe('news is what the other side said since', () => {
  test.each([
    ['nothing', 't1 m2', 't1 m2', []],
    ['what came at the end', 't1 m2', 't1 m2 t3 t4', ['t3', 't4']],
    ['not what one said', 't1', 't1 m2 p3', []],
    ['not the pages of the past', 't4 m5', 't1 t2 m3 t4 m5', []],
    ['what came at the end together with such a page', 't4 m5', 't1 t2 t4 m5 t6', ['t6']],
    ['what came late', 't1 t3 m4', 't1 t2 t3 m4', ['t2']],
    ['what stands above an own message on its way', 't1 p5', 't1 t3 p5', ['t3']],
    ['what came with its delivery, in another order', 't1 p5', 't1 m5 t6', ['t6']],
    ['what came as an own message was deleted', 't1 p5', 't1 t6', ['t6']],
    ['the first words of all', '', 't1', ['t1']],
    ['the first words of theirs', 'p5', 't1 p5', ['t1']],
  ])('%s', (_, before, now, expected) => {
    expect(news(before, now)).toEqual(expected)
  })
})
