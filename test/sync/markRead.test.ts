import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { PageEvent } from '~/lib/page'
import type { TabLine } from '~/sync/chat'
import { startReading } from '~/sync/markRead'
import { receive } from '~/sync/receive'
import { countUnread } from '~/sync/unread'
import { ApiError } from '~/wire/errors'
import { aDocument, anOwnDocument, T } from '~test/builders'
import { aBatch, aQuietChat, never, opens } from './aChat'

beforeEach(() => void vi.useFakeTimers({ now: T }))
afterEach(() => void vi.useRealTimers())

/** Somebody before the end of an open conversation with messages of these ids, all of the other side and unread. */
function aReader(ids: readonly string[] = ['a'], answers: Parameters<typeof aQuietChat>[0] = {}) {
  const made = aQuietChat({ updateUnreadP2pMessages: () => Promise.resolve(ids.length), ...answers })
  const { chat, store, api } = made
  opens(chat)
  const eyes = { visible: true, focused: true }
  const watchers = new Set<() => void>()
  const watch = (watcher: (event: PageEvent) => void) => {
    const heard = () => watcher('hint')
    watchers.add(heard)
    return () => void watchers.delete(heard)
  }
  const stop = startReading(chat, {
    isVisible: () => eyes.visible,
    hasFocus: () => eyes.focused,
    watch,
    watchFocus: watch,
  })
  const come = (...news: readonly string[]) =>
    receive(chat, aBatch(news.map((_id, i) => aDocument({ _id, status: 0, sendtime: T + i }))), 0)
  void come(...ids)
  store.setAtEnd(true)
  return {
    ...made,
    come,
    stop,
    look: (change: Partial<typeof eyes>) => {
      Object.assign(eyes, change)
      for (const watcher of watchers) watcher()
    },
    marks: api.updateUnreadP2pMessages,
    after: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  }
}

test('the end that was looked at for a second is told as read, once', async () => {
  const { marks, after, store } = aReader()
  await after(999)
  expect(marks).not.toHaveBeenCalled()
  await after(1)
  expect(marks.mock.calls).toEqual([
    [{ appid: 'JH', sender: { id: '2', role: 'SALER' }, reader: { id: '200', role: 'MEMBER' } }],
  ])
  expect(store.getState().seen).toEqual(new Set(['a']))
  await after(60_000)
  expect(marks).toHaveBeenCalledTimes(1)
})

test.each([
  ['the page is hidden', { visible: false }],
  ['another window has the keyboard', { focused: false }],
])('nothing is told while %s, and the second begins anew', async (_, away) => {
  const { marks, after, look } = aReader()
  await after(900)
  look(away)
  await after(10_000)
  expect(marks).not.toHaveBeenCalled()
  look({ visible: true, focused: true })
  await after(999)
  expect(marks).not.toHaveBeenCalled()
  await after(1)
  expect(marks).toHaveBeenCalledTimes(1)
})

test('nothing is told while unread messages lie below what is in view', async () => {
  const { marks, after, store } = aReader()
  store.setAtEnd(false)
  await after(10_000)
  expect(marks).not.toHaveBeenCalled()
  store.setAtEnd(true)
  await after(1_000)
  expect(marks).toHaveBeenCalledTimes(1)
})

test('nothing is told while something lies over the messages', async () => {
  const { marks, after, store } = aReader()
  store.setCovered(true)
  await after(10_000)
  expect(marks).not.toHaveBeenCalled()
  store.setCovered(false)
  await after(1_000)
  expect(marks).toHaveBeenCalledTimes(1)
})

test('what is read already, and what one wrote oneself, is not told', async () => {
  const { chat, marks, after } = aReader([])
  await receive(chat, aBatch([aDocument({ _id: 'b', status: 1 }), anOwnDocument({ _id: 'own' })]), 0)
  await after(10_000)
  expect(marks).not.toHaveBeenCalled()
})

test('messages that come one after the other are told at most once in two seconds', async () => {
  const { marks, after, come } = aReader()
  await after(1_000)
  for (const id of ['b', 'c', 'd', 'e']) {
    void come(id)
    await after(500)
  }
  expect(marks).toHaveBeenCalledTimes(2)
  await after(2_000)
  expect(marks.mock.calls.length).toBeLessThanOrEqual(3)
})

