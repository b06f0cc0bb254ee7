import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { delay } from '~/lib/timer'
import { askHistory } from '~/sync/history'
import { pullNewest } from '~/sync/pullNewest'
import { receive } from '~/sync/receive'
import { aDocument, SKEW, T } from '~test/builders'
import { aBatch, aChat, failing, never, signal } from './aChat'

beforeEach(() => void vi.useFakeTimers({ now: T }))
afterEach(() => void vi.useRealTimers())

/** After `ms` of the test's clock. */
const late =
  <T>(ms: number, answer: () => T) =>
  async () => {
    await delay(ms)
    return answer()
  }

test('a poll is noted with when it left, what it asked from, how long it took and what was done with its rows', async () => {
  const rows = [
    aDocument({}, T, 1),
    aDocument({}, T, 2),
    aDocument({ content: 'of others', from: '3' }, T, 3),
    null,
  ]
  const { chat } = aChat({ getNewestMsgListByLastTime: late(40, () => aBatch(rows)) })
  for (let i = 0; i < 2; i += 1) {
    const asking = pullNewest(chat, signal())
    await vi.advanceTimersByTimeAsync(40)
    await asking
  }
  expect(chat.journal.polls).toMatchObject([
    { at: T, end: T + 40, query: { lasttime: 0 }, added: 2, known: 0, refused: 2 },
    { at: T + 40, end: T + 80, query: { lasttime: T + SKEW }, added: 0, known: 2, refused: 2 },
  ])
})

test('one that fails, is called off or is under way says so', async () => {
  const { chat, api } = aChat({ getNewestMsgListByLastTime: failing({ kind: 'unreachable' }) })
  await expect(pullNewest(chat, signal())).rejects.toThrow('unreachable')
  api.getNewestMsgListByLastTime.mockRejectedValueOnce(new DOMException('aborted', 'AbortError'))
  await expect(pullNewest(chat, signal())).rejects.toThrow('aborted')
  api.getNewestMsgListByLastTime.mockImplementationOnce(never)
  void pullNewest(chat, signal())
  const [failed, aborted, waiting] = chat.journal.polls
  expect(failed).toMatchObject({ end: T, error: { failure: { kind: 'unreachable' } } })
  expect(aborted).toMatchObject({ end: T, error: { name: 'AbortError' } })
  expect(waiting).toEqual({ at: T, query: waiting?.query })
})

test('the last 200 of each kind are kept, and a long walk through history pushes no poll out', async () => {
  const { chat } = aChat()
  await pullNewest(chat, signal())
  for (let page = 1; page <= 201; page += 1) await askHistory(chat, { page, limit: 20, lasttime: T })
  const { polls, history } = chat.journal
  expect(polls).toHaveLength(1)
  expect(history.map(({ query }) => query.page)).toEqual(Array.from({ length: 200 }, (_, i) => i + 2))
  expect(history[199]).toMatchObject({ query: { limit: 20, lasttime: T }, added: 0, known: 0, refused: 0 })
})

test('rows that came from another tab change nothing in it, and no row is held by it', async () => {
  const { chat } = aChat({ getNewestMsgListByLastTime: () => Promise.resolve(aBatch([aDocument()])) })
  await pullNewest(chat, signal())
  const before = JSON.stringify(chat.journal)
  await receive(chat, aBatch([aDocument({ content: '别的标签页' }, T + 1)]), 0)
  expect(JSON.stringify(chat.journal)).toBe(before)
  expect(before).not.toContain('你好')
})
