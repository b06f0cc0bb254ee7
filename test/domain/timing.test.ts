import { describe, expect, test } from 'vitest'
import {
  deadlineOf,
  delayOf,
  isBehind,
  isVouched,
  mayAskHistory,
  maySend,
  modeOf,
  PACES,
  type Paces,
} from '~/domain/pace'
import { step } from '~/domain/timing'
import { type Effect, newTiming, type Timing, type TimingEvent } from '~/domain/timingState'
import type { ApiFailure } from '~/wire/errors'

const WALL = Date.UTC(2026, 10, 20, 2)
const SECOND = 1_000
const UNREACHABLE: ApiFailure = { kind: 'unreachable' }
const http = (status: number, retryAfter: number | null = null): ApiFailure => ({
  kind: 'http',
  status,
  retryAfter,
})

/** A page on a clock of its own, to which things happen. */
function aPage(device: 'phone' | 'pc' = 'pc', paces?: Paces) {
  let elapsed = 0
  let wall = WALL
  let timing: Timing = newTiming(device, true, { elapsed, wall }, paces)
  const now = () => ({ elapsed, wall })
  const page = {
    timing: () => timing,
    mode: () => modeOf(timing),
    delay: () => delayOf(timing),
    behind: () => isBehind(timing, now()),
    maySend: () => maySend(timing, now()),
    mayAskHistory: () => mayAskHistory(timing, now()),
    vouched: () => isVouched(timing, now()),
    deadline: () => deadlineOf(timing, now()),
    /** What is to be done about it. */
    tell: (event: TimingEvent): readonly Effect[] => {
      const next = step(timing, event, now())
      timing = next.timing
      return next.effects
    },
    /** Lets time pass, looking whenever something is due; what was to be done meanwhile, with when. */
    pass: (ms: number): readonly (readonly [Effect, number])[] => {
      const done: (readonly [Effect, number])[] = []
      const until = elapsed + ms
      for (let at = page.deadline(); at !== null && at <= until; at = page.deadline()) {
        wall += Math.max(0, at - elapsed)
        elapsed = Math.max(elapsed, at)
        for (const effect of page.tell({ type: 'time' })) {
          done.push([effect, elapsed])
          // sweeps succeed at once
          if (effect === 'sweep') page.swept()
        }
      }
      wall += until - elapsed
      elapsed = until
      return done
    },
    sleep: (ms: number, standsStill: boolean) => {
      wall += ms
      if (!standsStill) elapsed += ms
    },
    setDate: (ms: number) => {
      wall += ms
    },
    asked: () => page.tell({ type: 'asked' }),
    answered: (fields: Partial<Extract<TimingEvent, { type: 'answered' }>> = {}) =>
      page.tell({ type: 'answered', turn: timing.turn, news: false, sweep: false, ...fields }),
    failed: (failure: ApiFailure, draw = 0) =>
      page.tell({ type: 'failed', turn: timing.turn, failure, draw }),
    swept: () => {
      page.tell({ type: 'sweeping' })
      return page.tell({ type: 'swept' })
    },
  }
  page.tell({ type: 'started' })
  return page
}

/** The same, open and quiet: its first poll was answered. */
function anOpenPage(device: 'phone' | 'pc' = 'pc') {
  const page = aPage(device)
  page.asked()
  page.answered()
  return page
}

