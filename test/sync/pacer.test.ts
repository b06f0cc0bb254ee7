import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createChatStore } from '~/store/chatStore'
import { createPacer } from '~/sync/pacer'
import type { ApiFailure } from '~/wire/errors'
import { PAIR } from '~test/builders'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const unreachable: ApiFailure = { kind: 'unreachable' }

function aPacer() {
  const store = createChatStore(PAIR)
  const page = { visible: true, draws: [0.5] }
  const pacer = createPacer(store, {
    clock: { wall: () => 0, elapsed: () => performance.now() },
    device: 'pc',
    isVisible: () => page.visible,
    random: () => page.draws.shift() ?? 0.5,
  })
  return { pacer, page, link: () => store.getState().link, delay: () => store.getState().delay, store }
}

test('a poll that stays unanswered is told of while the page is seen, not while it is hidden', async () => {
  const { pacer, page, link } = aPacer()
  pacer.started()
  await vi.advanceTimersByTimeAsync(8_000)
  expect(link().slow).toBe(true)
  pacer.succeeded()
  expect(link().slow).toBe(false)
  page.visible = false
  pacer.started()
  await vi.advanceTimersByTimeAsync(8_000)
  expect(link().slow).toBe(false)
})

test.each(['succeeded', 'failed', 'aborted'] as const)(
  'a poll that %s in time is not told of later',
  async (end) => {
    const { pacer, link } = aPacer()
    pacer.started()
    await vi.advanceTimersByTimeAsync(7_000)
    pacer[end](unreachable)
    await vi.advanceTimersByTimeAsync(8_000)
    expect(link().slow).toBe(false)
  },
)

test('the return is told only to those who were told of the loss, and not beyond the next one', () => {
  const { pacer, link } = aPacer()
  pacer.failed(unreachable)
  pacer.succeeded()
  expect(link().restored).toBe(false)
  pacer.failed(unreachable)
  pacer.failed(unreachable)
  pacer.succeeded()
  expect(link()).toEqual({ failures: 0, failure: null, slow: false, restored: true })
  pacer.failed(unreachable)
  expect(link().restored).toBe(false)
})

test('the draw for the back-off is made once a failure, and kept for as long as it lasts', () => {
  const { pacer, page, delay } = aPacer()
  page.draws = [0, 1]
  pacer.failed(unreachable)
  expect(delay()).toBe(2000)
  pacer.apply()
  pacer.apply()
  expect(delay()).toBe(2000)
  pacer.failed(unreachable)
  expect(delay()).toBe(8000)
})

test('what changes nothing leaves the state alone', () => {
  const { pacer, store } = aPacer()
  pacer.started()
  pacer.succeeded()
  const before = store.getState()
  pacer.started()
  pacer.succeeded()
  pacer.apply()
  store.merge([], 0, 0)
  store.discard('nobody')
  const opened = store.getState()
  store.merge([], 0, 0)
  store.update('nobody', { state: { phase: 'unknown' } })
  expect(store.getState()).toBe(opened)
  expect({ ...opened, opened: false }).toEqual(before)
})

test('a conversation that was left has no pace, and takes nothing in', () => {
  const { store } = aPacer()
  store.setDelay(2000)
  store.retire()
  expect(store.getState().delay).toBe(false)
  store.setOlder('end', 0)
  store.merge([], 5, 0)
  expect(store.getState()).toMatchObject({ older: 'more', rejected: 0, opened: false })
})
