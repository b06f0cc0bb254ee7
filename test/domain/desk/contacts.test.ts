import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Contacts,
  heard,
  isArchived,
  learnt,
  listed,
  memberId,
  MOST_CONTACTS,
  newestOf,
  NO_CONTACTS,
  opened,
  toldByHost,
  together,
  withArchived,
  without,
  withPin,
} from '~/domain/desk/contacts'

/** A server stamp, and what it is some seconds later. */
const T = 1_773_140_400_000
const later = (seconds: number) => T + seconds * 1000

const NOBODY = { nickname: '', avatar: '' }
const told = (id: string, more: object = {}) => ({ id, ...NOBODY, lasttime: null, ...more })
const theirs = (stamp: number) => ({ stamp, mine: false })
const ours = (stamp: number) => ({ stamp, mine: true })
const ids = (contacts: Contacts) => listed(contacts).map(({ id }) => id)

const A_DESK = toldByHost(
  NO_CONTACTS,
  [told('200', { nickname: '林晓雨', avatar: '/a.png', lasttime: T }), told('201')],
  1,
)

describe('the host', () => {
  test('brings members; names follow it, and who is no longer told of stays', () => {
    expect(ids(A_DESK)).toEqual(['200', '201'])
    const next = toldByHost(A_DESK, [told('200', { nickname: '林小雨' })], 2)
    expect(next.get('200')).toMatchObject({ nickname: '林小雨', avatar: '/a.png', lasttime: T })
    expect(ids(next)).toEqual(['200', '201'])
  })

  test('tells nothing new: the same', () => {
    expect(toldByHost(A_DESK, [told('200', { nickname: '林晓雨', lasttime: T }), told('201')], 9)).toBe(
      A_DESK,
    )
    expect(toldByHost(A_DESK, [], 9)).toBe(A_DESK)
    // a host that has forgotten
    expect(toldByHost(A_DESK, [told('200', { lasttime: T - 1 })], 9)).toBe(A_DESK)
  })

  test('names a member: what rows or a link say counts no more', () => {
    const other = { nickname: '别人', avatar: '/b.png' }
    expect(learnt(A_DESK, '200', other, 2)).toBe(A_DESK)
    expect(opened(A_DESK, '200', other, 2).get('200')).toMatchObject({ nickname: '林晓雨', avatar: '/a.png' })
    expect(learnt(A_DESK, '201', other, 2).get('201')).toMatchObject(other)
  })
})

test.each([
  ['200', '200'],
  ['  200\n', '200'],
  ['x'.repeat(64), 'x'.repeat(64)],
  ['x'.repeat(65), null],
  ['   ', null],
  ['2\u00000', null],
])('%j is the member %j', (typed, id) => expect(memberId(typed)).toBe(id))

test('a member of whom nobody told is nobody to pin, archive, remove or hear', () => {
  expect(withPin(A_DESK, '9', true, 2)).toBe(A_DESK)
  expect(withArchived(A_DESK, '9', true, 2)).toBe(A_DESK)
  expect(without(A_DESK, '9', 2)).toBe(A_DESK)
  expect(heard(A_DESK, '9', theirs(T), 2)).toBe(A_DESK)
})

describe('what was archived', () => {
  const archived = withArchived(A_DESK, '200', true, 2)
  const isAway = (contacts: Contacts) => [...contacts.values()].some(isArchived)

  test('stays so when it is told or heard again', () => {
    expect(isAway(archived)).toBe(true)
    expect(isAway(heard(archived, '200', theirs(T), 3))).toBe(true)
    expect(toldByHost(archived, [told('200', { lasttime: T })], 3)).toBe(archived)
  })

  test('comes back by a newer message of the member, by the host telling of one, by a link, and by hand', () => {
    expect(isAway(heard(archived, '200', theirs(later(1)), 3))).toBe(false)
    expect(isAway(toldByHost(archived, [told('200', { lasttime: later(1) })], 3))).toBe(false)
    expect(isAway(opened(archived, '200', NOBODY, 3))).toBe(false)
    expect(isAway(withArchived(archived, '200', false, 3))).toBe(false)
  })

  test('does not come back by a message of our own, though the host tells of it', () => {
    const written = heard(archived, '200', ours(later(1)), 3)
    expect(isAway(written)).toBe(true)
    expect(isAway(toldByHost(written, [told('200', { lasttime: later(1) })], 4))).toBe(true)
    expect(isAway(heard(written, '200', theirs(later(2)), 5))).toBe(false)
  })
})