describe('the state', () => {
  test('is booting until the first answer, then polling', () => {
    const page = aPage()
    expect(page.mode()).toBe('booting')
    page.asked()
    page.failed(UNREACHABLE)
    expect(page.mode()).toBe('back-off')
    page.asked()
    page.answered()
    expect(page.mode()).toBe('polling')
  })

  test.each([401, 403, 404, 410])('is blocked by a %i', (status) => {
    const page = anOpenPage()
    page.asked()
    page.failed(http(status))
    expect([page.mode(), page.delay()]).toEqual(['blocked', 60 * SECOND])
    page.tell({ type: 'hidden' })
    expect(page.delay()).toBe(false)
    // an answer ends it
    page.tell({ type: 'shown' })
    page.asked()
    page.answered()
    expect(page.mode()).toBe('polling')
  })

  test('keeps to the paces that are set, in failure too', () => {
    const page = aPage('pc', {
      ...PACES,
      active: 45_000,
      idle: 90_000,
      hidden: 120_000,
      sweepActive: 300_000,
    })
    expect(page.delay()).toBe(45 * SECOND)
    page.asked()
    page.failed(UNREACHABLE)
    expect(page.delay()).toBe(45 * SECOND)
    page.asked()
    page.answered()
    page.swept()
    page.tell({ type: 'hidden' })
    expect(page.delay()).toBe(120 * SECOND)
    page.tell({ type: 'shown' })
    expect(page.pass(299_000)).not.toContain('sweep')
  })

  test('hidden, a PC goes on slowly and a phone not at all', () => {
    const pc = anOpenPage('pc')
    pc.tell({ type: 'hidden' })
    expect([pc.mode(), pc.delay()]).toEqual(['hidden', 15 * SECOND])
    const phone = anOpenPage('phone')
    expect(phone.tell({ type: 'hidden' })).toEqual(['cancel'])
    expect([phone.mode(), phone.delay()]).toEqual(['suspended', false])
    expect(phone.pass(3_600 * SECOND)).toEqual([])
  })

  test('frozen, nothing is under way and nothing due, until it is thawed', () => {
    const page = anOpenPage()
    expect(page.tell({ type: 'frozen' })).toEqual(['cancel'])
    expect([page.mode(), page.delay(), page.deadline()]).toEqual(['suspended', false, null])
    page.tell({ type: 'thawed' })
    expect(page.mode()).toBe('polling')
  })

  test('a page whose pair another tab leads asks nothing', () => {
    const page = anOpenPage()
    page.tell({ type: 'follows' })
    expect([page.mode(), page.delay()]).toEqual(['follower', false])
    expect(page.tell({ type: 'wanted' })).toEqual([])
    expect(page.pass(60 * SECOND)).toEqual([])
    // it takes over
    expect(page.tell({ type: 'leads' })).toEqual(['poll'])
  })

  test('a follower opens its conversation by itself', () => {
    const page = aPage()
    page.tell({ type: 'follows' })
    expect([page.mode(), page.delay()]).toEqual(['booting', 2 * SECOND])
  })

  test('a page that was left asks nothing any more', () => {
    const page = anOpenPage()
    expect(page.tell({ type: 'stopped' })).toEqual(['cancel'])
    expect([page.mode(), page.delay(), page.deadline()]).toEqual(['left', false, null])
    expect(page.tell({ type: 'wanted' })).toEqual([])
  })
})

