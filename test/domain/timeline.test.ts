import { describe, expect, test } from 'vitest'
import { type Entry, rememberingTimeline, type Timed, timelineOf } from '~/domain/timeline'
import { MINUTE } from '~test/builders'

const NOON = Date.UTC(2026, 10, 20, 12)
const utcDay = (at: number) => new Date(at).toISOString().slice(0, 10)
const at = (minutes: number, fields: Partial<Timed> = {}): Timed => ({
  mine: false,
  at: NOON + minutes * MINUTE,
  topic: null,
  ...fields,
})
const times = (items: readonly Timed[]) => timelineOf(items, utcDay).map(({ showsTime }) => showsTime)
const groups = (items: readonly Timed[]) =>
  timelineOf(items, utcDay)
    .map(({ first, last }) => `${first ? '[' : ''}x${last ? ']' : ''}`)
    .join('')

describe('a time stands', () => {
  test('above the first message', () => expect(times([at(0)])).toEqual([true]))
  test('after more than five minutes of silence', () => {
    expect(times([at(0), at(5), at(10.01)])).toEqual([true, false, true])
  })
  test('ten minutes after the last shown one, also in a steady talk', () => {
    expect(times([at(0), at(4), at(8), at(10), at(14)])).toEqual([true, false, false, true, false])
  })
  test('where another day begins', () => {
    expect(times([at(719), at(721)])).toEqual([true, true])
  })
})

describe('messages belong together', () => {
  test('of one side within three minutes', () => {
    expect(groups([at(0), at(3), at(6.01)])).toBe('[xx][x]')
  })
  test('not across sides', () => {
    expect(groups([at(0), at(0.1, { mine: true }), at(0.2, { mine: true })])).toBe('[x][xx]')
  })
  test('not across topics', () => {
    const order = { type: 'ORDER_CHAT', id: '1' }
    expect(
      groups([
        at(0),
        at(1, { topic: order }),
        at(2, { topic: order }),
        at(2.5, { topic: { ...order, id: '2' } }),
      ]),
    ).toBe('[x][xx][x]')
  })
  test('not across a shown time', () => {
    expect(groups([at(0), at(2), at(4), at(6), at(8), at(10), at(12)])).toBe('[xxxxx][xx]')
  })
})

test('an older page puts the times right, also of what was there before', () => {
  const shown = [at(4), at(8)]
  expect(times(shown)).toEqual([true, false])
  expect(times([at(0), ...shown])).toEqual([true, false, false])
})

test('entries that say the same keep their reference', () => {
  const timeline = rememberingTimeline<Timed>(utcDay)
  const items = [at(0), at(1, { mine: true }), at(2, { mine: true })]
  const before = timeline(items)
  expect(timeline([...items])).toBe(before)
  const after = timeline([...items, at(3)])
  expect(after.slice(0, 3).map((entry, i) => entry === before[i])).toEqual([true, true, true])
  const grouped = timeline([...items, at(3, { mine: true })])
  expect(same(grouped, after)).toEqual([true, true, false])
})

const same = (a: readonly Entry<Timed>[], b: readonly Entry<Timed>[]) =>
  a.slice(0, 3).map((entry, i) => entry === b[i])
