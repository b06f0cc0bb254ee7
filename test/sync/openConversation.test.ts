import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openConversation } from '~/sync/openConversation'
import { aDocument, T } from '~test/builders'
import { aBatch, aChat, failing, never, signal } from './aChat'

beforeEach(() => vi.useFakeTimers({ now: T }))
afterEach(() => vi.useRealTimers())

test('history’s first page is enough', async () => {
  const { chat, api, texts } = aChat({
    getMsgListByPageAndUserId: () => Promise.resolve(aBatch([aDocument()])),
  })
  expect(await openConversation(chat, signal())).toMatchObject({ received: 1, news: true, sweep: false })
  expect(api.getMsgListByPageAndUserId).toHaveBeenCalledWith(
    expect.objectContaining({ page: 1, limit: 20, lasttime: 9_999_999_999_999 }),
    expect.anything(),
  )
  expect(api.getNewestMsgListByLastTime).not.toHaveBeenCalled()
  expect(texts()).toEqual(['你好'])
})

test.each([
  ['missing', { kind: 'http', status: 404, retryAfter: null }, 'absent'],
  ['broken', { kind: 'http', status: 500, retryAfter: null }, 'more'],
  ['garbage', { kind: 'malformed', reason: '' }, 'more'],
] as const)(
  'where history is %s a poll from the beginning opens the conversation',
  async (_, failure, older) => {
    const { chat, api, texts, store } = aChat({
      getMsgListByPageAndUserId: failing(failure),
      getNewestMsgListByLastTime: () => Promise.resolve(aBatch([aDocument()])),
    })
    await openConversation(chat, signal())
    expect(api.getNewestMsgListByLastTime).toHaveBeenCalledWith(
      expect.objectContaining({ lasttime: 0 }),
      expect.anything(),
    )
    expect(texts()).toEqual(['你好'])
    expect(store.getState()).toMatchObject({ opened: true, older })
  },
)

test('an empty history is checked by a poll from the beginning', async () => {
  const { chat, texts } = aChat({ getNewestMsgListByLastTime: () => Promise.resolve(aBatch([aDocument()])) })
  await openConversation(chat, signal())
  expect(texts()).toEqual(['你好'])
})

test('where neither brings anything a sweep is to look the other way, before anything is sent', async () => {
  const { chat } = aChat()
  expect(await openConversation(chat, signal())).toMatchObject({ received: 0, sweep: true })
  const failed = aChat({ getMsgListByPageAndUserId: failing({ kind: 'unreachable' }) })
  expect(await openConversation(failed.chat, signal())).toMatchObject({ received: 0, sweep: false })
})

test('after three seconds without history a poll goes beside it, and what history brings later is merged', async () => {
  let answer: (documents: readonly unknown[]) => void = () => undefined
  const { chat, api, texts } = aChat({
    getMsgListByPageAndUserId: () => new Promise((resolve) => (answer = (d) => resolve(aBatch(d)))),
    getNewestMsgListByLastTime: () => Promise.resolve(aBatch([aDocument({ content: '新' }, T + 1000)])),
  })
  const opened = openConversation(chat, signal())
  await vi.advanceTimersByTimeAsync(2_999)
  expect(api.getNewestMsgListByLastTime).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  await opened
  expect(texts()).toEqual(['新'])
  answer([aDocument({ content: '旧' }, T)])
  await vi.advanceTimersByTimeAsync(1)
  expect(texts()).toEqual(['旧', '新'])
})

test('if nothing answers, the poll’s failure is told', async () => {
  const { chat } = aChat({
    getMsgListByPageAndUserId: never,
    getNewestMsgListByLastTime: failing({ kind: 'unreachable' }),
  })
  const opened = openConversation(chat, signal()).catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(3_000)
  expect(await opened).toMatchObject({ failure: { kind: 'unreachable' } })
  expect(chat.store.getState().opened).toBe(false)
})

test('a server that did not answer is not asked what is unread before it does', async () => {
  const { chat, api } = aChat({
    getMsgListByPageAndUserId: failing({ kind: 'unreachable' }),
    getNewestMsgListByLastTime: failing({ kind: 'unreachable' }),
  })
  const fails = async () => {
    await expect(openConversation(chat, signal())).rejects.toThrow('unreachable')
    chat.engine.tell({ type: 'failed', turn: 0, failure: { kind: 'unreachable' }, draw: 0 })
  }
  await fails()
  expect(api.unreadcount).toHaveBeenCalledTimes(1)
  await fails()
  expect(api.unreadcount).toHaveBeenCalledTimes(1)
  api.getMsgListByPageAndUserId.mockResolvedValue(aBatch([aDocument()]))
  await openConversation(chat, signal())
  expect(api.unreadcount).toHaveBeenCalledTimes(2)
})

test('a history that asked for time is not asked by the next try to open', async () => {
  const { chat, api } = aChat({
    getMsgListByPageAndUserId: failing({ kind: 'http', status: 429, retryAfter: 60_000 }),
    getNewestMsgListByLastTime: failing({ kind: 'unreachable' }),
  })
  const opening = () => openConversation(chat, signal())
  await expect(opening()).rejects.toThrow('unreachable')
  await expect(opening()).rejects.toThrow('unreachable')
  expect(api.getMsgListByPageAndUserId).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(60_000)
  await expect(opening()).rejects.toThrow('unreachable')
  expect(api.getMsgListByPageAndUserId).toHaveBeenCalledTimes(2)
})
