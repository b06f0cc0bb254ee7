import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { loadOlder } from '~/sync/loadOlder'
import { openConversation } from '~/sync/openConversation'
import { pullNewest } from '~/sync/pullNewest'
import { sweep } from '~/sync/sweep'
import type { ApiFailure } from '~/wire/errors'
import { aDocument, anId, anOwnDocument, MINUTE, SKEW, T } from '~test/builders'
import { aBatch, aChat, failing, signal } from './aChat'

beforeEach(() => vi.useFakeTimers({ now: T }))
afterEach(() => vi.useRealTimers())

type Document = Record<string, unknown>
type Backend = Readonly<{
  cap?: number
  pollCap?: number
  since?: boolean
  incoming?: boolean
  inclusive?: boolean
  /** Comes along with each answer, whatever was asked for. */
  stray?: Document
}>

const GONE: ApiFailure = { kind: 'http', status: 404, retryAfter: null }

/** A conversation over `documents`, which may grow; newest first, ascending ids inside one stamp. */
function talkOver(
  documents: Document[],
  {
    cap = Infinity,
    pollCap = Infinity,
    since = false,
    incoming = false,
    inclusive = false,
    stray,
  }: Backend = {},
) {
  const answer = (rows: Document[]) => Promise.resolve(aBatch(stray ? [...rows, stray] : rows))
  const sorted = () =>
    [...documents].sort(
      (a, b) =>
        Number(b['sendtime']) - Number(a['sendtime']) || (String(a['_id']) < String(b['_id']) ? -1 : 1),
    )
  const made = aChat({
    getMsgListByPageAndUserId: ({ page, limit, lasttime }) => {
      const rows = sorted().filter(({ sendtime }) =>
        since ? Number(sendtime) > lasttime : Number(sendtime) < lasttime + (inclusive ? 1 : 0),
      )
      const size = Math.min(limit, cap)
      return answer(rows.slice((page - 1) * size, page * size))
    },
    getNewestMsgListByLastTime: ({ lasttime }) => {
      const rows = sorted().filter(
        ({ sendtime, from }) => Number(sendtime) > lasttime && !(incoming && from === '200'),
      )
      return answer(rows.slice(0, pollCap))
    },
  })
  const asked = () =>
    made.api.getMsgListByPageAndUserId.mock.calls.map(([{ page, limit, lasttime }]) => [
      page,
      limit,
      lasttime,
    ])
  return {
    ...made,
    /** `page limit lasttime` of each request to history so far. */
    asked,
    open: () => openConversation(made.chat, signal()),
    poll: () => pullNewest(made.chat, signal()),
    sweep: () => sweep(made.chat, signal()),
    sorted,
  }
}

const minutes = (count: number, from = T) =>
  Array.from({ length: count }, (_, i) => aDocument({ content: String(i) }, from + i * MINUTE))
const NEWEST = 9_999_999_999_999

test('a quiet one is a single request for a small page', async () => {
  const talk = talkOver(minutes(50))
  await talk.open()
  await talk.sweep()
  await talk.sweep()
  expect(talk.asked()).toEqual([1, 2, 3].map(() => [1, 20, NEWEST]))
})

test('finds what shares the newest stamp and came late, which no poll brings', async () => {
  const documents = minutes(30)
  const talk = talkOver(documents)
  await talk.open()
  const newest = documents[29]?.['sendtime']
  documents.push(aDocument({ _id: anId(T + 30 * MINUTE, 7), content: '同时', sendtime: newest }))
  await talk.poll()
  expect(talk.texts()).not.toContain('同时')
  await talk.sweep()
  expect(talk.texts().slice(-2)).toEqual(['29', '同时'])
  expect(talk.chat.report).toHaveBeenCalledTimes(1)
  expect(talk.chat.report).toHaveBeenCalledWith({ type: 'rescued', count: 1 })
})

