import { afterEach, describe, expect, test, vi } from 'vitest'
import { loadOlder } from '~/sync/loadOlder'
import { openConversation } from '~/sync/openConversation'
import { aDocument, anId, MINUTE, SKEW, T } from '~test/builders'
import { aBatch, aChat, type ApiDocument, type Boundary, failing, historyOf, signal } from './aChat'

afterEach(() => vi.useRealTimers())

async function readToTheTop(documents: readonly ApiDocument[], boundary: Boundary, cap?: number) {
  const { chat, api, texts, store } = aChat({
    getMsgListByPageAndUserId: historyOf(documents, boundary, cap),
  })
  await openConversation(chat, signal())
  for (let i = 0; i < 100 && store.getState().older !== 'end'; i += 1) await loadOlder(chat)
  return { texts, store, requests: api.getMsgListByPageAndUserId.mock.calls.length }
}

const many = Array.from({ length: 75 }, (_, i) => aDocument({ content: String(i) }, T + i * MINUTE))
const inOrder = many.map(({ content }) => content)

test.each(['exclusive', 'inclusive'] as const)(
  'every message is reached, once, where lasttime is %s',
  async (boundary) => {
    const { texts, store } = await readToTheTop(many, boundary)
    expect(texts()).toEqual(inOrder)
    expect(store.getState().older).toBe('end')
  },
)

test('a server that caps its pages is read to the top all the same', async () => {
  const { texts } = await readToTheTop(many, 'exclusive', 7)
  expect(texts()).toEqual(inOrder)
})

test.each(['exclusive', 'inclusive'] as const)(
  '50 messages of one stamp do not stop the way up (%s)',
  async (boundary) => {
    const tied = Array.from({ length: 50 }, (_, i) =>
      aDocument({ _id: anId(T + 500_000, i), content: `t${i}`, sendtime: T + SKEW + 500_000 }),
    )
    const older = Array.from({ length: 5 }, (_, i) => aDocument({ content: `a${i}` }, T + i * 1000))
    const newer = Array.from({ length: 5 }, (_, i) => aDocument({ content: `z${i}` }, T + 600_000 + i * 1000))
    const { texts } = await readToTheTop([...older, ...tied, ...newer], boundary)
    expect(texts()).toEqual([...older, ...tied, ...newer].map(({ content }) => content))
  },
)

test('a message that arrives meanwhile neither hides nor repeats one', async () => {
  const documents = [...many]
  const { chat, texts, store } = aChat({
    getMsgListByPageAndUserId: (query) => {
      documents.push(aDocument({ content: `n${documents.length}` }, T + documents.length * MINUTE))
      return historyOf(documents, 'exclusive')(query)
    },
  })
  await openConversation(chat, signal())
  for (let i = 0; i < 20 && store.getState().older !== 'end'; i += 1) await loadOlder(chat)
  expect(texts().slice(0, 75)).toEqual(inOrder)
})

test('a page that fails is told, what came stays, and the next try goes on', async () => {
  const { chat, api, texts, store } = aChat({ getMsgListByPageAndUserId: historyOf(many, 'exclusive') })
  await openConversation(chat, signal())
  vi.useFakeTimers()
  // three tries of one page
  for (let i = 0; i < 3; i += 1) {
    api.getMsgListByPageAndUserId.mockImplementationOnce(failing({ kind: 'unreachable' }))
  }
  const first = loadOlder(chat)
  await vi.advanceTimersByTimeAsync(3_000)
  await first
  expect(store.getState().older).toBe('failed')
  expect(texts()).toEqual(inOrder.slice(-20))
  await loadOlder(chat)
  expect(texts()).toEqual(inOrder.slice(-39) /* 20 less the overlap of one */)
})

test('only one request is under way, and none beyond the beginning', async () => {
  const { chat, api } = aChat({ getMsgListByPageAndUserId: historyOf(many.slice(0, 10), 'exclusive') })
  await openConversation(chat, signal())
  // one page at the beginning's stamp, and one behind it: a cap of one row could hide what follows
  const requests = 1 + 2
  await Promise.all([loadOlder(chat), loadOlder(chat), loadOlder(chat)])
  expect(api.getMsgListByPageAndUserId).toHaveBeenCalledTimes(requests)
  await loadOlder(chat)
  expect(api.getMsgListByPageAndUserId).toHaveBeenCalledTimes(requests)
})

test('a page of damaged rows is not taken for the beginning', async () => {
  const { chat, api, texts, store } = aChat({
    getMsgListByPageAndUserId: historyOf(many.slice(20), 'exclusive'),
  })
  await openConversation(chat, signal())
  api.getMsgListByPageAndUserId
    .mockImplementationOnce(() => Promise.resolve(aBatch(Array.from({ length: 20 }, () => null))))
    .mockImplementationOnce(() => Promise.resolve(aBatch(many.slice(0, 20))))
  await loadOlder(chat)
  expect(store.getState().older).toBe('more')
  expect(texts()).toContain('0')
})

test('a page of another pair’s rows is not taken for the beginning', async () => {
  const foreign = Array.from({ length: 20 }, (_, i) => aDocument({ from: '3' }, T - i * 1000))
  const { chat, api, store } = aChat({ getMsgListByPageAndUserId: historyOf(many.slice(20), 'exclusive') })
  await openConversation(chat, signal())
  api.getMsgListByPageAndUserId
    .mockImplementationOnce(() => Promise.resolve(aBatch(foreign)))
    .mockImplementationOnce(() => Promise.resolve(aBatch(many.slice(0, 20))))
  await loadOlder(chat)
  expect(store.getState().older).toBe('more')
})

