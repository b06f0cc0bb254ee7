import { screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Pair } from '~/domain/identity'
import { CLEARED, outboxKeys, TAILS } from '~/store/keys'
import { PAIR } from '~test/builders'
import { aTalk, elapse, messages, ownTheClock, renderChat, SEND, shownTexts } from '~test/support/renderChat'

ownTheClock()

type Talk = Awaited<ReturnType<typeof aTalk>>

const OUTBOX = outboxKeys(PAIR)
const box = () => screen.getByRole('textbox')
const says = ({ chat }: Pick<Talk, 'chat'>, text: string) => chat.user.type(box(), `${text}{Enter}`)
const texts = ({ world }: Talk) => world.rows().map(({ content }) => content)
/** But for what each visit leaves for the next one's first frame. */
const kept = (where = localStorage) =>
  Object.fromEntries(Object.entries(where).filter(([key]) => !key.startsWith(TAILS)))

/** Nothing that goes wrong in storage may end in an error that nobody catches. */
function watchErrors(): unknown[] {
  const errors: unknown[] = []
  const note = (event: Event) => void errors.push(event)
  for (const type of ['error', 'unhandledrejection']) window.addEventListener(type, note)
  onTestFinished(() => {
    for (const type of ['error', 'unhandledrejection']) window.removeEventListener(type, note)
  })
  return errors
}

/** Talks on: what comes is shown, what is written goes out, once. */
async function talksOn(talk: Talk): Promise<void> {
  const before = shownTexts()
  talk.world.says({ content: '还在' })
  await elapse('3 s')
  await says(talk, '我也在')
  await elapse('3 s')
  expect(shownTexts()).toEqual([...before, '还在', '我也在'])
  expect(messages().at(-1)).toHaveTextContent('未读')
  expect(texts(talk).filter((text) => text === '我也在')).toHaveLength(1)
}

test('F63 a storage that is full costs nothing but what it would have kept', async () => {
  const errors = watchErrors()
  const talk = await aTalk()
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  await talksOn(talk)
  // neither is what failed lost from view
  talk.chat.server.use(http.post(SEND, () => HttpResponse.json({ success: false, message: '' })))
  await says(talk, '三')
  await elapse('300 ms')
  expect(messages().at(-1)).toHaveTextContent('发送失败')
  expect(errors).toEqual([])
})

test('F63 a storage that becomes full does not go on saying that a message has not left', async () => {
  const talk = await aTalk()
  talk.chat.server.use(http.all('*/api/im/:endpoint', () => HttpResponse.error()))
  await elapse('12 s')
  await says(talk, '二')
  await elapse('1 s')
  const waiting = kept()
  expect(Object.keys(waiting).filter((key) => key.startsWith(OUTBOX))).toHaveLength(1)
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  talk.chat.server.resetHandlers()
  talk.chat.server.use(http.post(SEND, () => new Promise<never>(() => {})))
  await elapse('31 s')
  expect(messages().at(-1)).toHaveTextContent(/发送中|发送较慢|确认中/)
  // the page dies here: what it has left may not be sent again by the next one
  expect(Object.values(kept()).join('')).not.toContain('queued')
})

test.each(['localStorage', 'sessionStorage'] as const)(
  'F64 a browser that forbids %s is talked in all the same',
  async (name) => {
    const errors = watchErrors()
    vi.spyOn(window, name, 'get').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError')
    })
    const talk = await aTalk()
    await talksOn(talk)
    expect(errors).toEqual([])
    vi.restoreAllMocks()
  },
)

const item = (state: object = { phase: 'queued' }, fields: object = {}) => ({
  localId: 'a',
  type: 'TEXT',
  raw: '二',
  topic: null,
  sentAt: Date.now(),
  at: Date.now(),
  state,
  before: { ids: [], since: null, newestStamp: 0, oldestStamp: 0 },
  ...fields,
})
const entry = (items: unknown, fields: object = {}) => JSON.stringify({ v: 1, alive: 0, items, ...fields })

test.each<[string, () => string]>([
  ['no JSON', () => '{"v":1,"items":[{"localId"'],
  ['empty', () => ''],
  ['null', () => 'null'],
])('F65 what is kept is damaged (%s): the talk starts clean', async (_, text) => {
  localStorage.setItem(`${OUTBOX}old`, text())
  const errors = watchErrors()
  const talk = await aTalk()
  expect(shownTexts()).toEqual(['一'])
  await talksOn(talk)
  expect(errors).toEqual([])
})

