import { expect, test, vi } from 'vitest'
import { shownIn } from '~/store/selectors'
import { poll } from '~/sync/poll'
import { pullNewest } from '~/sync/pullNewest'
import { resend, sendText } from '~/sync/send'
import { ApiError, type ApiFailure } from '~/wire/errors'
import type { Outgoing } from '~/wire/outgoing'
import { parseMessage, type WireMessage } from '~/wire/schema'
import { aDocument, anOwnDocument, PAIR, SKEW, T } from '~test/builders'
import { aBatch, aChat, anOpenChat, failing, signal } from './aChat'

const settle = () => new Promise((resolve) => setTimeout(resolve))

const saved = (fields: Record<string, unknown>, at = T): Promise<WireMessage> => {
  const message = parseMessage(anOwnDocument(fields, at))
  return message ? Promise.resolve(message) : Promise.reject(new Error('unusable'))
}
const phases = ({ store }: ReturnType<typeof aChat>) =>
  store.getState().outbox.map(({ state }) => state.phase)

test('a text stands in the outbox before anything is sent', () => {
  const chat = anOpenChat({ sendMsg: () => new Promise(() => {}) })
  sendText(chat.chat, '一')
  sendText(chat.chat, '二')
  expect(phases(chat)).toEqual(['sending', 'queued'])
  expect(chat.api.sendMsg).toHaveBeenCalledTimes(1)
})

test.each(['stopped', 'frozen'] as const)('a page that is %s starts no POST', (type) => {
  const chat = anOpenChat({ sendMsg: () => new Promise(() => {}) })
  chat.chat.engine.tell({ type })
  sendText(chat.chat, '一')
  expect(phases(chat)).toEqual(['queued'])
  expect(chat.api.sendMsg).not.toHaveBeenCalled()
})

test('a row that was shown for a message that is given up while its POST runs is nobody’s again', () => {
  const chat = anOpenChat({ sendMsg: () => new Promise(() => {}) })
  sendText(chat.chat, '一')
  const [item] = chat.store.getState().outbox
  if (!item) throw new Error('nothing was written')
  chat.store.setState({ outbox: [{ ...item, echo: 'row' }], claims: new Map([['row', item.localId]]) })
  chat.store.discard(item.localId)
  expect(chat.store.getState()).toMatchObject({ outbox: [], claims: new Map() })
})

test('one POST at a time, in order, and each says who, whom, what and where', async () => {
  const order: string[] = []
  let running = 0
  const chat = anOpenChat({
    sendMsg: async (message: Outgoing) => {
      running += 1
      expect(running).toBe(1)
      await settle()
      order.push(message.content)
      running -= 1
      return saved({ content: message.content, _id: message.content })
    },
  })
  await pullNewest(chat.chat, signal())
  for (const text of ['一', '二', '三']) sendText(chat.chat, text)
  await vi.waitFor(() => expect(phases(chat)).toEqual(['sent', 'sent', 'sent']))
  expect(order).toEqual(['一', '二', '三'])
  expect(chat.api.sendMsg.mock.calls[0]?.[0]).toMatchObject({
    appid: PAIR.appid,
    from: PAIR.me,
    to: { id: '2' },
    type: 'TEXT',
    topic: { type: 'CHAT', id: '' },
  })
})

test('names that nobody told are taken from the newest delivered messages', async () => {
  const chat = anOpenChat({
    sendMsg: () => saved({ _id: 'x' }),
    getNewestMsgListByLastTime: () =>
      Promise.resolve(
        aBatch([anOwnDocument({ f_nickname: '林', fromarea: '浙江', t_nickname: '周', t_avatar: '/z.png' })]),
      ),
  })
  await pullNewest(chat.chat, signal())
  sendText(chat.chat, '一')
  await settle()
  expect(chat.api.sendMsg.mock.calls[0]?.[0]).toMatchObject({
    from: { nickname: '林', area: '浙江' },
    to: { nickname: '周', avatar: '/z.png' },
  })
})

