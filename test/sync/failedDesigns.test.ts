import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { newestDelivered } from '~/domain/cursor'
import { newestRead } from '~/store/selectors'
import { loadOlder } from '~/sync/loadOlder'
import { openConversation } from '~/sync/openConversation'
import { poll } from '~/sync/poll'
import { pullNewest } from '~/sync/pullNewest'
import { flush, sendText } from '~/sync/send'
import { sweep } from '~/sync/sweep'
import { ApiError, type ApiFailure } from '~/wire/errors'
import { parseMessage } from '~/wire/schema'
import { aDocument, anOwnDocument, MINUTE, SKEW, T } from '~test/builders'
import { aBatch, aChat, failing, never, signal } from './aChat'

// Each of these was once how it worked, and lost, doubled or stalled something.

beforeEach(() => vi.useFakeTimers({ now: T, toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] }))
afterEach(() => vi.useRealTimers())

const SERVER_DOWN: ApiFailure = { kind: 'http', status: 500, retryAfter: null }

/** 500 messages of the other side, 100 ms apart, the newest at T: more than a sweep's largest page holds. */
const flood = Array.from({ length: 500 }, (_, i) => aDocument({ content: `${i}` }, T - (499 - i) * 100, i))
type Query = Readonly<{ page: number; limit: number; lasttime: number }>

/** The newest `limit` of these documents before `lasttime`. */
const historyOf = (documents: readonly Record<string, unknown>[], { limit, lasttime }: Query) =>
  aBatch(
    documents
      .filter(({ sendtime }) => Number(sendtime) < lasttime)
      .slice(-limit)
      .reverse(),
  )

test('what the first pages of a sweep brought stays when a later one fails, and the sweep does not count', async () => {
  let asked = 0
  const { chat, store, texts } = aChat({
    getMsgListByPageAndUserId: (query) => {
      asked += 1
      return asked === 1 ? Promise.resolve(historyOf(flood, query)) : failing(SERVER_DOWN)()
    },
  })
  const swept = sweep(chat, signal()).catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await swept).toBeInstanceOf(ApiError)
  expect(texts()).toEqual(flood.slice(-20).map(({ content }) => content))
  expect(store.getState().swept).toBeNull()
})

test('a receipt is shown as soon as it is seen, not when a long sweep has ended', async () => {
  const old = Array.from({ length: 40 }, (_, i) =>
    anOwnDocument({ content: `${i}` }, T - (60 - i) * MINUTE, i),
  )
  const readNow = anOwnDocument({ content: '看了吗', status: 1, readtime: T + SKEW }, T)
  let asked = 0
  const { chat, store } = aChat({
    getMsgListByPageAndUserId: (query) => {
      asked += 1
      return asked === 1 ? Promise.resolve(historyOf([...flood, readNow], query)) : never()
    },
    getNewestMsgListByLastTime: () => Promise.resolve(aBatch(old)),
  })
  await pullNewest(chat, signal())
  expect(newestRead(store.getState())).toBeNull()
  void sweep(chat, signal())
  await vi.advanceTimersByTimeAsync(100)
  expect(asked).toBe(2)
  // every message up to this one is shown as read
  expect(newestRead(store.getState())?.raw).toBe('看了吗')
})

test('an own acknowledgement does not decide how deep the next sweep looks', async () => {
  const before = aDocument({ content: '在' }, T - 10 * MINUTE)
  // stamped long before our own message, and visible only after it
  const late = aDocument({ content: '迟到的' }, T - 9 * MINUTE)
  const documents = [before]
  const { chat, store, texts } = aChat({
    getMsgListByPageAndUserId: ({ limit, lasttime }) =>
      Promise.resolve(historyOf(documents, { page: 1, limit: Math.min(limit, 5), lasttime })),
    sendMsg: () => {
      const saved = parseMessage(anOwnDocument({ content: '我' }, T))
      return saved ? Promise.resolve(saved) : never()
    },
  })
  await openConversation(chat, signal())
  chat.engine.tell({ type: 'answered', turn: 0, news: true, sweep: false })
  sendText(chat, '我')
  await vi.advanceTimersByTimeAsync(10)
  expect(store.getState().outbox[0]?.state.phase).toBe('sent')
  // a replica that knows of neither yet answers the sweep after the acknowledgement
  await sweep(chat, signal())
  expect(store.getState().swept).toBe(T - 10 * MINUTE + SKEW)
  // then everything is there, behind more rows than one capped page holds
  documents.push(late, ...flood.slice(-12))
  await sweep(chat, signal())
  expect(texts()).toContain('迟到的')
})

