import { describe, expect, test } from 'vitest'
import type { Keeper } from '~/view/list/keeper'
import { createListMemory } from '~/view/desk/memory'
import { rows } from '~test/view/someRows'

type Place = Readonly<{ key: string; top: number }>

/** Where the reader of `before` is led who comes back to `now`: to a row, so many px below the top, with these unseen below it. */
function comesBack(
  { place, following, unseen = [] }: { place: Place | null; following: boolean; unseen?: string[] },
  before: string,
  now: string,
) {
  const led: unknown[] = []
  const keeper = {
    place: () => place,
    isFollowing: () => following,
    lead: (...to: unknown[]) => led.push(to),
  } as unknown as Keeper
  const memory = createListMemory()
  const then = rows(before)
  memory.leave({ keeper, rows: then, unseen, unreadLine: null, sizes: undefined })
  return { unreadFrom: memory.enter(keeper, rows(now, then)), led }
}

const END = { place: null, following: true }
const NEAR_END = { place: { key: 'm2', top: -7 }, following: true }
const FURTHER_UP = { place: { key: 't1', top: 12 }, following: false, unseen: ['t3'] }

describe('whoever comes back to a list', () => {
  test('of which they had seen the end is at its end', () => {
    expect(comesBack(END, 't1 m2 t3', 't1 m2 t3')).toEqual({ unreadFrom: null, led: [] })
  })

  test('a little above its end finds it to the pixel as it was', () => {
    expect(comesBack(NEAR_END, 't1 m2 t3', 't1 m2 t3').led).toEqual([['m2', [], -7]])
  })

  test.each([
    ['at', END],
    ['a little above', NEAR_END],
  ])('%s its end is led to what came since', (_, left) => {
    expect(comesBack(left, 't1 m2 t3', 't1 m2 t3 t4 t5')).toEqual({
      unreadFrom: 't4',
      led: [['t4', ['t4', 't5']]],
    })
  })

  test('further up is there again, and knows of what came since', () => {
    expect(comesBack(FURTHER_UP, 't1 m2 t3', 't1 m2 t3 t4')).toEqual({
      unreadFrom: 't4',
      led: [['t1', ['t3', 't4'], 12]],
    })
  })

  test('further up, where it was let go of, is led to what came since', () => {
    expect(comesBack(FURTHER_UP, 't1 m2 t3', 'm2 t3 t4').led).toEqual([['t4', ['t4']]])
  })

  test('for the first time is led by what is unread', () => {
    expect(createListMemory().enter({} as Keeper, rows('t1'))).toBeUndefined()
  })
})
