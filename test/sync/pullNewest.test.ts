import { expect, test } from 'vitest'
import { poll } from '~/sync/poll'
import { pullNewest } from '~/sync/pullNewest'
import { sendText } from '~/sync/send'
import { parseMessage } from '~/wire/schema'
import { aDocument, anId, anOwnDocument, HOUR, SKEW, T } from '~test/builders'
import { aBatch, aChat, anOpenChat, signal } from './aChat'

const lasttimes = (api: ReturnType<typeof aChat>['api']) =>
  api.getNewestMsgListByLastTime.mock.calls.map(([query]) => query.lasttime)

test('the first poll asks from the beginning, the next from the newest delivered sendtime', async () => {
  const { chat, api } = aChat({
    getNewestMsgListByLastTime: () => Promise.resolve(aBatch([aDocument({}, T + 1000), aDocument({}, T)])),
  })
  expect(await pullNewest(chat, signal())).toEqual({ received: 2, news: true, sweep: false })
  expect(await pullNewest(chat, signal())).toEqual({ received: 2, news: false, sweep: false })
  expect(lasttimes(api)).toEqual([0, T + SKEW + 1000])
})

test('an acknowledged own send does not move the cursor: what was written just before it still comes', async () => {
  const mine = anOwnDocument({ content: '我先' }, T + 1000, 2)
  const theirs = aDocument({ content: '抢先', sendtime: T + SKEW + 995 }, T + 1000, 1)
  const { chat, api, texts } = anOpenChat({
    sendMsg: () =>
      Promise.resolve(parseMessage(mine)).then((m) => m ?? Promise.reject(new Error('unusable'))),
    // an exclusive server: only what is newer than asked
    getNewestMsgListByLastTime: ({ lasttime }) =>
      Promise.resolve(aBatch([mine, theirs].filter(({ sendtime }) => Number(sendtime) > lasttime))),
  })
  sendText(chat, '我先')
  await Promise.resolve()
  await new Promise((resolve) => setTimeout(resolve))
  expect(chat.store.getState().outbox[0]?.state).toEqual({ phase: 'sent', id: anId(T + 1000, 2) })
  await pullNewest(chat, signal())
  expect(lasttimes(api)).toEqual([0])
  expect(texts()).toEqual(['抢先', '我先'])
  expect(chat.store.getState().outbox).toEqual([])
})

test('one poisoned stamp does not move the cursor', async () => {
  const poisoned = aDocument({ sendtime: T + SKEW + 365 * 24 * HOUR }, T + 1000)
  const { chat, api } = aChat({
    getNewestMsgListByLastTime: () => Promise.resolve(aBatch([poisoned, aDocument()])),
  })
  await pullNewest(chat, signal())
  await pullNewest(chat, signal())
  expect(lasttimes(api)).toEqual([0, T + SKEW])
})

test('rows of another pair are refused and counted', async () => {
  const { chat, texts } = aChat({
    getNewestMsgListByLastTime: () =>
      Promise.resolve(aBatch([aDocument({ content: '好' }), aDocument({ from: '3' }, T, 1), null])),
  })
  await pullNewest(chat, signal())
  expect(texts()).toEqual(['好'])
  expect(chat.store.getState().rejected).toBe(2)
})

test('F25 an answer that comes after the conversation was left changes nothing', async () => {
  const { chat, store, texts } = aChat({
    getNewestMsgListByLastTime: () => {
      store.retire()
      return Promise.resolve(aBatch([aDocument()]))
    },
  })
  await pullNewest(chat, signal())
  expect(texts()).toEqual([])
  expect(store.getState().opened).toBe(false)
})

test('F24 the device’s clock plays no part: a phone that is 10 min or a day slow gets its messages', async () => {
  const { chat, api } = aChat({
    getNewestMsgListByLastTime: () => Promise.resolve(aBatch([aDocument({}, T + 24 * HOUR)], null)),
  })
  await pullNewest(chat, signal())
  await pullNewest(chat, signal())
  expect(lasttimes(api)[1]).toBe(T + 24 * HOUR + SKEW)
})

test('where the server’s date cannot be read a poisoned stamp is told by the ObjectIds, in the first answer too', async () => {
  const poisoned = aDocument({ content: '毒', sendtime: T + 365 * 24 * HOUR }, T)
  const { chat, api, texts } = aChat({
    getNewestMsgListByLastTime: () =>
      Promise.resolve(aBatch([poisoned, aDocument({ content: '好' }, T + 1000)], null)),
  })
  await pullNewest(chat, signal())
  await pullNewest(chat, signal())
  expect(lasttimes(api)[1]).toBe(T + SKEW + 1000)
  expect(texts()).toEqual(['毒', '好'])
})

test('an answer that cannot be digested is a failure like others: the loop goes on', async () => {
  const { chat, store } = aChat({
    getNewestMsgListByLastTime: () => Promise.reject(new TypeError('planted')),
  })
  await expect(poll(chat, signal())).rejects.toMatchObject({ failure: { kind: 'malformed' } })
  expect(store.getState().link.failures).toBe(1)
  expect(store.getState().delay).toBeGreaterThan(0)
})

test('ten rows at once, none of them known, may be all that a cap let through: a sweep is due', async () => {
  const news = (from: number, count: number) =>
    aBatch(
      Array.from({ length: count }, (_, i) => aDocument({ content: `${from + i}` }, T + (from + i) * 1000)),
    )
  let batch = news(0, 9)
  const { chat } = aChat({ getNewestMsgListByLastTime: () => Promise.resolve(batch) })
  expect(await pullNewest(chat, signal())).toMatchObject({ received: 9, sweep: false })
  // the first of them is known: nothing was cut off
  batch = news(8, 10)
  expect(await pullNewest(chat, signal())).toMatchObject({ received: 10, sweep: false })
  batch = news(18, 10)
  expect(await pullNewest(chat, signal())).toMatchObject({ received: 10, sweep: true })
})