test('a row of another pair that comes along with each page leads nobody past those of one stamp', async () => {
  const stray = aDocument({ from: '3' }, T)
  const tied = Array.from({ length: 75 }, (_, i) =>
    aDocument({ _id: anId(T + 10 * MINUTE, i), content: String(i), sendtime: T + SKEW + 10 * MINUTE }),
  )
  const history = historyOf(tied, 'exclusive')
  const { chat, texts, store } = aChat({
    getMsgListByPageAndUserId: async (query) => {
      const { messages, rows } = await history(query)
      return { ...aBatch(), messages: [...messages, ...aBatch([stray]).messages], rows: rows + 1 }
    },
  })
  await openConversation(chat, signal())
  for (let i = 0; i < 20 && store.getState().older !== 'end'; i += 1) await loadOlder(chat)
  expect(texts()).toEqual(inOrder)
})

test('a conversation without one usable stamp can be read upwards too', async () => {
  const undated = [aDocument({ sendtime: null }, T)]
  const { chat, api } = aChat({ getMsgListByPageAndUserId: () => Promise.resolve(aBatch(undated)) })
  await openConversation(chat, signal())
  await loadOlder(chat)
  expect(api.getMsgListByPageAndUserId.mock.calls[1]?.[0].lasttime).toBeGreaterThanOrEqual(T)
})

test('being called off is no failure', async () => {
  const { chat, api, store } = aChat({ getMsgListByPageAndUserId: historyOf(many, 'exclusive') })
  await openConversation(chat, signal())
  const controller = new AbortController()
  api.getMsgListByPageAndUserId.mockImplementationOnce(() => {
    controller.abort()
    return Promise.reject(new DOMException('', 'AbortError'))
  })
  await loadOlder(chat, controller.signal)
  expect(store.getState().older).toBe('more')
})

test('a history that is gone is told from one that stumbles', async () => {
  const { chat, api, store } = aChat({ getMsgListByPageAndUserId: historyOf(many, 'exclusive') })
  await openConversation(chat, signal())
  api.getMsgListByPageAndUserId.mockImplementationOnce(
    failing({ kind: 'http', status: 404, retryAfter: null }),
  )
  await loadOlder(chat)
  expect(store.getState().older).toBe('absent')
  const calls = api.getMsgListByPageAndUserId.mock.calls.length
  await loadOlder(chat)
  expect(api.getMsgListByPageAndUserId).toHaveBeenCalledTimes(calls)
})

test('the way up asks just above the oldest message, so that ties at the border come along', async () => {
  const { chat, api } = aChat({ getMsgListByPageAndUserId: historyOf(many, 'exclusive') })
  await openConversation(chat, signal())
  await loadOlder(chat)
  expect(api.getMsgListByPageAndUserId.mock.calls[1]?.[0].lasttime).toBe(Number(many[55]?.['sendtime']) + 1)
})

describe('the first message is reached, each once and in order', () => {
  const at = (content: string, from: number, count: number, perStamp = 1) =>
    Array.from({ length: count }, (_, i) =>
      aDocument({ content: `${content}${i}` }, T + (from + Math.floor(i / perStamp)) * MINUTE, i % perStamp),
    )
  const talks: Readonly<Record<string, readonly ApiDocument[]>> = {
    'apart in time': at('a', 0, 250),
    'two to a stamp': at('a', 0, 250, 2),
    'as many to a stamp as a capped page holds': at('a', 0, 130, 10),
    'one more to a stamp than that': at('a', 0, 132, 11),
    'with 150 of one stamp among them': [...at('a', 0, 45), ...at('t', 50, 150, 150), ...at('z', 60, 45)],
    'the first 130 of one stamp': [...at('t', 0, 130, 130), ...at('z', 60, 45)],
    'all of one stamp': at('t', 0, 130, 130),
  }
  /** How many rows a page has, whatever was asked for. */
  const servers: Readonly<Record<string, (limit: number) => number>> = {
    'that gives what was asked for': (limit) => limit,
    'that caps its pages at 10': (limit) => Math.min(limit, 10),
    'whose pages are always 10': () => 10,
    'whose page is always all': () => Infinity,
  }
  const cases = Object.entries(talks).flatMap(([talk, documents]) =>
    Object.entries(servers).flatMap(([server, size]) =>
      (['exclusive', 'inclusive'] as const).flatMap((boundary) =>
        [20, 100].map((limit) => ({ talk, documents, server, size, boundary, limit })),
      ),
    ),
  )
  test.each(cases)(
    '$talk, by $limit, from a server $server ($boundary)',
    async ({ documents, size, boundary, limit }) => {
      const history = historyOf(documents, boundary)
      const { chat, api, texts, store } = aChat({
        getMsgListByPageAndUserId: (query) => history({ ...query, limit: size(query.limit) }),
      })
      await openConversation(chat, signal())
      // a tap brings something each time, but for the last one
      for (let i = 0; i <= documents.length && store.getState().older !== 'end'; i += 1) {
        await loadOlder(chat, signal(), limit)
      }
      expect(texts()).toEqual(documents.map(({ content }) => content))
      expect(store.getState().older).toBe('end')
      const { length } = api.getMsgListByPageAndUserId.mock.calls
      await loadOlder(chat, signal(), limit)
      expect(api.getMsgListByPageAndUserId).toHaveBeenCalledTimes(length)
    },
  )
})