describe('the pace', () => {
  test('is 2 s for two minutes, then 5 s, and 2 s again with whatever happens', () => {
    const page = anOpenPage()
    const calm = () => {
      page.pass(121 * SECOND)
      page.asked()
      page.answered()
      expect(page.delay()).toBe(5 * SECOND)
    }
    expect(page.delay()).toBe(2 * SECOND)
    calm()
    page.tell({ type: 'touched' })
    expect(page.delay()).toBe(2 * SECOND)
    calm()
    page.asked()
    page.answered({ news: true })
    expect(page.delay()).toBe(2 * SECOND)
    calm()
    page.tell({ type: 'acked' })
    expect(page.delay()).toBe(2 * SECOND)
  })

  test('gets slower with an answer or a failure, never in the middle of a wait', () => {
    const page = anOpenPage()
    page.pass(119 * SECOND)
    page.asked()
    page.answered()
    page.pass(1_999)
    // the watchdog has looked meanwhile
    expect(page.delay()).toBe(2 * SECOND)
    page.asked()
    page.failed(UNREACHABLE)
    expect(page.delay()).toBe(5 * SECOND)
  })

  /** The talk has become quiet, and the wait for its next poll has run for so long. */
  const quiet = (ms: number, paces?: Paces) => {
    const page = aPage('pc', paces)
    page.pass(121 * SECOND)
    page.asked()
    page.answered()
    page.swept()
    page.pass(ms)
    return page
  }

  test.each([
    ['2 and 5 s', PACES, 3 * SECOND],
    ['4 and 5 s', { ...PACES, active: 4_000 }, SECOND],
    ['5 and 5 s', { ...PACES, active: 5_000 }, Infinity],
  ])('of %s: who writes in a quiet talk puts off no poll that was about to leave', (_, paces, from) => {
    // the shorter wait begins anew, and would end later than the one that runs
    for (const ms of [0, 500, 1_500, 2_999, 3_001, 4_999]) {
      const page = quiet(ms, paces)
      expect(page.tell({ type: 'touched' })).toEqual(ms > from ? ['poll'] : [])
      // once: from now on it is an active talk
      page.asked()
      page.answered()
      page.pass(1_999)
      expect(page.tell({ type: 'touched' })).toEqual([])
      expect(page.delay()).toBe(paces.active)
    }
  })

  test.each(['under way', 'failing', 'blocked', 'hidden', 'following'])(
    'who writes asks nothing more while the page is %s',
    (state) => {
      const page = quiet(4 * SECOND)
      if (state !== 'hidden' && state !== 'following') page.asked()
      if (state === 'failing') page.failed(UNREACHABLE)
      if (state === 'blocked') page.failed(http(403))
      if (state === 'hidden') page.tell({ type: 'hidden' })
      if (state === 'following') page.tell({ type: 'follows' })
      page.pass(4 * SECOND)
      expect(page.tell({ type: 'touched' })).toEqual([])
      expect([page.timing().again, page.timing().wanted]).toEqual([false, false])
    },
  )

  test('backs off from the current one, half by chance, to half a minute at most', () => {
    const page = anOpenPage()
    const delays = [0, 0.5, 0.999, 0, 0, 0].map((draw) => {
      page.asked()
      page.failed(UNREACHABLE, draw)
      return page.delay()
    })
    expect(delays).toEqual([2_000, 6_000, 15_992, 15_000, 15_000, 15_000])
    page.asked()
    page.answered()
    expect(page.delay()).toBe(2_000)
  })

  test('is never faster than the server asked for, and a little slower by chance', () => {
    const page = anOpenPage()
    page.asked()
    page.failed(http(429, 60_000), 0.5)
    expect(page.delay()).toBe(63_000)
    page.pass(59 * SECOND)
    for (const event of ['wanted', 'acked', 'hint'] as const) expect(page.tell({ type: event })).toEqual([])
    // what was wanted meanwhile goes in the very moment in which it may
    expect(page.pass(3_999)).toEqual([])
    expect(page.pass(1)).toEqual([['poll', 63_000]])
  })

  test('a phone that was put away while it was to wait asks when that is over, not later', () => {
    const page = anOpenPage('phone')
    page.asked()
    page.failed(http(503, 300_000))
    page.pass(250 * SECOND)
    page.tell({ type: 'hidden' })
    page.pass(20 * SECOND)
    page.tell({ type: 'shown' })
    expect(page.pass(60 * SECOND)[0]).toEqual(['poll', 300_000])
    // nor does it ask while it is put away
    const away = anOpenPage('phone')
    away.asked()
    away.failed(http(503, 300_000))
    away.tell({ type: 'wanted' })
    away.tell({ type: 'hidden' })
    expect(away.pass(600 * SECOND)).toEqual([])
  })

  test('what the server wants less of is put off, the rest goes on', () => {
    const page = anOpenPage()
    page.tell({ type: 'put off', what: 'history', ms: 100_000, draw: 0 })
    page.tell({ type: 'put off', what: 'sends', ms: 20_000, draw: 0.5 })
    expect([page.maySend(), page.mayAskHistory(), page.delay()]).toEqual([false, false, 2 * SECOND])
    expect(page.pass(21 * SECOND)).toEqual([])
    expect([page.maySend(), page.mayAskHistory()]).toEqual([true, false])
    expect(page.pass(79 * SECOND)).toEqual([['sweep', 100_000]])
    expect(page.mayAskHistory()).toBe(true)
  })

  test('whoever waits to send is not kept waiting by a slow pace', () => {
    const page = aPage('pc', { ...PACES, active: 60_000, idle: 60_000 })
    page.asked()
    page.answered()
    page.tell({ type: 'outbox', unsure: false, waits: true })
    page.asked()
    page.failed(UNREACHABLE)
    expect(page.delay()).toBeLessThanOrEqual(10 * SECOND)
  })

  test('a follower that takes over still waits for what the server asked of the tab before', () => {
    const page = anOpenPage()
    page.tell({ type: 'follows' })
    page.tell({ type: 'heard of failure', failure: http(503, 120_000), failures: 1, draw: 0 })
    expect(page.tell({ type: 'leads' })).toEqual([])
    expect(page.delay()).toBe(120_000)
  })
})