test('what polls bring, and what stands further up, is not called rescued', async () => {
  const documents = minutes(60)
  const talk = talkOver(documents)
  await talk.open()
  documents.push(aDocument({ content: '新' }, T + 61 * MINUTE))
  await talk.sweep()
  await loadOlder(talk.chat)
  await talk.sweep()
  expect(talk.chat.report).not.toHaveBeenCalled()
})

test('doubles its page, always page 1, until it is below its depth, and begins there the next time', async () => {
  const documents = minutes(200)
  const talk = talkOver(documents, { pollCap: 10 })
  await talk.open()
  // 70 within three minutes of the newest
  for (let i = 0; i < 70; i += 1) documents.push(aDocument({ content: `n${i}` }, T + 200 * MINUTE + i * 1000))
  await talk.sweep()
  expect(
    talk
      .asked()
      .slice(1)
      .map(([page, limit]) => `${page} ${limit}`),
  ).toEqual(['1 20', '1 40', '1 80'])
  expect(talk.texts()).toHaveLength(20 + 70)
  const before = talk.asked().length
  await talk.sweep()
  expect(talk.asked().slice(before)).toEqual([[1, 80, NEWEST]])
})

test('beyond the largest page it walks by key', async () => {
  const documents = minutes(60)
  const talk = talkOver(documents)
  await talk.open()
  for (let i = 0; i < 500; i += 1)
    documents.push(aDocument({ content: `n${i}` }, T + 100 * MINUTE + i * 1000))
  await talk.sweep()
  expect(talk.texts().filter((text) => text.startsWith('n'))).toHaveLength(500)
  const [, limit, lasttime] = talk.asked().at(-1) ?? []
  expect([limit, lasttime]).toEqual([320, Number(talk.sorted()[319]?.['sendtime']) + 1])
})

test('a server that gives ten rows at most is walked, and known for it', async () => {
  const documents = minutes(40)
  const talk = talkOver(documents, { cap: 10, pollCap: 10 })
  await talk.open()
  for (let i = 0; i < 35; i += 1) documents.push(aDocument({ content: `n${i}` }, T + 60 * MINUTE + i * 1000))
  await talk.poll()
  await talk.sweep()
  expect(talk.texts().filter((text) => text.startsWith('n'))).toHaveLength(35)
})

test('a cap that hides one of the oldest rows only, which share a stamp, is seen', async () => {
  const asked = anOwnDocument({ _id: anId(T, 7), content: '看了吗', sendtime: T + SKEW })
  const documents = [aDocument({ content: '最早' }), asked]
  const talk = talkOver(documents, { cap: 10 })
  await talk.open()
  await talk.sweep()
  for (let i = 0; i < 9; i += 1) documents.push(aDocument({ content: `n${i}` }, T + (i + 1) * 1000))
  await talk.poll()
  asked['status'] = 1
  await talk.sweep()
  const row = talk.chat.store.getState().log.rows.find(({ mine }) => mine)
  expect(row).toMatchObject({ raw: '看了吗', read: true })
})

test('rows of two stamps side by side fill a page of a server that reads `lasttime` inclusively: it is walked all the same', async () => {
  const documents = minutes(25)
  const talk = talkOver(documents, { cap: 20, inclusive: true })
  await talk.open()
  const at = (ms: number, i: number) =>
    aDocument({ _id: anId(T + 60 * MINUTE, i + 1), content: `n${i}`, sendtime: T + 60 * MINUTE + SKEW + ms })
  for (let i = 0; i < 25; i += 1) documents.push(at(i < 8 ? 0 : 1, i))
  await talk.sweep()
  expect(talk.texts().filter((text) => text.startsWith('n'))).toHaveLength(25)
})

test('a long outage of such a server is walked to its end, however many pages that takes', async () => {
  const documents = minutes(15)
  const talk = talkOver(documents, { cap: 10, pollCap: 10 })
  await talk.open()
  for (let i = 0; i < 700; i += 1) documents.push(aDocument({ content: `n${i}` }, T + 60 * MINUTE + i * 1000))
  await talk.sweep()
  expect(talk.texts().filter((text) => text.startsWith('n'))).toHaveLength(700)
})

