import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openConversation } from '~/sync/openConversation'
import { sweep } from '~/sync/sweep'
import { countUnread } from '~/sync/unread'
import { aDocument, T } from '~test/builders'
import { aBatch, aChat, anOpenChat, failing, signal } from './aChat'

beforeEach(() => void vi.useFakeTimers({ now: T }))
afterEach(() => void vi.useRealTimers())

/** `count` messages of the other side, unread, newest first, `gap` ms apart, and a history that gives them by the page. */
function aPast(count: number, cap = Infinity, gap = 1_000) {
  const rows = Array.from({ length: count }, (_, i) => aDocument({ content: `${i}` }, T - i * gap))
  return ({ lasttime, limit, page }: { lasttime: number; limit: number; page: number }) => {
    const size = Math.min(limit, cap)
    const older = rows.filter(({ sendtime }) => Number(sendtime) < lasttime)
    return Promise.resolve(aBatch(older.slice((page - 1) * size, page * size)))
  }
}

test('opening brings what is unread beyond the first page, without being waited for', async () => {
  const { chat, api, texts } = aChat({
    getMsgListByPageAndUserId: aPast(300),
    unreadcount: () => Promise.resolve(70),
  })
  await openConversation(chat, signal())
  expect(texts()).toHaveLength(20)
  await vi.advanceTimersByTimeAsync(0)
  expect(texts()).toHaveLength(80)
  expect(api.getMsgListByPageAndUserId.mock.calls.map(([{ limit }]) => limit)).toEqual([20, 80])
})

test('opening brings no more than 200 rows, and stops at the cap of a server', async () => {
  const { chat, texts } = aChat({
    getMsgListByPageAndUserId: aPast(1_000),
    unreadcount: () => Promise.resolve(900),
  })
  await openConversation(chat, signal())
  await vi.advanceTimersByTimeAsync(0)
  expect(texts()).toHaveLength(200)

  const capped = aChat({
    getMsgListByPageAndUserId: aPast(1_000, 10),
    unreadcount: () => Promise.resolve(900),
  })
  await openConversation(capped.chat, signal())
  await vi.advanceTimersByTimeAsync(0)
  expect(capped.texts()).toHaveLength(10)
  expect(capped.api.getMsgListByPageAndUserId).toHaveBeenCalledTimes(2)
})

test('a backend that does not count opens all the same', async () => {
  const { chat, api, texts } = aChat({
    getMsgListByPageAndUserId: aPast(30),
    unreadcount: () => Promise.reject(new TypeError('no such endpoint')),
  })
  await openConversation(chat, signal())
  await vi.advanceTimersByTimeAsync(0)
  expect(texts()).toHaveLength(20)
  expect(api.getMsgListByPageAndUserId).toHaveBeenCalledTimes(1)
})

test('a history that asks for time while it brings what is unread gets it', async () => {
  const past = aPast(300)
  const { chat, api } = aChat({
    getMsgListByPageAndUserId: (query) =>
      query.limit === 20 ? past(query) : failing({ kind: 'http', status: 429, retryAfter: 60_000 })(),
    unreadcount: () => Promise.resolve(70),
  })
  await openConversation(chat, signal())
  await vi.advanceTimersByTimeAsync(59_000)
  expect(chat.engine.mayAskHistory()).toBe(false)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(chat.engine.mayAskHistory()).toBe(true)
  expect(api.getMsgListByPageAndUserId).toHaveBeenCalledTimes(2)
})

test('more unread messages than are here are swept for, the second time as deep as can be', async () => {
  const { chat, hands, texts, api } = anOpenChat({
    getMsgListByPageAndUserId: aPast(400),
    unreadcount: () => Promise.resolve(100),
  })
  expect(await countUnread(chat)).toBe(true)
  expect(hands.sweep).toHaveBeenCalledTimes(1)
  await sweep(chat)
  expect(texts()).toHaveLength(400)

  const other = anOpenChat({ getMsgListByPageAndUserId: aPast(400), unreadcount: api.unreadcount })
  other.store.sweptTo(T + 8 * 3_600_000, false, 0, 0)
  expect(await countUnread(other.chat)).toBe(true)
  await sweep(other.chat)
  const shallow = other.texts().length
  expect(shallow).toBeLessThan(400)
  api.unreadcount.mockResolvedValue(shallow + 5)
  expect(await countUnread(other.chat)).toBe(true)
  await sweep(other.chat)
  expect(other.texts().length).toBeGreaterThanOrEqual(320)
})

test('the sweep after a deep one asks for no more than it needs', async () => {
  const { chat, api } = anOpenChat({ getMsgListByPageAndUserId: aPast(400, Infinity, 10_000) })
  await openConversation(chat, signal())
  await sweep(chat)
  chat.habits.deep = true
  await sweep(chat)
  expect(api.getMsgListByPageAndUserId.mock.lastCall?.[0].limit).toBe(320)
  await sweep(chat)
  expect(api.getMsgListByPageAndUserId.mock.lastCall?.[0].limit).toBe(20)
})

test('a deep look that is wanted while a sweep runs is taken by the next one', async () => {
  const { chat } = anOpenChat({ getMsgListByPageAndUserId: aPast(400) })
  const running = sweep(chat)
  chat.habits.deep = true
  await running
  expect(chat.habits.deep).toBe(true)
  await sweep(chat)
  expect(chat.habits.deep).toBe(false)
})

test('what a deep look does not find is looked for no more', async () => {
  const { chat } = anOpenChat({ unreadcount: () => Promise.resolve(2) })
  expect([await countUnread(chat), await countUnread(chat), await countUnread(chat)]).toEqual([
    true,
    true,
    false,
  ])
  expect(await countUnread(chat)).toBe(false)
})