describe('waking', () => {
  test('what fires together counts once: a poll, then a sweep', () => {
    const page = anOpenPage()
    page.pass(10 * SECOND)
    page.tell({ type: 'hidden' })
    page.pass(10 * SECOND)
    for (const event of ['shown', 'hint', 'thawed', 'hint'] as const) page.tell({ type: event })
    expect(page.pass(299)).toEqual([])
    expect(page.pass(1)).toEqual([['poll', 20_300]])
    page.asked()
    expect(page.answered()).toEqual(['sweep'])
  })

  test('what overdue timers asked in the moment of waking is not asked again', () => {
    const page = anOpenPage()
    page.pass(10 * SECOND)
    page.sleep(3_600 * SECOND, false)
    page.asked()
    page.answered()
    expect(page.pass(300).map(([effect]) => effect)).toEqual(['sweep'])
  })

  test.each([true, false])(
    'a sleep is noticed, whether the monotonic clock stood still (%s) or not',
    (still) => {
      const page = anOpenPage()
      page.pass(2 * SECOND)
      page.sleep(8 * 3_600 * SECOND, still)
      const done = page.pass(5_400).map(([effect]) => effect)
      expect(done).toEqual(['poll'])
    },
  )

  test('a date that is set forward asks once, one that is set back not at all', () => {
    const page = anOpenPage()
    page.setDate(86_400 * SECOND)
    expect(page.pass(20 * SECOND).map(([effect]) => effect)).toEqual(['poll'])
    page.asked()
    page.answered()
    page.swept()
    page.setDate(-2 * 86_400 * SECOND)
    expect(page.pass(20 * SECOND)).toEqual([])
    expect(page.delay()).toBe(2 * SECOND)
  })

  test('a request that may hang in a dead connection is given up, a young one is joined', () => {
    const page = anOpenPage()
    page.asked()
    page.pass(5_100)
    page.tell({ type: 'hint' })
    expect(page.pass(300)).toEqual([
      ['cancel', 5_400],
      ['poll', 5_400],
    ])
    page.asked()
    page.pass(4 * SECOND)
    page.tell({ type: 'hint' })
    expect(page.pass(300)).toEqual([])
    // one more follows it: it may not bring what the wake is about
    expect(page.answered()).toEqual(['poll'])
  })

  test.each([true, false])(
    'a network that flickers, or a page that does, wakes once a second (failing: %s)',
    (fails) => {
      const page = anOpenPage()
      page.pass(10 * SECOND)
      const polls: number[] = []
      for (let i = 0; i < 100; i += 1) {
        page.tell({ type: i % 2 === 0 ? 'hint' : 'shown' })
        for (const [effect, at] of page.pass(200)) {
          if (effect !== 'poll') continue
          polls.push(at)
          page.asked()
          if (fails) page.failed(UNREACHABLE)
          else page.answered()
        }
      }
      // the first one as soon as ever
      expect(polls[0]).toBe(10_300)
      expect(polls.length).toBeLessThanOrEqual(20)
      expect(polls.length).toBeGreaterThanOrEqual(10)
    },
  )

  test('a page that is hidden at once again does not wake', () => {
    const page = anOpenPage('phone')
    page.tell({ type: 'hidden' })
    page.pass(60 * SECOND)
    page.tell({ type: 'shown' })
    page.pass(100)
    page.tell({ type: 'hidden' })
    expect(page.pass(60 * SECOND)).toEqual([])
  })
})