describe('what was removed', () => {
  const removed = without(withPin(A_DESK, '200', true, 2), '200', 3)

  test('is off the desk, and the next list of the host does not bring it back', () => {
    expect(ids(removed)).toEqual(['201'])
    expect(toldByHost(removed, [told('200', { lasttime: T })], 4)).toBe(removed)
    expect(ids(toldByHost(removed, [told('200', { nickname: '新名字' })], 4))).toEqual(['201'])
    expect(without(removed, '200', 9)).toBe(removed)
  })

  test('comes back, unpinned, when the host tells of something newer, or somebody opens it', () => {
    const newer = toldByHost(removed, [told('200', { lasttime: later(1) })], 4)
    expect(ids(newer)).toEqual(['200', '201'])
    expect(newer.get('200')?.pinned).toBe(false)
    expect(ids(opened(removed, '200', NOBODY, 4))).toEqual(['200', '201'])
  })

  test('where nothing was ever said, the first message brings it back', () => {
    expect(ids(heard(without(A_DESK, '201', 2), '201', theirs(T), 3))).toEqual(['200', '201'])
  })
})

test('the newest message is what the host told or what was seen, whichever is newer', () => {
  const both = heard(A_DESK, '200', theirs(later(5)), 2)
  const it = both.get('200')
  expect(it && newestOf(it)).toBe(later(5))
  expect(heard(both, '200', theirs(later(4)), 3)).toBe(both)
})

describe('more than are kept', () => {
  const many = Array.from({ length: MOST_CONTACTS + 50 }, (_, n) => told(`m${n}`, { lasttime: T - n }))
  const full = toldByHost(opened(withPin(A_DESK, '201', true, 1), 'mine', NOBODY, T), many, 1)

  test('those go that nobody talked with for longest; pinned ones stay', () => {
    expect(full.size).toBe(MOST_CONTACTS)
    expect([full.has('201'), full.has('m0'), full.has(`m${MOST_CONTACTS + 49}`)]).toEqual([true, true, false])
  })

  test('a list that is too long does not turn over each time', () => {
    expect(toldByHost(full, many, 2)).toBe(full)
  })

  test('whoever is opened stays', () => {
    expect(opened(full, 'new', NOBODY, 2 * T).has('new')).toBe(true)
  })
})

const STEP = fc.oneof(
  fc.record({ kind: fc.constantFrom('told', 'heard', 'written'), stamp: fc.nat(20) }),
  fc.record({ kind: fc.constantFrom('open', 'pin', 'unpin', 'archive', 'remove'), stamp: fc.constant(0) }),
)
type Step = Readonly<{ kind: string; stamp: number }>

function after(contacts: Contacts, { kind, stamp }: Step, now: number): Contacts {
  const id = '200'
  if (kind === 'told') return toldByHost(contacts, [told(id, { lasttime: T + stamp })], now)
  if (kind === 'heard') return heard(contacts, id, theirs(T + stamp), now)
  if (kind === 'written') return heard(contacts, id, ours(T + stamp), now)
  if (kind === 'open') return opened(contacts, id, NOBODY, now)
  if (kind === 'archive') return withArchived(contacts, id, true, now)
  if (kind === 'remove') return without(contacts, id, now)
  return withPin(contacts, id, kind === 'pin', now)
}

test('two tabs come to the same, whatever each did, and then nothing changes any more', () => {
  const steps = fc.array(fc.tuple(fc.boolean(), STEP, fc.nat(3)), { maxLength: 30 })
  fc.assert(
    fc.property(steps, (steps) => {
      let [one, two] = [A_DESK, A_DESK]
      let now = 10
      for (const [first, step, waits] of steps) {
        now += waits
        if (first) one = after(one, step, now)
        else two = after(two, step, now)
      }
      const [left, right] = [together(one, two), together(two, one)]
      expect([...left.values()]).toEqual([...right.values()])
      expect(together(left, right)).toBe(left)
      expect(together(left, one)).toBe(left)
      expect(together(left, two)).toBe(left)
    }),
    { numRuns: 2000 },
  )
})
