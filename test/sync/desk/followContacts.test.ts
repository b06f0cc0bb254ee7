import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ApiError, type ApiFailure } from '~/wire/errors'
import type { PageEvent } from '~/lib/page'
import { type ContactsState, followContacts } from '~/sync/desk/followContacts'

const LIN = { id: '200', nickname: '林晓雨', avatar: '', lasttime: null }
const DOWN: ApiFailure = { kind: 'http', status: 503, retryAfter: null }
const BUSY: ApiFailure = { kind: 'http', status: 429, retryAfter: 90_000 }
const SIGNED_OUT: ApiFailure = { kind: 'http', status: 401, retryAfter: null }

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => vi.useRealTimers())

/** A host whose answers the test gives, and a page that follows it. */
function aFollower({ leads = true, host = true } = {}) {
  const asked: number[] = []
  const answers: { answer: () => void; fail: (failure: ApiFailure) => void; signal: AbortSignal }[] = []
  const states: string[] = []
  const lists: unknown[] = []
  const asks = { leads }
  let happened: (event: PageEvent) => void = () => {}
  let slept = 0
  const ask = (signal: AbortSignal) => {
    asked.push((Date.now() - 1_000_000) / 1000)
    return new Promise<{ contacts: (typeof LIN)[]; rejected: number }>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
      answers.push({
        answer: () => resolve({ contacts: [LIN], rejected: 0 }),
        fail: (failure) => reject(new ApiError(failure)),
        signal,
      })
    })
  }
  const follower = followContacts({
    ask: host ? ask : null,
    told: (list) => lists.push(list),
    changed: (state: ContactsState) => states.push(state.kind),
    isAsking: () => asks.leads,
    clock: { wall: () => Date.now() + slept, elapsed: () => Date.now() },
    page: { watch: (heard) => ((happened = heard), () => (happened = () => {})) },
    random: () => 0,
  })
  const last = () => answers[answers.length - 1]
  return {
    ...follower,
    asked,
    answers,
    states,
    lists,
    asks,
    tell: (event: PageEvent) => happened(event),
    sleep: (ms: number) => void (slept += ms),
    answer: async (seconds = 0) => {
      last()?.answer()
      await vi.advanceTimersByTimeAsync(seconds * 1000)
    },
    fail: async (failure: ApiFailure, seconds = 0) => {
      last()?.fail(failure)
      await vi.advanceTimersByTimeAsync(seconds * 1000)
    },
  }
}

test('the list is asked for at once, and 30 s after each answer', async () => {
  const it = aFollower()
  expect([it.asked, it.states]).toEqual([[0], ['asking']])
  await vi.advanceTimersByTimeAsync(5000)
  await it.answer(29)
  expect([it.asked, it.states, it.lists]).toEqual([[0], ['asking', 'told'], [[LIN]]])
  await vi.advanceTimersByTimeAsync(1000)
  expect(it.asked).toEqual([0, 35])
  // one at a time, however long it takes
  await vi.advanceTimersByTimeAsync(120_000)
  it.tell('shown')
  it.retry()
  it.look()
  expect(it.asked).toEqual([0, 35])
})

test('without a host there is none, and nothing is asked', () => {
  const it = aFollower({ host: false })
  it.retry()
  it.look()
  it.stop()
  expect([it.asked, it.states]).toEqual([[], ['none']])
})

test('a host that fails is asked again ever later, and told as failed while there is no list', async () => {
  const it = aFollower()
  await it.fail(DOWN, 2)
  await it.fail(DOWN, 4)
  await it.fail(DOWN, 7)
  expect([it.asked, it.states]).toEqual([
    [0, 2, 6],
    ['asking', 'failed', 'failed', 'failed'],
  ])
  await vi.advanceTimersByTimeAsync(1000)
  await it.answer()
  expect([it.asked, it.states[4]]).toEqual([[0, 2, 6, 14], 'told'])
})

test('a list that was told stays told while the host fails', async () => {
  const it = aFollower()
  await it.answer(30)
  await it.fail(DOWN, 2)
  expect([it.asked, it.states]).toEqual([
    [0, 30, 32],
    ['asking', 'told'],
  ])
})

test('a host that asks to be left alone is, also on waking and for who does not want to wait', async () => {
  const it = aFollower()
  await it.fail(BUSY, 89)
  it.tell('shown')
  it.retry()
  expect(it.asked).toEqual([0])
  await vi.advanceTimersByTimeAsync(1000)
  expect(it.asked).toEqual([0, 90])
})

test('where nobody is signed in it is asked seldom, and at once by who does not want to wait', async () => {
  const it = aFollower()
  await it.fail(SIGNED_OUT, 299)
  expect(it.asked).toEqual([0])
  it.retry()
  expect(it.asked).toEqual([0, 299])
})

test('on waking it is asked at once, if the list is older than 30 s', async () => {
  const it = aFollower()
  await it.answer(10)
  it.tell('shown')
  it.tell('hint')
  expect(it.asked).toEqual([0])
  it.sleep(3_600_000)
  it.tell('hidden')
  expect(it.asked).toEqual([0])
  it.tell('thawed')
  expect(it.asked).toEqual([0, 10])
})

test('only the tab that leads asks; one that leads no more drops its question', async () => {
  const it = aFollower({ leads: false })
  it.tell('shown')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(it.asked).toEqual([])
  it.asks.leads = true
  it.look()
  expect(it.asked).toEqual([60])
  it.asks.leads = false
  it.look()
  expect(it.answers[0]?.signal.aborted).toBe(true)
  await vi.advanceTimersByTimeAsync(60_000)
  expect([it.asked, it.states, it.lists]).toEqual([[60], ['asking'], []])
  it.asks.leads = true
  it.look()
  await it.answer()
  expect(it.lists).toHaveLength(1)
})

test('the end ends it', async () => {
  const it = aFollower()
  await it.answer(10)
  it.stop()
  it.tell('shown')
  it.retry()
  await vi.advanceTimersByTimeAsync(600_000)
  expect(it.asked).toEqual([0])
})
