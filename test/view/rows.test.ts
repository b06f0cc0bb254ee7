import { describe, expect, test } from 'vitest'
import { timelineOf } from '~/domain/timeline'
import type { Shown } from '~/store/selectors'
import { newsSince, rowsFrom } from '~/view/list/rows'
import { MINUTE, T } from '~test/builders'

/** `t3` a delivered message of theirs, `m3` of ours, `p3` one of ours on its way; the number is its minute. */
function rows(line: string, earlier?: ReturnType<typeof rowsFrom>) {
  const items = line
    .split(' ')
    .filter(Boolean)
    .map((name) => {
      const known = earlier?.entries.find(({ item }) => idOf(item) === name)?.item
      if (known) return known
      const at = T + Number(name.slice(1)) * MINUTE
      const id = name.startsWith('p') ? { localId: name } : { id: name }
      return Object.assign(id, {
        at,
        sentAt: at,
        topic: null,
        mine: !name.startsWith('t'),
      }) as unknown as Shown
    })
  return rowsFrom(timelineOf(items, utcDay, earlier?.entries), new Map([['m5', 'p5']]), true)
}
const idOf = (item: Shown) => ('localId' in item ? item.localId : item.id)
const utcDay = (at: number) => new Date(at).toISOString().slice(0, 10)

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
