import { expect, test, vi } from 'vitest'
import { loadOlder } from '~/sync/loadOlder'
import { openConversation } from '~/sync/openConversation'
import { searchedTo, searchOlder } from '~/sync/searchOlder'
import type { Message } from '~/domain/message'
import { aDocument, MINUTE, T } from '~test/builders'
import { aChat, failing, historyOf, signal } from './aChat'

const many = Array.from({ length: 450 }, (_, i) => aDocument({ content: String(i) }, T + i * MINUTE))
const says =
  (text: string) =>
  ({ raw }: Message) =>
    raw === text
const nothing = () => false

/** An open conversation of 450 messages, the newest 20 loaded; `most`: how many questions for history were under way at once. */
async function anOpenTalk() {
  const history = historyOf(many, 'exclusive')
  let underWay = 0
  let most = 0
  const talk = aChat({
    getMsgListByPageAndUserId: async (query) => {
      underWay += 1
      most = Math.max(most, underWay)
      const batch = await history(query)
      underWay -= 1
      return batch
    },
  })
  await openConversation(talk.chat, signal())
  return { ...talk, most: () => most, asked: talk.api.getMsgListByPageAndUserId }
}

test('older pages are loaded until something matches, and further by the next call', async () => {
  const { chat, texts, asked } = await anOpenTalk()
  expect(await searchOlder(chat, says('250'), signal())).toBe('found')
  expect(texts()).toContain('250')
  expect(texts()).not.toContain('200')
  expect(asked.mock.calls[1]?.[0].limit).toBe(100)
  expect(await searchOlder(chat, says('10'), signal())).toBe('found')
})

test('what is loaded already does not count as found', async () => {
  const { chat } = await anOpenTalk()
  expect(await searchOlder(chat, says('430'), signal())).toBe('beginning')
})

test('the beginning ends it, and is not asked for again', async () => {
  const { chat, texts, asked } = await anOpenTalk()
  expect(await searchOlder(chat, nothing, signal())).toBe('beginning')
  expect(texts()).toEqual(many.map(({ content }) => content))
  expect(searchedTo(chat.store.getState())).toBe(T)
  const { length } = asked.mock.calls
  expect(await searchOlder(chat, nothing, signal())).toBe('beginning')
  expect(asked).toHaveBeenCalledTimes(length)
})

test('one question at a time, also beside a reader who scrolls', async () => {
  const { chat, most } = await anOpenTalk()
  const scrolled = loadOlder(chat)
  const searched = searchOlder(chat, says('250'), signal())
  await Promise.all([scrolled, loadOlder(chat), searched])
  expect(await searched).toBe('found')
  expect(most()).toBe(1)
})

test('what the page of a reader who scrolls brings is found', async () => {
  const { chat, asked } = await anOpenTalk()
  const scrolled = loadOlder(chat)
  expect(await searchOlder(chat, says('420'), signal())).toBe('found')
  await scrolled
  expect(asked).toHaveBeenCalledTimes(2)
})

test('being called off ends it before the next page', async () => {
  const { chat, asked } = await anOpenTalk()
  const controller = new AbortController()
  const stopping = () => {
    controller.abort()
    return false
  }
  expect(await searchOlder(chat, stopping, controller.signal)).toBe('stopped')
  expect(asked).toHaveBeenCalledTimes(2)
  expect(chat.store.getState().older).toBe('more')
})

test('being called off ends the waiting for another page', async () => {
  const { chat, asked } = await anOpenTalk()
  asked.mockImplementation(() => new Promise(() => {}))
  void loadOlder(chat)
  const controller = new AbortController()
  const searched = searchOlder(chat, nothing, controller.signal)
  controller.abort()
  expect(await searched).toBe('stopped')
})

test('a conversation that was left is searched no more', async () => {
  const { chat, asked } = await anOpenTalk()
  asked.mockImplementation(() => new Promise(() => {}))
  void loadOlder(chat)
  const searched = searchOlder(chat, nothing, signal())
  chat.store.retire()
  expect(await searched).toBe('stopped')
})

test('a page that fails is told, and the next call goes on from there', async () => {
  const { chat, texts, asked } = await anOpenTalk()
  asked.mockImplementationOnce(failing({ kind: 'http', status: 403, retryAfter: null }))
  expect(await searchOlder(chat, nothing, signal())).toBe('failed')
  expect(await searchOlder(chat, nothing, signal())).toBe('beginning')
  expect(texts()).toHaveLength(many.length)
})

test('a server that asked for time is not asked', async () => {
  const { chat, asked } = await anOpenTalk()
  chat.engine.tell({ type: 'put off', what: 'history', ms: 60_000, draw: 0 })
  expect(await searchOlder(chat, nothing, signal())).toBe('failed')
  expect(asked).toHaveBeenCalledTimes(1)
})

test('a backend without history has nothing older, and is asked once', async () => {
  const { chat, asked } = await anOpenTalk()
  asked.mockImplementation(failing({ kind: 'http', status: 404, retryAfter: null }))
  expect(await searchOlder(chat, nothing, signal())).toBe('absent')
  expect(await searchOlder(chat, nothing, signal())).toBe('absent')
  expect(asked).toHaveBeenCalledTimes(2)
})

test('an empty conversation has nothing older', async () => {
  const { chat } = aChat()
  expect(await searchOlder(chat, vi.fn<() => boolean>(), signal())).toBe('beginning')
  expect(searchedTo(chat.store.getState())).toBe(null)
})