const uncertain: ApiFailure[] = [
  { kind: 'timeout', waited: 15_000 },
  { kind: 'unreachable' },
  { kind: 'http', status: 500, retryAfter: null },
  { kind: 'http', status: 408, retryAfter: null },
  { kind: 'malformed', reason: '' },
  { kind: 'html', ours: false },
]
test.each(uncertain)('after %j nobody knows whether it arrived', async (failure) => {
  const chat = anOpenChat({ sendMsg: failing(failure) })
  sendText(chat.chat, '一')
  await settle()
  expect(phases(chat)).toEqual(['unknown'])
})

const refusals: ApiFailure[] = [
  { kind: 'refused', message: '不行' },
  { kind: 'http', status: 400, retryAfter: null },
  { kind: 'http', status: 401, retryAfter: null },
  { kind: 'http', status: 429, retryAfter: 1000 },
]
test.each(refusals)('after %j it certainly did not', async (failure) => {
  const chat = anOpenChat({ sendMsg: failing(failure) })
  sendText(chat.chat, '一')
  await settle()
  expect(chat.store.getState().outbox[0]?.state).toEqual({ phase: 'failed', failure })
})

test('what comes after an uncertain send is not held back', async () => {
  const chat = anOpenChat({ sendMsg: failing({ kind: 'unreachable' }) })
  sendText(chat.chat, '一')
  chat.api.sendMsg.mockImplementation(() => saved({ content: '二', _id: 'b' }))
  sendText(chat.chat, '二')
  await settle()
  expect(phases(chat)).toEqual(['unknown', 'sent'])
})

test('a resend is a new message at the end', async () => {
  const chat = anOpenChat({ sendMsg: failing({ kind: 'refused', message: '' }) })
  sendText(chat.chat, '一')
  await settle()
  const [failed] = chat.store.getState().outbox
  if (failed) resend(chat.chat, [failed])
  await settle()
  const { outbox } = chat.store.getState()
  expect(outbox).toHaveLength(1)
  expect(outbox[0]?.localId).not.toBe(failed?.localId)
  expect(chat.api.sendMsg).toHaveBeenCalledTimes(2)
})

test('F59 an acknowledgement for a message that is known already says nothing about this one', async () => {
  const old = anOwnDocument({ content: '旧', _id: 'old' })
  const chat = anOpenChat({
    sendMsg: () => saved({ content: '旧', _id: 'old' }),
    getNewestMsgListByLastTime: () => Promise.resolve(aBatch([old])),
  })
  await pullNewest(chat.chat, signal())
  sendText(chat.chat, '新')
  await settle()
  expect(phases(chat)).toEqual(['unknown'])
})

test('an own message stands below what is there, though the device’s clock is a day slow', async () => {
  const chat = anOpenChat({
    sendMsg: () => new Promise(() => {}),
    getNewestMsgListByLastTime: () => Promise.resolve(aBatch([aDocument({}, Date.now() + 86_400_000)], null)),
  })
  await pullNewest(chat.chat, signal())
  const [row] = chat.store.getState().log.rows
  sendText(chat.chat, '一')
  const [item] = chat.store.getState().outbox
  expect(item?.sentAt).toBeGreaterThanOrEqual(row?.sentAt ?? Infinity)
  expect(SKEW).toBe(chat.store.getState().log.skew)
})

test('each outcome asks for an answer at once', async () => {
  const chat = anOpenChat({ sendMsg: () => saved({ content: '一' }) })
  sendText(chat.chat, '一')
  await settle()
  expect(chat.hands.poll).toHaveBeenCalledTimes(1)
})

test('what is written before the first answer waits for it: an old equal message must not be taken for it', async () => {
  const yesterday = anOwnDocument({ content: '你好' }, T - 86_400_000)
  const chat = aChat({
    sendMsg: failing({ kind: 'timeout', waited: 15_000 }),
    getMsgListByPageAndUserId: () => Promise.resolve(aBatch([yesterday])),
  })
  sendText(chat.chat, '你好')
  await settle()
  expect(phases(chat)).toEqual(['queued'])
  await poll(chat.chat, signal())
  await settle()
  expect(chat.api.sendMsg).toHaveBeenCalledTimes(1)
  expect(phases(chat)).toEqual(['unknown'])
  expect(chat.texts()).toEqual(['你好'])
})