test.each<[string, () => string]>([
  ['a list', () => '[]'],
  ['a number', () => '7'],
  ['an older version', () => entry([item()], { v: 0 })],
  ['no list of messages', () => entry('二')],
  ['messages without a text', () => entry([item({ phase: 'queued' }, { raw: 7 }), null, 'x', {}])],
  ['a state that nobody knows', () => entry([item({ phase: 'burnt' })])],
  ['times that are none', () => entry([item({ phase: 'queued' }, { sentAt: 'soon', at: null })])],
  ['a prototype', () => `{"__proto__":${entry([item()])}}`],
])('F66 what is kept has another shape (%s): it is dropped', async (_, text) => {
  localStorage.setItem(`${OUTBOX}old`, text())
  const errors = watchErrors()
  const talk = await aTalk()
  await elapse('1 s')
  expect(shownTexts()).toEqual(['一'])
  await talksOn(talk)
  expect(errors).toEqual([])
})

test('F66 one damaged message costs only itself', async () => {
  localStorage.setItem(
    `${OUTBOX}old`,
    entry([null, item(), item({ phase: 'burnt' }, { localId: 'b', raw: '三' })]),
  )
  const talk = await aTalk()
  await elapse('3 s')
  expect(shownTexts()).toEqual(['一', '二'])
  expect(texts(talk)).toEqual(['一', '二'])
})

test.each<[string, Pair]>([
  ['another member', { ...PAIR, me: { id: '201', role: 'MEMBER' } }],
  ['the same id in another role', { ...PAIR, me: { id: '200', role: 'SALER' } }],
  ['another conversation', { ...PAIR, peer: { id: '3', role: 'SALER' } }],
  ['another application', { ...PAIR, appid: 'JH2' }],
])('F67 what is kept of %s is neither shown nor sent nor wiped', async (_, pair) => {
  const key = `${outboxKeys(pair)}old`
  const other = entry([item()])
  localStorage.setItem(key, other)
  localStorage.setItem('somebody', 'else’s')
  const talk = await aTalk()
  await talksOn(talk)
  expect(texts(talk)).not.toContain('二')
  talk.chat.leave()
  expect(kept()).toEqual({ [key]: other, somebody: 'else’s' })
})

test('F68 what is kept is wiped while the page is open: the talk goes on, and the next visit has its history', async () => {
  const talk = await aTalk()
  talk.chat.server.use(http.post(SEND, () => HttpResponse.json({ success: false, message: '' })))
  await says(talk, '二')
  await elapse('300 ms')
  localStorage.clear()
  sessionStorage.clear()
  talk.chat.server.resetHandlers()
  expect(shownTexts()).toEqual(['一', '二'])
  await talk.chat.user.click(screen.getByRole('button', { name: '重新发送' }))
  await elapse('3 s')
  await talksOn(talk)
  talk.chat.leave()
  localStorage.clear()
  const shown = ['一', '二', '还在', '我也在']
  await renderChat(talk.world)
  expect(shownTexts()).toEqual(shown)
})

test('whoever is signed out can clear this browser, after a question: nothing stays, what others keep does', async () => {
  const reload = vi.fn<() => void>()
  const talk = await aTalk()
  const { origin, href, search, pathname } = location
  vi.stubGlobal('location', { origin, href, search, pathname, reload })
  onTestFinished(() => void vi.unstubAllGlobals())
  localStorage.setItem(`${outboxKeys({ ...PAIR, appid: 'JH2' })}old`, entry([item()]))
  localStorage.setItem('somebody', 'else’s')
  talk.chat.server.use(http.all('*/api/im/:endpoint', () => new HttpResponse(null, { status: 401 })))
  await elapse('3 s')
  await says(talk, '二')
  await talk.chat.user.type(box(), '写到一半')
  await elapse('1 s')
  expect(JSON.stringify(kept())).toMatch(/二/)
  expect(JSON.stringify(kept())).toMatch(/写到一半/)

  const button = (name: string) => screen.getByRole('button', { name })
  await talk.chat.user.click(button('清除本机记录'))
  expect(screen.getByText('未发出的消息和草稿也会删除')).toBeVisible()
  await talk.chat.user.click(button('取消'))
  expect(Object.keys(kept())).toHaveLength(4)
  const tails = () => Object.keys(localStorage).filter((key) => key.startsWith(TAILS))
  expect(tails()).toHaveLength(1)
  await talk.chat.user.click(button('清除本机记录'))
  await talk.chat.user.click(button('清除'))
  // files are cleared, too, where there is a database
  await elapse('1 s')
  expect(reload).toHaveBeenCalledOnce()
  // neither does the page write anything as it goes
  talk.chat.leave()
  expect(kept()).toEqual({ somebody: 'else’s', [CLEARED]: expect.stringMatching(/^\d+$/) })
  expect(kept(sessionStorage)).toEqual({})
  expect(tails()).toEqual([])
})
