import { describe, expect, test } from 'vitest'
import {
  type Answer,
  answered,
  isAhead,
  type Known,
  NEW_TRAIL,
  type Question,
  questionOf,
} from '~/domain/desk/question'

const known = (fields: Partial<Known> = {}): Known => ({
  tier: 'hot',
  newest: 1_000,
  told: null,
  unread: 0,
  countAbsent: false,
  historyAbsent: false,
  ...fields,
})

/** What is asked, one question every `every` ms; `answers` says what comes back. */
function asked(
  it: Known,
  every: number,
  times: number,
  answers: (question: Question, i: number) => Partial<Answer> = () => ({}),
): readonly Question[] {
  let trail = NEW_TRAIL
  return Array.from({ length: times }, (_, i) => {
    const question = questionOf(it, trail, i * every)
    const counted = question === 'count' ? { counted: it.unread } : {}
    trail = answered(it, trail, { question, news: false, ...counted, ...answers(question, i) }, i * every)
    return question
  })
}

test('what was never loaded is opened; by a poll where there is no history', () => {
  expect(questionOf(known({ tier: 'new' }), NEW_TRAIL, 0)).toBe('open')
  expect(questionOf(known({ tier: 'new', historyAbsent: true }), NEW_TRAIL, 0)).toBe('poll')
})

test('a busy one is polled, and counted every fourth time; one of today every eighth, an older one never', () => {
  expect(asked(known(), 10_000, 8)).toEqual([
    'poll',
    'poll',
    'poll',
    'count',
    'poll',
    'poll',
    'poll',
    'count',
  ])
  expect(asked(known({ tier: 'today' }), 60_000, 16).filter((one) => one === 'count')).toHaveLength(2)
  expect(asked(known({ tier: 'older' }), 300_000, 50)).not.toContain('count')
})

test('after news it is counted when ties are there, and when the latest commit is', () => {
  let trail = answered(known(), NEW_TRAIL, { question: 'poll', news: true }, 0)
  const at = (now: number) => questionOf(known({ tier: 'older' }), trail, now)
  expect([at(29_000), at(30_000)]).toEqual(['poll', 'count'])
  trail = answered(known(), trail, { question: 'count', news: false, counted: 0 }, 31_000)
  expect([at(32_000), at(179_000), at(180_000)]).toEqual(['poll', 'poll', 'count'])
  trail = answered(known(), trail, { question: 'count', news: false, counted: 0 }, 181_000)
  expect(at(3_600_000)).toBe('poll')
})

describe('a count that differs', () => {
  test('is looked into, once: what a look does not explain is shown nowhere', () => {
    const questions = asked(known(), 10_000, 12, (question) => (question === 'count' ? { counted: 2 } : {}))
    expect(questions.slice(3, 5)).toEqual(['count', 'look'])
    expect(questions.filter((one) => one === 'look')).toHaveLength(1)
  })

  test('also if it is less than is here: somebody else has read', () => {
    const trail = answered(known({ unread: 2 }), NEW_TRAIL, { question: 'count', news: false, counted: 0 }, 0)
    expect(questionOf(known({ unread: 2 }), trail, 0)).toBe('look')
  })

  test('is looked into again once it differs by more', () => {
    let trail = answered(known(), NEW_TRAIL, { question: 'count', news: false, counted: 2 }, 0)
    trail = answered(known(), trail, { question: 'look', news: false }, 1)
    trail = answered(known(), trail, { question: 'count', news: false, counted: 2 }, 2)
    expect(questionOf(known(), trail, 3)).toBe('poll')
    trail = answered(known(), trail, { question: 'count', news: false, counted: 3 }, 4)
    expect(questionOf(known(), trail, 5)).toBe('look')
  })

  test('cannot be looked into without history', () => {
    const trail = answered(known(), NEW_TRAIL, { question: 'count', news: false, counted: 2 }, 0)
    expect(questionOf(known({ historyAbsent: true }), trail, 0)).toBe('poll')
  })
})

test('where nobody counts, every eighth question is a look', () => {
  const questions = asked(known({ countAbsent: true }), 10_000, 16)
  expect(questions.indexOf('look')).toBe(7)
  expect(questions.filter((one) => one === 'look')).toHaveLength(2)
  expect(questions).not.toContain('count')
})

describe('a host that tells when something came last', () => {
  test('leaves polls less to tell: quiet ones are counted every other time', () => {
    expect(asked(known({ tier: 'older', told: 1_000 }), 300_000, 4)).toEqual([
      'poll',
      'count',
      'poll',
      'count',
    ])
  })

  test('is worth a poll and a look, and is not believed a third time', () => {
    const it = known({ tier: 'older', told: 2_000 })
    expect(asked(it, 300_000, 4).slice(0, 3)).toEqual(['poll', 'look', 'poll'])
    const looked = answered(it, NEW_TRAIL, { question: 'look', news: false }, 0)
    expect(isAhead(it, NEW_TRAIL)).toBe(true)
    expect(isAhead(it, looked)).toBe(false)
    expect(isAhead(known({ told: 3_000 }), looked)).toBe(true)
  })
})