test('a look the other way that was called off is made again', async () => {
  const talk = talkOver([anOwnDocument({ content: '只有我的' })], { since: true, incoming: true })
  await talk.open()
  talk.api.getMsgListByPageAndUserId
    .mockImplementationOnce(() => Promise.resolve(aBatch()))
    .mockImplementationOnce(() => Promise.reject(new DOMException('called off', 'AbortError')))
  await expect(talk.sweep()).rejects.toThrow('called off')
  await talk.sweep()
  expect(talk.texts()).toEqual(['只有我的'])
})

test('where `lasttime` means since, that is found out and remembered', async () => {
  const documents = minutes(30)
  const talk = talkOver(documents, { since: true })
  await talk.open()
  await talk.sweep()
  const before = talk.asked().length
  await talk.sweep()
  await talk.sweep()
  expect(talk.asked().slice(before)).toEqual([
    [1, 40, 0],
    [1, 20, 0],
  ])
})

test('without history the poll looks back, as far as rows can be late', async () => {
  const documents = minutes(30)
  const talk = talkOver(documents)
  talk.api.getMsgListByPageAndUserId.mockImplementation(failing(GONE))
  await talk.open()
  documents.push(aDocument({ content: '迟到' }, T + 27.5 * MINUTE, 3))
  await talk.poll()
  expect(talk.texts()).not.toContain('迟到')
  // the first one looks at everything: the poll that opened the page may have been cut
  await talk.sweep()
  expect(talk.texts()).toContain('迟到')
  await talk.sweep()
  expect(talk.api.getNewestMsgListByLastTime.mock.lastCall?.[0].lasttime).toBe(
    T + SKEW + 29 * MINUTE - 180_000 - 1,
  )
})

test('a cap of a poll that stands in for history cannot be made up for: the page says so', async () => {
  const documents = minutes(5)
  const talk = talkOver(documents, { pollCap: 10 })
  talk.api.getMsgListByPageAndUserId.mockImplementation(failing(GONE))
  await talk.open()
  await talk.sweep()
  expect(talk.store.getState().gap).toBe(false)
  for (let i = 0; i < 25; i += 1) documents.push(aDocument({ content: `n${i}` }, T + 10 * MINUTE + i * 1000))
  await talk.sweep()
  expect(talk.store.getState().gap).toBe(true)
})

describe('a row of another pair that comes along with each answer', () => {
  const stray = aDocument({ from: '3', content: '别人的' }, T - MINUTE)
  const many = (count: number) =>
    Array.from({ length: count }, (_, i) => aDocument({ content: `n${i}` }, T + 100 * MINUTE + i * 1000))
  const news = (texts: readonly string[]) => texts.filter((text) => text.startsWith('n'))

  test.each([
    ['above its depth', 70, {}],
    ['above its depth, by pages from the beginning', 70, { since: true }],
    ['beyond the largest page', 500, {}],
    ['below a cap', 70, { cap: 10 }],
  ] as const)('ends no sweep, and none passes anything over: %s', async (_, count, backend) => {
    const documents = minutes(60)
    const talk = talkOver(documents, { stray, ...backend })
    await talk.open()
    await talk.sweep()
    documents.push(...many(count))
    await talk.sweep()
    expect(news(talk.texts())).toHaveLength(count)
    expect(talk.texts()).not.toContain('别人的')
  })

  test('fills no page with nothing: what stands below is found', async () => {
    const documents = minutes(5)
    const talk = talkOver(documents)
    const foreign = Array.from({ length: 400 }, (_, i) =>
      aDocument({ from: '3' }, T + 10 * MINUTE + i * 1000),
    )
    documents.push(...foreign)
    await talk.sweep()
    expect(talk.texts()).toEqual(['0', '1', '2', '3', '4'])
  })

  test('hides no cap of a poll that stands in for history', async () => {
    const documents = minutes(30)
    const talk = talkOver(documents, { pollCap: 20, stray })
    await talk.open()
    talk.api.getMsgListByPageAndUserId.mockImplementation(failing(GONE))
    documents.push(...many(40))
    await talk.sweep()
    expect(talk.store.getState().gap).toBe(true)
  })
})