describe('polls', () => {
  test('one that was called off ends without a word, whatever comes of it', () => {
    const page = anOpenPage()
    page.asked()
    const { turn } = page.timing()
    page.asked()
    const before = page.timing()
    page.tell({ type: 'aborted', turn })
    page.tell({ type: 'failed', turn, failure: UNREACHABLE, draw: 0 })
    page.tell({ type: 'answered', turn, news: true, sweep: true })
    expect(page.timing()).toEqual(before)
  })

  test('one that is wanted while one is under way follows it, but not a failure', () => {
    const page = anOpenPage()
    page.asked()
    expect(page.tell({ type: 'wanted' })).toEqual([])
    page.failed(UNREACHABLE)
    page.asked()
    expect(page.answered()).not.toContain('poll')
  })

  test('one that stays unanswered for 8 s is told of while the page is seen', () => {
    const page = anOpenPage()
    page.asked()
    page.pass(7_999)
    expect(page.timing().slow).toBe(false)
    page.pass(1)
    expect(page.timing().slow).toBe(true)
    page.answered()
    expect(page.timing().slow).toBe(false)
    page.tell({ type: 'hidden' })
    page.asked()
    page.pass(20 * SECOND)
    expect(page.timing().slow).toBe(false)
  })

  test('the view is fresh for three idle paces after the last answer', () => {
    const page = anOpenPage()
    page.pass(14_999)
    expect(page.timing().stale).toBe(false)
    page.pass(1)
    expect(page.timing().stale).toBe(true)
    page.asked()
    page.answered()
    expect(page.timing().stale).toBe(false)
  })

  test('a POST needs an answer of the last 10 s, and none that failed since', () => {
    const page = aPage()
    expect(page.vouched()).toBe(false)
    page.asked()
    page.answered()
    expect(page.vouched()).toBe(true)
    page.sleep(11 * SECOND, true)
    expect(page.vouched()).toBe(false)
    page.asked()
    page.answered()
    page.asked()
    page.failed(UNREACHABLE)
    expect(page.vouched()).toBe(false)
  })
})

describe('sweeps', () => {
  const times = (page: ReturnType<typeof aPage>, ms: number) =>
    page
      .pass(ms)
      .filter(([effect]) => effect === 'sweep')
      .map(([, at]) => at / SECOND)

  test('every 30 s while active, then every 60 s', () => {
    expect(times(anOpenPage(), 305 * SECOND)).toEqual([30, 60, 90, 150, 210, 270])
  })

  test('1 s after an acknowledgement', () => {
    const page = anOpenPage()
    expect(page.tell({ type: 'acked' })).toEqual(['poll'])
    page.asked()
    page.answered()
    expect(times(page, 20 * SECOND)).toEqual([1])
  })

  test('at once, and every 5 s, while the fate of a message is unknown', () => {
    const page = anOpenPage()
    expect(page.tell({ type: 'outbox', unsure: true, waits: false })).toEqual(['sweep'])
    page.swept()
    expect(times(page, 21 * SECOND)).toEqual([5, 10, 15, 20])
    page.tell({ type: 'outbox', unsure: false, waits: false })
    expect(times(page, 21 * SECOND)).toEqual([])
  })

  test('at once after a flood, and after a failure that recovered: something may be missing until then', () => {
    const page = anOpenPage()
    page.asked()
    expect(page.answered({ sweep: true })).toEqual(['sweep'])
    expect(page.behind()).toBe(true)
    page.swept()
    expect(page.behind()).toBe(false)
    page.asked()
    page.failed(UNREACHABLE)
    page.asked()
    expect(page.answered()).toEqual(['sweep'])
    expect(page.behind()).toBe(true)
    // a history that hangs keeps no send waiting for long
    page.tell({ type: 'sweeping' })
    page.pass(9_999)
    expect(page.behind()).toBe(true)
    page.pass(1)
    expect(page.behind()).toBe(false)
  })

  test('not beside polls that fail, and later and later where sweeps themselves do', () => {
    const page = anOpenPage()
    page.asked()
    page.failed(UNREACHABLE)
    expect(times(page, 120 * SECOND)).toEqual([])
    page.asked()
    expect(page.answered()).toEqual(['sweep'])
    const waits = [1, 1, 1, 1, 1].map((draw) => {
      page.tell({ type: 'sweeping' })
      page.tell({ type: 'sweep failed', draw })
      const { wanted } = page.timing().sweep
      return ((wanted ?? 0) - 120 * SECOND) / SECOND
    })
    expect(waits).toEqual([10, 20, 40, 60, 60])
  })

  test('only one at a time, and one that was called off is made up for', () => {
    const page = anOpenPage()
    page.tell({ type: 'sweeping' })
    expect(times(page, 120 * SECOND)).toEqual([])
    page.tell({ type: 'hidden' })
    page.tell({ type: 'sweep aborted' })
    expect(page.timing().sweep).toMatchObject({ running: false, wanted: 120 * SECOND })
  })
})

test('the same timing, event and time give the same step', () => {
  const timing = newTiming('pc', true, { elapsed: 0, wall: WALL })
  const now = { elapsed: 5, wall: WALL + 5 }
  const frozen = Object.freeze(timing)
  expect(step(frozen, { type: 'started' }, now)).toEqual(step(frozen, { type: 'started' }, now))
})