test('an equal text of another device is not taken for ours for good: ours was refused and stays', async () => {
  let refuse: () => void = () => undefined
  const chat = anOpenChat({
    sendMsg: () =>
      new Promise((_, reject) => (refuse = () => reject(new ApiError({ kind: 'refused', message: '' })))),
    getNewestMsgListByLastTime: () => Promise.resolve(aBatch([anOwnDocument({ content: '好的' }, T + 1000)])),
  })
  sendText(chat.chat, '好的')
  await pullNewest(chat.chat, signal())
  expect(shownIn(chat.store.getState())).toHaveLength(1)
  refuse()
  await settle()
  expect(phases(chat)).toEqual(['failed'])
  expect(shownIn(chat.store.getState())).toHaveLength(2)
})

test('F55 a row that came before its acknowledgement is the message, whatever the server made of it', async () => {
  const row = anOwnDocument({ content: '&lt;b&gt;' }, T + 1000)
  let acknowledge: () => void = () => undefined
  const chat = anOpenChat({
    sendMsg: () =>
      new Promise((resolve) => (acknowledge = () => void saved({ content: 'x' }, T + 1000).then(resolve))),
    getNewestMsgListByLastTime: () => Promise.resolve(aBatch([row])),
  })
  sendText(chat.chat, '<b>')
  await pullNewest(chat.chat, signal())
  acknowledge()
  await settle()
  expect(phases(chat)).toEqual([])
  expect(chat.store.getState().claims.get(String(row['_id']))).toBe('local-1')
})

test('messages keep the order in which they were written, whatever stamps the server gives', async () => {
  let first: (at: number) => void = () => undefined
  const chat = anOpenChat({
    sendMsg: ({ content }) =>
      content === '一'
        ? new Promise((resolve) => (first = (at) => void saved({ content }, at).then(resolve)))
        : new Promise(() => {}),
  })
  sendText(chat.chat, '一')
  sendText(chat.chat, '二')
  first(Date.now() + 60_000)
  await settle()
  expect(shownIn(chat.store.getState()).map(({ raw }) => raw)).toEqual(['一', '二'])
})

test('an acknowledgement with a poisoned stamp, of another pair or kind does not lead the message astray', async () => {
  const chat = anOpenChat({ sendMsg: () => saved({ sendtime: T + 400 * 86_400_000 }) })
  await pullNewest(chat.chat, signal())
  sendText(chat.chat, '一')
  await settle()
  expect(chat.store.getState().outbox[0]?.at).toBeLessThan(Date.now() + 60_000)
  for (const fields of [{ to: '3' }, { fromrole: 'SALER' }, { type: 'IMAGE' }]) {
    const other = anOpenChat({ sendMsg: () => saved(fields) })
    sendText(other.chat, '一')
    await settle()
    expect(phases(other)).toEqual(['unknown'])
  }
})

test('an answer that breaks everything leaves the outbox working', async () => {
  const chat = anOpenChat({ sendMsg: () => Promise.reject(new RangeError('stack')) })
  sendText(chat.chat, '一')
  sendText(chat.chat, '二')
  await settle()
  expect(phases(chat)).toEqual(['unknown', 'unknown'])
})

test('F58 a resend that is tapped twice is one', async () => {
  const chat = anOpenChat({ sendMsg: failing({ kind: 'refused', message: '' }) })
  sendText(chat.chat, '一')
  await settle()
  const [failed] = chat.store.getState().outbox
  if (!failed) throw new Error('nothing to resend')
  resend(chat.chat, [failed])
  resend(chat.chat, [failed])
  await settle()
  expect(chat.api.sendMsg).toHaveBeenCalledTimes(2)
})

test('a conversation that was left sends nothing more', async () => {
  const chat = anOpenChat({
    sendMsg: () => {
      chat.store.retire()
      return saved({ content: '一' })
    },
  })
  sendText(chat.chat, '一')
  sendText(chat.chat, '二')
  await settle()
  expect(chat.api.sendMsg).toHaveBeenCalledTimes(1)
  expect(phases(chat)).toEqual(['sending', 'queued'])
})
