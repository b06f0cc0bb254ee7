import { describe, expect, test } from 'vitest'
import { nextDue } from '~/domain/desk/nextDue'
import { aBudget, aConversation, many } from './aDesk'

const MINUTE = 60_000

describe('who is asked next', () => {
  test('the busier one first, then whoever is most overdue by its own interval', () => {
    const late = aConversation({ id: 'older', tier: 'older', askedAt: -9 * MINUTE })
    const later = aConversation({ id: 'today', askedAt: -1.5 * MINUTE })
    const latest = aConversation({ id: 'hot', tier: 'hot', askedAt: -11_000 })
    expect(nextDue([late, later, latest], 0, aBudget())).toEqual({ ask: 'hot' })
    expect(nextDue([late, later], 0, aBudget())).toEqual({ ask: 'today' })
    const worse = aConversation({ id: 'worse', askedAt: -1.6 * MINUTE })
    expect(nextDue([later, worse], 0, aBudget())).toEqual({ ask: 'worse' })
  })

  test('before anybody is late by much, whoever is or will be first', () => {
    const busy = aConversation({ id: 'busy', tier: 'hot', askedAt: -10_200 })
    const sooner = aConversation({ id: 'sooner', askedAt: -62_000 })
    expect(nextDue([busy, sooner], 0, aBudget())).toEqual({ ask: 'sooner' })
    const late = aConversation({ id: 'late', tier: 'older', askedAt: -5.6 * MINUTE })
    expect(nextDue([busy, sooner, late], 0, aBudget())).toEqual({ ask: 'late' })
  })

  test('of equals the first by id, in whatever order they stand', () => {
    const [a, b] = [
      aConversation({ id: 'a', askedAt: -MINUTE }),
      aConversation({ id: 'b', askedAt: -MINUTE }),
    ]
    expect(nextDue([b, a], 0, aBudget())).toEqual({ ask: 'a' })
    expect(nextDue([a, b], 0, aBudget())).toEqual({ ask: 'a' })
  })

  test('who has waited for two intervals goes before busier ones: nobody starves', () => {
    const busy = aConversation({ id: 'busy', tier: 'hot', askedAt: -19_000 })
    const older = aConversation({ id: 'older', tier: 'older', askedAt: -10 * MINUTE })
    expect(nextDue([busy, older], 0, aBudget())).toEqual({ ask: 'older' })
  })

  test('new ones at once, pinned and recent ones first, but after those that are due', () => {
    const fresh = [1, 3, 2].map((weight) => aConversation({ id: `${weight}`, tier: 'new', weight }))
    expect(nextDue(fresh, 0, aBudget())).toEqual({ ask: '3' })
    const older = aConversation({ id: 'older', tier: 'older', askedAt: -5 * MINUTE })
    expect(nextDue([...fresh, older], 0, aBudget())).toEqual({ ask: 'older' })
  })

  test('a new one that has waited for longer than the slowest is overdue as others are', () => {
    const fresh = aConversation({ id: 'new', tier: 'new', askedAt: -41 * MINUTE })
    const busy = aConversation({ id: 'busy', tier: 'hot', askedAt: -10_000 })
    expect(nextDue([busy, fresh], 0, aBudget())).toEqual({ ask: 'new' })
  })

  test('one that was never asked is due, and has not been kept waiting', () => {
    const never = aConversation({ id: 'never', tier: 'older', askedAt: -Infinity })
    const busy = aConversation({ id: 'busy', tier: 'hot', askedAt: -10_000 })
    expect(nextDue([never], 0, aBudget())).toEqual({ ask: 'never' })
    expect(nextDue([never, busy], 0, aBudget())).toEqual({ ask: 'busy' })
    const unread = aConversation({ id: 'unread', tier: 'hot', askedAt: -Infinity })
    expect(nextDue([never, unread], 0, aBudget())).toEqual({ ask: 'unread' })
  })

  test('nobody who is being asked, or is left alone', () => {
    const asked = aConversation({ pending: true, askedAt: -MINUTE })
    const bad = aConversation({ id: 'b', notBefore: 5_000, askedAt: -MINUTE })
    expect(nextDue([asked, bad], 0, aBudget())).toEqual({ at: 5_000 })
    expect(nextDue([asked], 0, aBudget())).toEqual({ at: null })
    expect(nextDue([], 0, aBudget())).toEqual({ at: null })
  })
})

describe('when to look again', () => {
  test('a bound is an upper one: chance and what is spare bring a question forward, by a fifth at most', () => {
    const at = (draw: number) => nextDue([aConversation({ draw })], 0, aBudget())
    expect(at(0)).toEqual({ at: 54_000 })
    expect(at(1)).toEqual({ at: 48_000 })
  })

  test('nothing is brought forward where nothing is spare', () => {
    const busy = many('hot', 40, { draw: 1 })
    // 40 of them 180 times a minute
    expect(nextDue(busy, 0, aBudget())).toEqual({ at: (40 * MINUTE) / 180 })
  })

  test('when the budget has room, if somebody is due before', () => {
    const due = [aConversation({ askedAt: -MINUTE })]
    const starts = Array.from({ length: 30 }, (_, i) => -5_000 + i)
    expect(nextDue(due, 0, aBudget({ starts }))).toEqual({ at: 5_000 })
    expect(nextDue(due, 0, aBudget({ notBefore: 7_000 }))).toEqual({ at: 7_000 })
  })

  test('with the next answer, if as many are unanswered as may be', () => {
    const due = [aConversation({ askedAt: -MINUTE })]
    expect(nextDue(due, 0, aBudget({ underWay: 2, inFlight: 2 }))).toEqual({ at: null })
    expect(nextDue(due, 0, aBudget({ inFlight: 3 }))).toEqual({ at: null })
    expect(nextDue(due, 0, aBudget({ underWay: 1, inFlight: 2 }))).toEqual({ ask: 'a' })
  })
})
