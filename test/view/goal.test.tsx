import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createGoal } from '~/view/list/goal'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function aGoal(isPageHidden: () => boolean) {
  const ended = vi.fn<() => void>()
  return {
    ended,
    goal: createGoal({ scroller: document.createElement('div'), isPageHidden, offsetOf: () => 0, ended }),
  }
}

test('a place one was led to is held for 2.2 s', () => {
  const { goal, ended } = aGoal(() => false)
  goal.lead('a', 100)
  vi.advanceTimersByTime(2_199)
  expect(goal.isOn()).toBe(true)
  expect(ended).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(goal.isOn()).toBe(false)
  expect(ended).toHaveBeenCalledOnce()
})

test('a page in the background, which is not laid out, holds it until some time after it is shown', () => {
  let hidden = true
  const { goal, ended } = aGoal(() => hidden)
  goal.lead('a', 100)
  vi.advanceTimersByTime(60_000)
  expect(goal.isOn()).toBe(true)
  hidden = false
  vi.advanceTimersByTime(2_200)
  expect(goal.isOn()).toBe(false)
  expect(ended).toHaveBeenCalledOnce()
})

test('nothing is told of a place that was let go', () => {
  const { goal, ended } = aGoal(() => false)
  goal.lead('a', 100)
  goal.drop()
  vi.advanceTimersByTime(10_000)
  expect(ended).not.toHaveBeenCalled()
})

test('a place that one was led to since is another one: only that is led on', () => {
  const { goal } = aGoal(() => false)
  expect(goal.leadsTo(null)).toBe(false)
  goal.lead('unread', 100)
  expect(goal.leadsTo('unread')).toBe(true)
  goal.lead('found', 100)
  expect(goal.leadsTo('unread')).toBe(false)
})