test('F50 a server that marked more than is here makes a sweep look', async () => {
  const { after, hands, marks } = aReader(['a'], { updateUnreadP2pMessages: () => Promise.resolve(3) })
  await after(1_000)
  expect(marks).toHaveBeenCalledTimes(1)
  expect(hands.sweep).toHaveBeenCalledTimes(1)
})

test('a server that always marks more than is here is looked into once a minute', async () => {
  const { after, hands, marks, come } = aReader(['a'], { updateUnreadP2pMessages: () => Promise.resolve(99) })
  for (let i = 0; i < 40; i += 1) {
    await after(3_000)
    void come(`more ${i}`)
  }
  expect(marks).toHaveBeenCalledTimes(40)
  // two for that, and four of a talk that is active
  expect(hands.sweep.mock.calls.length).toBeLessThanOrEqual(6)
})

test('a mark that fails is told again, further and further apart; without the endpoint half an hour later', async () => {
  const fails = () => Promise.reject(new ApiError({ kind: 'http', status: 503, retryAfter: null }))
  const { marks, after } = aReader(['a'], { updateUnreadP2pMessages: fails })
  await after(60_000)
  // after 1 s, then 2, 4, 8, 16 and 30 s apart (the random is 0)
  expect(marks).toHaveBeenCalledTimes(5)

  const gone = () => Promise.reject(new ApiError({ kind: 'http', status: 404, retryAfter: null }))
  const other = aReader(['a'], { updateUnreadP2pMessages: gone })
  await other.after(600_000)
  expect(other.marks).toHaveBeenCalledTimes(1)
  expect(other.store.getState().seen).toEqual(new Set(['a']))
  void other.come('b')
  await other.after(600_000)
  expect(other.marks).toHaveBeenCalledTimes(1)
  expect(other.store.getState().seen).toEqual(new Set(['a', 'b']))
  await other.after(600_000)
  void other.come('c')
  await other.after(60_000)
  expect(other.marks).toHaveBeenCalledTimes(2)
})

test('a server that asks for time is told after that, whatever happens meanwhile', async () => {
  const busy = () => Promise.reject(new ApiError({ kind: 'http', status: 429, retryAfter: 120_000 }))
  const { marks, after, come, look } = aReader(['a'], { updateUnreadP2pMessages: busy })
  await after(1_000)
  for (let i = 0; i < 11; i += 1) {
    void come(`more ${i}`)
    look({ focused: false })
    look({ focused: true })
    await after(10_000)
  }
  expect(marks).toHaveBeenCalledTimes(1)
  await after(11_000)
  expect(marks).toHaveBeenCalledTimes(2)
})

test('what a server without the endpoint never heard of does not count as told, and is told once it can be', async () => {
  const gone = () => Promise.reject(new ApiError({ kind: 'http', status: 404, retryAfter: null }))
  const { marks, after, store, chat } = aReader(['a'], {
    updateUnreadP2pMessages: gone,
    unreadcount: () => Promise.resolve(1),
  })
  const told = vi.fn<TabLine['told']>()
  chat.tabs.told = told
  await after(60_000)
  expect(store.getState().seen).toEqual(new Set(['a']))
  // once, and not again each second
  expect(told.mock.calls).toEqual([[{ type: 'seen', ids: ['a'], told: false }]])
  // it counts what was never told: nothing is missing
  expect(await countUnread(chat)).toBe(false)
  marks.mockResolvedValue(1)
  await after(31 * 60_000)
  expect(marks).toHaveBeenCalledTimes(2)
  expect(store.getState().marked).toEqual(new Set(['a']))
})

test('a mark without an answer is not told a second time beside it, and nothing after the end', async () => {
  const { marks, after, come, stop } = aReader(['a'], { updateUnreadP2pMessages: never })
  await after(1_000)
  void come('b')
  await after(60_000)
  expect(marks).toHaveBeenCalledTimes(1)

  const other = aReader()
  await other.after(500)
  other.stop()
  await other.after(60_000)
  expect(other.marks).not.toHaveBeenCalled()
  stop()

  let fail = () => {}
  const late = aReader(['a'], { updateUnreadP2pMessages: () => new Promise((_, reject) => (fail = reject)) })
  await late.after(1_000)
  late.stop()
  fail()
  await late.after(60_000)
  expect(late.marks).toHaveBeenCalledTimes(1)
})
