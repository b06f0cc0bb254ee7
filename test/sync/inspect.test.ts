import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { SendFailure } from '~/domain/outboxItem'
import { inspect } from '~/sync/inspect'
import { askHistory } from '~/sync/history'
import { poll } from '~/sync/poll'
import { pullNewest } from '~/sync/pullNewest'
import { sendText } from '~/sync/send'
import { sweep } from '~/sync/sweep'
import { aDocument, anOwnDocument, HOUR, SKEW, T } from '~test/builders'
import { aBatch, aChat, anOpenChat, failing, historyOf, never, signal } from './aChat'

beforeEach(() => void vi.useFakeTimers({ now: T }))
afterEach(() => void vi.useRealTimers())

test('a conversation that nobody has opened', () => {
  const { chat } = aChat()
  expect(inspect(chat)).toMatchObject({
    takenAt: T,
    role: 'MEMBER',
    opened: false,
    cursor: 0,
    skew: { ms: 0, votes: [] },
    clock: { offset: 0, trusted: false },
    pace: { mode: 'booting', failures: 0, failure: null, nextPoll: null, underWay: null },
    sweep: { to: null, next: null },
    outbox: [],
    history: { cap: null, beginningKnown: false },
    journal: { polls: [], history: [] },
  })
})

test('cursor, skew and its votes, the clock, the counts, and what was asked', async () => {
  const documents = [
    aDocument({}, T - HOUR, 1),
    anOwnDocument({}, T, 2),
    aDocument({ sendtime: T + 2_000 }, T + 2_000, 3),
  ]
  const { chat } = aChat({
    getNewestMsgListByLastTime: () => Promise.resolve(aBatch([...documents, null], T + 5_000)),
  })
  await poll(chat, signal())
  await vi.advanceTimersByTimeAsync(500)
  const seen = inspect(chat)
  expect(seen).toMatchObject({
    opened: true,
    cursor: T + SKEW,
    skew: {
      ms: SKEW,
      votes: [
        { ms: SKEW, count: 2 },
        { ms: 0, count: 1 },
      ],
    },
    clock: { offset: 5_000, trusted: true },
    counts: { rows: 3, unread: 2, refused: 1 },
    tabs: 'leads',
    presence: 'unknown',
  })
  expect(seen.journal.polls).toEqual([
    {
      endpoint: 'poll',
      at: T,
      lasttime: 0,
      page: null,
      limit: null,
      ms: 0,
      rows: 4,
      added: 3,
      known: 0,
      refused: 1,
      failure: null,
    },
  ])
  // 500 ms of the two seconds have passed
  expect(seen.pace).toMatchObject({ mode: 'polling', delay: 2_000, active: true, nextPoll: 1_500 })
})

test('a poll under way, and a backend that fails and asks to be left alone', async () => {
  const { chat, api } = anOpenChat({ getNewestMsgListByLastTime: never })
  void poll(chat, signal())
  await vi.advanceTimersByTimeAsync(300)
  expect(inspect(chat).pace).toMatchObject({ underWay: 300, nextPoll: null })
  expect(inspect(chat).journal.polls).toMatchObject([{ ms: null, rows: null, failure: null }])

  api.getNewestMsgListByLastTime.mockImplementation(
    failing({ kind: 'http', status: 503, retryAfter: 60_000 }),
  )
  await expect(poll(chat, signal())).rejects.toThrow('503')
  expect(inspect(chat).pace).toMatchObject({
    mode: 'back-off',
    failures: 1,
    failure: 'http 503',
    putOff: 60_000,
    nextPoll: 60_000,
  })
  expect(inspect(chat).journal.polls[1]).toMatchObject({ ms: 0, failure: 'http 503' })
  api.getNewestMsgListByLastTime.mockRejectedValue(new DOMException('aborted', 'AbortError'))
  await expect(pullNewest(chat, signal())).rejects.toThrow('aborted')
  expect(inspect(chat).journal.polls[2]).toMatchObject({ failure: 'aborted' })
})

test('a tab that follows another one, and a history that wants to be left alone', () => {
  const { chat } = anOpenChat()
  chat.engine.tell({ type: 'follows' })
  chat.engine.tell({ type: 'put off', what: 'history', ms: 30_000, draw: 0 })
  expect(inspect(chat)).toMatchObject({ tabs: 'follows', history: { putOff: 30_000 } })
  chat.habits.notBefore = chat.clock.elapsed() + 40_000
  expect(inspect(chat).history.putOff).toBe(40_000)
})

test('sweeps, and what history turned out to be like', async () => {
  const documents = Array.from({ length: 45 }, (_, i) => aDocument({ status: 1 }, T - HOUR + i, i))
  const history = historyOf(documents, 'exclusive', 10)
  const { chat } = anOpenChat({ getMsgListByPageAndUserId: history })
  await askHistory(chat, { page: 1, limit: 20, lasttime: 9_999_999_999_999 })
  await sweep(chat, signal())
  chat.engine.tell({ type: 'sweeping' })
  await vi.advanceTimersByTimeAsync(1_000)
  chat.engine.tell({ type: 'swept' })
  await vi.advanceTimersByTimeAsync(2_000)
  const seen = inspect(chat)
  expect(seen.sweep).toEqual({
    to: T + SKEW - HOUR + 44,
    last: 2_000,
    next: 28_000,
    running: false,
    failures: 0,
    gap: false,
  })
  expect(seen.history).toMatchObject({ since: false, cap: 10, failures: 0, putOff: 0 })
  expect(seen.journal.history[0]).toMatchObject({ endpoint: 'history', page: 1, limit: 20, rows: 10 })
})

test('own messages on their way: how each fares, and nothing of what it says', async () => {
  const { chat } = anOpenChat({ sendMsg: failing({ kind: 'refused', message: '含有电话 13800138000' }) })
  sendText(chat, '我的电话是 13800138000')
  await vi.advanceTimersByTimeAsync(2_000)
  const seen = inspect(chat)
  expect(seen.outbox).toEqual([{ phase: 'failed', type: 'TEXT', age: 2_000, failure: 'refused', sweeps: 0 }])
  expect(JSON.stringify(seen)).not.toContain('13800138000')
})

test('it is plain data: JSON holds all of it', async () => {
  const { chat } = anOpenChat()
  await pullNewest(chat, signal())
  const failure: SendFailure = { kind: 'unconfirmed' }
  sendText(chat, '好')
  const [item] = chat.store.getState().outbox
  chat.store.update(item?.localId ?? '', { state: { phase: 'failed', failure } })
  const seen = inspect(chat)
  expect(JSON.parse(JSON.stringify(seen))).toEqual(seen)
})