test('history that fails twice in a row is given a rest, and asked again later', async () => {
  const talk = talkOver(minutes(30))
  await talk.open()
  const broken: ApiFailure = { kind: 'http', status: 403, retryAfter: null }
  talk.api.getMsgListByPageAndUserId.mockImplementation(failing(broken))
  await expect(talk.sweep()).rejects.toMatchObject({ failure: broken })
  await talk.sweep()
  const asked = talk.asked().length
  await talk.sweep()
  expect(talk.asked()).toHaveLength(asked)
  vi.advanceTimersByTime(60_000)
  await talk.sweep()
  expect(talk.asked()).toHaveLength(asked + 1)
})

describe('receipts', () => {
  test('a read receipt is found, however many messages stand below it', async () => {
    const own = anOwnDocument({ content: '读了吗' }, T)
    const documents: Document[] = [own, ...minutes(30, T + MINUTE)]
    const talk = talkOver(documents)
    await talk.open()
    while (!talk.texts().includes('读了吗')) await loadOlder(talk.chat)
    documents[0] = { ...own, status: 1, readtime: T + SKEW + MINUTE }
    await talk.sweep()
    expect(talk.store.getState().log.rows[0]).toMatchObject({ raw: '读了吗', read: true })
  })

  test('also where others share the stamp of the message, and a cap cuts between them', async () => {
    const sendtime = T + SKEW
    const own = anOwnDocument({ _id: anId(T, 9), content: '读了吗', sendtime })
    const others = [7, 8].map((id) => aDocument({ _id: anId(T, id), content: `同时 ${id}`, sendtime }))
    const documents: Document[] = [aDocument({ content: '最早' }, T - MINUTE), ...others, own]
    const talk = talkOver(documents, { cap: 10 })
    await talk.open()
    await talk.sweep()
    documents.push(...minutes(9, T + 4 * MINUTE))
    await talk.poll()
    await talk.sweep()
    own['status'] = 1
    await talk.sweep()
    expect(talk.store.getState().log.rows.find(({ mine }) => mine)).toMatchObject({
      raw: '读了吗',
      read: true,
    })
  })
})

test('the depth is what the server delivered when the last one began, never what came later', async () => {
  const documents = minutes(30)
  const talk = talkOver(documents)
  await talk.open()
  const { swept } = talk.store.getState()
  expect(swept).toBe(T + SKEW + 29 * MINUTE)
  talk.api.getMsgListByPageAndUserId.mockImplementationOnce(async () => {
    const answer = aBatch(talk.sorted().slice(0, 20))
    // while the answer is on its way a poll overtakes it
    documents.push(aDocument({ content: '新' }, T + 60 * MINUTE))
    await talk.poll()
    return answer
  })
  await talk.sweep()
  expect(talk.store.getState().swept).toBe(swept)
  await talk.sweep()
  expect(talk.store.getState().swept).toBe(T + SKEW + 60 * MINUTE)
})

test('what came stays when it fails half-way, and only one that reached its depth counts', async () => {
  const documents = minutes(60)
  const talk = talkOver(documents, { pollCap: 10 })
  await talk.open()
  const { swept } = talk.store.getState()
  for (let i = 0; i < 70; i += 1) documents.push(aDocument({ content: `n${i}` }, T + 100 * MINUTE + i * 1000))
  const broken: ApiFailure = { kind: 'http', status: 403, retryAfter: null }
  const answer = talk.api.getMsgListByPageAndUserId.getMockImplementation()
  talk.api.getMsgListByPageAndUserId.mockImplementation(failing(broken))
  if (answer) talk.api.getMsgListByPageAndUserId.mockImplementationOnce(answer)
  await expect(talk.sweep()).rejects.toMatchObject({ failure: broken })
  expect(talk.texts()).toContain('n69')
  expect(talk.store.getState().swept).toBe(swept)
})
