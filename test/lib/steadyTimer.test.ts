import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSteadyTimer } from '~/lib/steadyTimer'
import type { Wish } from '~/lib/tick.worker'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A worker that keeps time by its own clock, as far as it lives. */
function aWorker() {
  const timers = new Map<number, ReturnType<typeof setTimeout>>()
  const heard = new Map<string, (event: unknown) => void>()
  const state = { isDead: false, isTerminated: false, spawned: 0, wishes: 0 }
  const worker = {
    addEventListener: (type: string, listener: (event: unknown) => void) => heard.set(type, listener),
    postMessage({ id, ms }: Wish) {
      state.wishes += 1
      clearTimeout(timers.get(id))
      timers.delete(id)
      if (ms === null || state.isDead) return
      timers.set(
        id,
        setTimeout(() => heard.get('message')?.({ data: id }), ms),
      )
    },
    terminate() {
      state.isTerminated = true
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
  return {
    state,
    pending: () => timers.size,
    fails: () => heard.get('error')?.({}),
    says: (id: number) => heard.get('message')?.({ data: id }),
    spawn: () => {
      state.spawned += 1
      return worker as unknown as Worker
    },
  }
}

/** The numbers of the tasks that have run. */
function someTasks() {
  const ran: number[] = []
  return { ran, task: (n: number) => () => void ran.push(n) }
}

test('each timer goes off once, when the worker says so', () => {
  const { ran, task } = someTasks()
  const timer = createSteadyTimer(aWorker().spawn)
  timer.after(1_000, task(1))
  timer.after(200, task(2))
  vi.advanceTimersByTime(999)
  expect(ran).toEqual([2])
  vi.advanceTimersByTime(1)
  expect(ran).toEqual([2, 1])
  vi.advanceTimersByTime(60_000)
  expect(ran).toEqual([2, 1])
  expect(vi.getTimerCount()).toBe(0)
})

test('all of them have one worker, which is had when the first is wanted', () => {
  const helper = aWorker()
  const timer = createSteadyTimer(helper.spawn)
  expect(helper.state.spawned).toBe(0)
  timer.after(1, () => {})
  timer.after(2, () => {})
  expect(helper.state.spawned).toBe(1)
  timer.stop()
})

test('what is called off does not run, and the worker is not left with it', () => {
  const { ran, task } = someTasks()
  const helper = aWorker()
  const timer = createSteadyTimer(helper.spawn)
  const callOff = timer.after(1_000, task(1))
  callOff()
  expect([helper.pending(), vi.getTimerCount()]).toEqual([0, 0])
  helper.says(1)
  vi.advanceTimersByTime(60_000)
  expect(ran).toEqual([])
})

test('to call off what has run asks nothing of the worker', () => {
  const helper = aWorker()
  const timer = createSteadyTimer(helper.spawn)
  const callOff = timer.after(10, () => {})
  vi.advanceTimersByTime(10)
  callOff()
  expect(helper.state.wishes).toBe(1)
})

test('a worker that has died without a word leaves the timers of the page', () => {
  const { ran, task } = someTasks()
  const helper = aWorker()
  helper.state.isDead = true
  createSteadyTimer(helper.spawn).after(1_000, task(1))
  vi.advanceTimersByTime(1_500)
  expect(ran).toEqual([1])
})

test('without a worker timers are exact, and so are those after it has failed', () => {
  const { ran, task } = someTasks()
  createSteadyTimer(() => {
    throw new Error('forbidden by the policy of the page')
  }).after(1_000, task(1))
  const helper = aWorker()
  const timer = createSteadyTimer(helper.spawn)
  timer.after(1_000, task(2))
  helper.fails()
  timer.after(1_000, task(3))
  vi.advanceTimersByTime(1_000)
  expect(ran).toEqual([1, 3])
  vi.advanceTimersByTime(500)
  expect(ran).toEqual([1, 3, 2])
  expect([helper.state.isTerminated, helper.state.spawned]).toEqual([true, 1])
})

test('a task may set the next one', () => {
  const { ran, task } = someTasks()
  const timer = createSteadyTimer(aWorker().spawn)
  timer.after(100, () => {
    task(1)()
    timer.after(100, task(2))
  })
  vi.advanceTimersByTime(200)
  expect(ran).toEqual([1, 2])
})

test('stopped, nothing runs any more and the worker is gone', () => {
  const { ran, task } = someTasks()
  const helper = aWorker()
  const timer = createSteadyTimer(helper.spawn)
  timer.after(100, task(1))
  timer.stop()
  timer.after(100, task(2))
  vi.advanceTimersByTime(60_000)
  expect(ran).toEqual([])
  expect(helper.state).toMatchObject({ isTerminated: true, spawned: 1 })
  expect(vi.getTimerCount()).toBe(0)
})
