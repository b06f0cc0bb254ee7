import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { PageEvent } from '~/lib/page'
import type { TabLine } from '~/sync/chat'
import { startPresence } from '~/sync/presence'
import { ApiError } from '~/wire/errors'
import { SKEW, T } from '~test/builders'
import { aQuietChat, opens } from './aChat'

beforeEach(() => void vi.useFakeTimers({ now: T }))
afterEach(() => void vi.useRealTimers())

const HERE = () => Promise.resolve({ isOnline: true, heartAt: Date.now() + SKEW, ahead: SKEW })
const failing = (status: number) => () =>
  Promise.reject(new ApiError({ kind: 'http', status, retryAfter: null }))

function aVisit(answers: Parameters<typeof aQuietChat>[0] = { getUserStatus: HERE }) {
  const made = aQuietChat(answers)
  const watchers = new Set<(event: PageEvent) => void>()
  const stop = startPresence(made.chat, {
    watch: (watcher) => {
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
  })
  opens(made.chat)
  return {
    ...made,
    stop,
    happens: (event: PageEvent) => {
      for (const watcher of watchers) watcher(event)
      made.chat.engine.tell({ type: event })
    },
    after: (ms: number) => vi.advanceTimersByTimeAsync(ms),
    presence: () => made.store.getState().presence,
  }
}

const MINUTE = 60_000

test('a visit registers at once and every five minutes, and looks for the other side each minute', async () => {
  const { api, after, presence } = aVisit()
  await after(0)
  expect(api.regUserInfo.mock.calls).toEqual([
    [{ appid: 'JH', userid: '200', userrole: 'MEMBER', channel: 'PC' }],
  ])
  expect(api.getUserStatus.mock.calls).toEqual([[{ appid: 'JH', userid: '2', userrole: 'SALER' }]])
  expect(presence()).toBe('online')
  await after(10 * MINUTE)
  expect(api.regUserInfo).toHaveBeenCalledTimes(3)
  expect(api.getUserStatus).toHaveBeenCalledTimes(11)
  expect(api.unreadcount).toHaveBeenCalledTimes(2)
})

test('online is what is young by the clock of the server, which runs 8 hours ahead, also before the first message', async () => {
  let ago = 9 * MINUTE
  const { store, presence, after } = aVisit({
    getUserStatus: () => Promise.resolve({ isOnline: true, heartAt: Date.now() + SKEW - ago, ahead: SKEW }),
  })
  await after(0)
  expect(store.getState().log.rows).toEqual([])
  expect(presence()).toBe('online')
  ago = 11 * MINUTE
  await after(MINUTE)
  expect(presence()).toBe('offline')
})

test('while nobody sees the page nothing is asked, and back at it everything once the messages have gone', async () => {
  const { api, after, happens } = aVisit()
  await after(0)
  happens('hidden')
  await after(60 * MINUTE)
  expect(api.getUserStatus).toHaveBeenCalledTimes(1)
  expect(api.regUserInfo).toHaveBeenCalledTimes(1)
  happens('shown')
  await after(900)
  expect(api.getUserStatus).toHaveBeenCalledTimes(1)
  await after(100)
  expect(api.getUserStatus).toHaveBeenCalledTimes(2)
  expect(api.regUserInfo).toHaveBeenCalledTimes(2)
  expect(api.unreadcount).toHaveBeenCalledTimes(1)
  // looked at again and again
  happens('hidden')
  happens('shown')
  await after(2_000)
  expect(api.regUserInfo).toHaveBeenCalledTimes(2)
})

test('while polls fail nothing is asked', async () => {
  const { api, after, chat } = aVisit()
  await after(0)
  const failure = { kind: 'unreachable' } as const
  chat.engine.tell({ type: 'asked' })
  chat.engine.tell({ type: 'failed', turn: chat.engine.timing().turn, failure, draw: 0 })
  await after(5 * MINUTE)
  expect(api.getUserStatus).toHaveBeenCalledTimes(1)
  chat.engine.tell({ type: 'asked' })
  chat.engine.tell({ type: 'answered', turn: chat.engine.timing().turn, news: false, sweep: false })
  await after(0)
  expect(api.getUserStatus).toHaveBeenCalledTimes(2)
})

test('a backend without presence is hardly asked, and nothing is said', async () => {
  const { api, after, presence } = aVisit({ getUserStatus: failing(404), regUserInfo: failing(404) })
  await after(29 * MINUTE)
  expect(api.getUserStatus).toHaveBeenCalledTimes(1)
  expect(api.regUserInfo).toHaveBeenCalledTimes(1)
  expect(presence()).toBe('unknown')
  // a release that answered 404 for a moment
  api.getUserStatus.mockImplementation(HERE)
  await after(2 * MINUTE)
  expect(presence()).toBe('online')
})

test('other tabs hear that nobody knows any more', async () => {
  const { api, after, chat } = aVisit()
  const told = vi.fn<TabLine['told']>()
  chat.tabs.told = told
  await after(0)
  expect(told.mock.calls).toEqual([[{ type: 'presence', presence: 'online' }]])
  api.getUserStatus.mockImplementation(failing(500))
  await after(3 * MINUTE)
  expect(told.mock.lastCall).toEqual([{ type: 'presence', presence: 'unknown' }])
})

test('one that fails is asked less and less, and after two failures nobody knows any more', async () => {
  const { api, after, presence } = aVisit()
  await after(0)
  api.getUserStatus.mockImplementation(failing(500))
  await after(MINUTE)
  expect(presence()).toBe('online')
  await after(2 * MINUTE)
  expect(presence()).toBe('unknown')
  const before = api.getUserStatus.mock.calls.length
  await after(60 * MINUTE)
  expect(api.getUserStatus.mock.calls.length - before).toBeLessThan(8)
})

test('a server that asks for time is left alone for it, whoever comes back', async () => {
  const busy = () => Promise.reject(new ApiError({ kind: 'http', status: 503, retryAfter: 5 * MINUTE }))
  const { api, after, happens } = aVisit({ getUserStatus: busy, regUserInfo: busy })
  for (let i = 0; i < 4; i += 1) {
    await after(MINUTE)
    happens('hidden')
    happens('shown')
  }
  expect(api.getUserStatus).toHaveBeenCalledTimes(1)
  expect(api.regUserInfo).toHaveBeenCalledTimes(1)
  await after(MINUTE)
  expect(api.getUserStatus).toHaveBeenCalledTimes(2)
})

test('who comes back after hours is not told what was known then, if nothing is known now', async () => {
  const { api, after, happens, presence } = aVisit()
  await after(0)
  happens('hidden')
  await after(8 * 60 * MINUTE)
  api.getUserStatus.mockImplementation(failing(500))
  happens('shown')
  await after(1_000)
  expect(presence()).toBe('unknown')
})

test('a tab that another one leads asks nothing', async () => {
  const { api, after, chat } = aVisit()
  await after(0)
  chat.engine.tell({ type: 'follows' })
  await after(10 * MINUTE)
  expect(api.getUserStatus).toHaveBeenCalledTimes(1)
})

test('nothing is asked after the end, nor told of what is under way', async () => {
  let answer: (status: null) => void = () => {}
  const { api, after, stop, presence } = aVisit({
    getUserStatus: () => new Promise((resolve) => (answer = resolve)),
  })
  await after(0)
  stop()
  answer(null)
  await after(60 * MINUTE)
  expect(api.getUserStatus).toHaveBeenCalledTimes(1)
  expect(presence()).toBe('unknown')
})
