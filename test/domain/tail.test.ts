import { expect, test } from 'vitest'
import { EMPTY_LOG, type Log, merge } from '~/domain/merge'
import { begunWith, fateOf, joined, tailOf, withDelivered, withoutTail } from '~/domain/tail'
import { aDelivered, aDocument, MINUTE, SKEW, T } from '~test/builders'

const minutes = (from: number, to: number): Log =>
  merge(
    EMPTY_LOG,
    Array.from({ length: to - from }, (_, i) => aDelivered(aDocument({}, T + (from + i) * MINUTE))),
  )
const visit = minutes(0, 100)
const SWEPT = T + SKEW + 99 * MINUTE
const kept = () => {
  const tail = tailOf(visit, SWEPT)
  if (!tail) throw new Error('nothing was kept')
  return tail
}

test('the newest fifty are kept, with the depth of the last sweep; nothing that no sweep has vouched for', () => {
  expect(kept()).toEqual({ rows: visit.rows.slice(50), swept: SWEPT })
  expect(tailOf(visit, null)).toBeNull()
  expect(tailOf(EMPTY_LOG, SWEPT)).toBeNull()
})

test('it is shown while it is all there is, and where it meets what was delivered since', () => {
  expect(fateOf(kept(), EMPTY_LOG, null)).toBe('shown')
  expect(fateOf(kept(), minutes(99, 110), SWEPT)).toBe('shown')
})

test('above a hole it is hidden until a sweep has reached it', () => {
  expect(fateOf(kept(), minutes(120, 140), SWEPT)).toBe('hidden')
  expect(fateOf(kept(), minutes(120, 140), SWEPT + 40 * MINUTE)).toBe('shown')
})

test('a hole that is too large costs it', () => {
  expect(fateOf(kept(), minutes(120, 120 + 320), SWEPT)).toBe('hidden')
  expect(fateOf(kept(), minutes(120, 120 + 321), SWEPT)).toBe('dropped')
})

test('a tail of which the server lacks a row is of another conversation: the server has been set up anew', () => {
  const others = merge(
    EMPTY_LOG,
    [98, 99, 110].map((at) => aDelivered(aDocument({ content: '别的' }, T + at * MINUTE, 7))),
  )
  expect(fateOf(kept(), others, SWEPT)).toBe('dropped')
  // what stands at the very edge of the answer may be cut by it
  const edge = merge(EMPTY_LOG, [aDelivered(aDocument({}, T + 99 * MINUTE, 7))])
  expect(fateOf(kept(), edge, SWEPT)).toBe('shown')
})

test('a row that only its arrival dates is not kept: another visit would date it anew', () => {
  const odd = aDelivered(aDocument({ _id: 'x', sendtime: -1, create_at: '' }))
  const log = merge(minutes(0, 3), [odd])
  expect(log.rows).toHaveLength(4)
  expect(tailOf(log, SWEPT)?.rows).toHaveLength(3)
})

const ids = ({ log }: ReturnType<typeof begunWith>) => log.rows.map(({ id }) => id)
const idsOf = ({ rows }: Log) => rows.map(({ id }) => id)

test('a visit begins with it, and goes on with it where the first answer meets it', () => {
  const begun = begunWith(kept())
  expect(ids(begun)).toEqual(idsOf(visit).slice(50))
  const nothing = withDelivered(begun, [])
  expect(nothing).toEqual(begun)
  expect(nothing.log).toBe(begun.log)
  const met = withDelivered(begun, minutes(90, 110).rows)
  expect(met).toMatchObject({ waiting: null, swept: SWEPT })
  expect(ids(met)).toEqual(idsOf(minutes(50, 110)))
})

test('beyond a hole it waits, comes back as soon as older pages meet it, or a sweep vouches for it', () => {
  const behind = withDelivered(begunWith(kept()), minutes(120, 140).rows)
  expect(ids(behind)).toEqual(idsOf(minutes(120, 140)))
  expect(behind.swept).toBe(SWEPT)
  const scrolled = withDelivered(behind, minutes(100, 120).rows)
  expect(ids(scrolled)).toEqual(idsOf(minutes(100, 140)))
  expect(ids(withDelivered(scrolled, minutes(95, 100).rows))).toEqual(idsOf(minutes(50, 140)))
  expect(ids(joined(behind))).toEqual([...idsOf(minutes(50, 100)), ...idsOf(minutes(120, 140))])
  expect(joined(behind).waiting).toBeNull()
})

test('one that is given up leaves what was delivered, and nothing of how far earlier sweeps looked', () => {
  expect(withoutTail(begunWith(kept()))).toEqual({ log: EMPTY_LOG, waiting: null, swept: null })
  const behind = withDelivered(begunWith(kept()), minutes(120, 140).rows)
  expect(withoutTail(behind)).toEqual({ log: behind.log, waiting: null, swept: null })
  const far = withDelivered(behind, minutes(140, 120 + 321).rows)
  expect(far).toMatchObject({ waiting: null, swept: null })
  expect(far.log.rows).toHaveLength(321)
  const plain = begunWith(null)
  expect(withoutTail(plain)).toBe(plain)
})