test('a message that never left takes part in no matching: an equal one of another device is another one', async () => {
  const { chat, store, api, hands } = aChat({
    getNewestMsgListByLastTime: () =>
      Promise.resolve(aBatch([anOwnDocument({ content: '好的' }, T + 1000), aDocument({}, T)])),
    sendMsg: failing(SERVER_DOWN),
  })
  store.merge([], 0, 0)
  // nothing vouches for the connection: a poll goes first, the message waits
  sendText(chat, '好的')
  expect(hands.poll).toHaveBeenCalledTimes(1)
  await pullNewest(chat, signal())
  expect(store.getState().outbox.map(({ state }) => state.phase)).toEqual(['queued'])
  chat.engine.tell({ type: 'answered', turn: 0, news: true, sweep: false })
  await flush(chat)
  expect(api.sendMsg).toHaveBeenCalledTimes(1)
})

test('each page of a sweep has tries of its own: a network that fails two times of three ends no long one', async () => {
  let asked = 0
  const { chat, store, texts } = aChat({
    getMsgListByPageAndUserId: (query) => {
      asked += 1
      return asked % 3 === 0 ? Promise.resolve(historyOf(flood, query)) : failing(SERVER_DOWN)()
    },
  })
  const swept = sweep(chat, signal())
  await vi.advanceTimersByTimeAsync(60_000)
  await swept
  expect(texts()).toHaveLength(500)
  expect(store.getState().swept).toBe(T + SKEW)
})

test('a message of unknown fate is no old identical one that scrolling up brings in', async () => {
  const old = anOwnDocument({ content: '在吗' }, T - 60 * MINUTE)
  const newer = Array.from({ length: 20 }, (_, i) => aDocument({ content: `${i}` }, T - (20 - i) * MINUTE, i))
  const { chat, store, texts } = aChat({
    getMsgListByPageAndUserId: (query) => Promise.resolve(historyOf([old, ...newer], query)),
    sendMsg: failing({ kind: 'timeout', waited: 15_000 }),
  })
  await poll(chat, signal())
  sendText(chat, '在吗')
  await vi.advanceTimersByTimeAsync(10)
  expect(store.getState().outbox[0]?.state.phase).toBe('unknown')
  await loadOlder(chat)
  expect(texts()).toHaveLength(21)
  expect(store.getState().outbox).toHaveLength(1)
})

test('a page that a poll opened posts nothing before a sweep has looked: an own message of before is not yet known', async () => {
  // such a poll brings but the other side's messages
  const documents = [aDocument({ content: '在' }, T - MINUTE), anOwnDocument({ content: '在吗' }, T - 30_000)]
  let isHistoryDown = true
  const { chat, store, api } = aChat({
    getMsgListByPageAndUserId: (query) =>
      isHistoryDown ? failing(SERVER_DOWN)() : Promise.resolve(historyOf(documents, query)),
    getNewestMsgListByLastTime: () => Promise.resolve(aBatch(documents.slice(0, 1), null)),
    sendMsg: failing({ kind: 'timeout', waited: 15_000 }),
  })
  await poll(chat, signal())
  sendText(chat, '在吗')
  await flush(chat)
  expect(api.sendMsg).not.toHaveBeenCalled()
  isHistoryDown = false
  chat.engine.tell({ type: 'sweeping' })
  await sweep(chat, signal())
  chat.engine.tell({ type: 'swept' })
  await flush(chat)
  expect(api.sendMsg).toHaveBeenCalledTimes(1)
  // it is not taken for the one of before
  expect(store.getState().outbox.map(({ state }) => state.phase)).toEqual(['unknown'])
})

test('a tab that another one asks for has no sweep to wait for: what waits in it is sent', async () => {
  const { chat, api } = aChat({
    getNewestMsgListByLastTime: () => Promise.resolve(aBatch([aDocument()])),
    sendMsg: failing(SERVER_DOWN),
  })
  await poll(chat, signal())
  sendText(chat, '在吗')
  await flush(chat)
  expect(api.sendMsg).not.toHaveBeenCalled()
  chat.engine.tell({ type: 'follows' })
  await flush(chat)
  expect(api.sendMsg).toHaveBeenCalledTimes(1)
})

test.each([
  ['with ObjectIds', (i: number) => aDocument({ content: `${i}` }, T + i * 1000)],
  ['without', (i: number) => aDocument({ content: `${i}`, _id: `row-${i}` }, T + i * 1000)],
])('a device whose clock is ten minutes or a year slow does not stall the cursor (%s)', async (_, row) => {
  for (const slow of [10 * MINUTE, 365 * 24 * 60 * MINUTE]) {
    vi.setSystemTime(T - slow)
    let i = 0
    const { chat, store } = aChat({
      getNewestMsgListByLastTime: () => Promise.resolve(aBatch([row((i += 1))], null)),
    })
    for (const n of [1, 2, 3]) {
      await pullNewest(chat, signal())
      expect(newestDelivered(store.getState().log)).toBe(T + SKEW + n * 1000)
    }
  }
})
