import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rememberingTimeline, type Timed, timelineOf } from '~/domain/timeline'
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
    .map(({ first }) => (first ? '|x' : 'x'))
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
    expect(groups([at(0), at(3), at(6.01)])).toBe('|xx|x')
  })
  test('not across sides', () => {
    expect(groups([at(0), at(0.1, { mine: true }), at(0.2, { mine: true })])).toBe('|x|xx')
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
    ).toBe('|x|xx|x')
  })
  test('not across a shown time', () => {
    expect(groups([at(0), at(2), at(4), at(6), at(8), at(10), at(12)])).toBe('|xxxxx|xx')
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
})

test('the topic is told where the talk turns to it and away from it', () => {
  const order = { type: 'ORDER_CHAT', id: '1' }
  const items = [at(0), at(1, { topic: order }), at(2, { topic: { ...order } }), at(3)]
  expect(timelineOf(items, utcDay).map(({ turns }) => turns)).toEqual([false, true, false, true])
  expect(timelineOf(items.slice(1), utcDay).map(({ turns }) => turns)).toEqual([true, false, true])
})

describe('derived for what a change touches', () => {
  const aTalk = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 240 }), fc.boolean(), fc.constantFrom(null, '1', '2')), {
      maxLength: 40,
    })
    .map((all) =>
      all
        .map(([minutes, mine, id]) =>
          at(minutes / 2, { mine, topic: id ? { type: 'ORDER_CHAT', id } : null }),
        )
        .sort((a, b) => a.at - b.at),
    )
  const parts = fc.tuple(aTalk, fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }))

  test('it says what deriving all of it says, whatever is added, removed or exchanged', () => {
    fc.assert(
      fc.property(parts, fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), ([talk, had], has) => {
        const before = talk.filter((_, i) => had[i])
        const now = talk
          .filter((_, i) => has[i])
          .map((item, i) => (i % 7 === 3 ? at((item.at - NOON) / MINUTE, item) : item))
        expect(timelineOf(now, utcDay, timelineOf(before, utcDay))).toEqual(timelineOf(now, utcDay))
      }),
    )
  })

  test('an append to a long talk asks for the day of the new message and its neighbour only', () => {
    const talk = Array.from({ length: 5_000 }, (_, i) => at(i))
    const before = timelineOf(talk, utcDay)
    const asked: number[] = []
    const after = timelineOf([...talk, at(5_000)], (time) => (asked.push(time), utcDay(time)), before)
    expect(asked.length).toBeLessThanOrEqual(2)
    expect(after.slice(0, -1).every((entry, i) => entry === before[i])).toBe(true)
  })

  test('a message in the middle touches what stands up to the next shown time', () => {
    const talk = Array.from({ length: 500 }, (_, i) => at(i))
    const before = timelineOf(talk, utcDay)
    const late = [...talk.slice(0, 100), at(99.5), ...talk.slice(100)]
    const asked: number[] = []
    timelineOf(late, (time) => (asked.push(time), utcDay(time)), before)
    expect(asked.length).toBeLessThan(50)
  })
})
