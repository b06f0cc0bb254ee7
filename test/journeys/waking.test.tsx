import { act, screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import {
  aTalk,
  elapse,
  ownTheClock,
  PHONE,
  POLL,
  polls,
  setVisibility,
  shownTexts,
} from '~test/support/renderChat'

ownTheClock()

const wake = (name: string, init: object = {}) =>
  act(() => void window.dispatchEvent(Object.assign(new Event(name), init)))

/** Every poll from now on hangs, until it is given up. */
function hang({ server }: Awaited<ReturnType<typeof aTalk>>['chat']) {
  let given = 0
  server.use(
    http.get(POLL, ({ request }) => {
      request.signal.addEventListener('abort', () => (given += 1))
      return new Promise<never>(() => {})
    }),
  )
  return { givenUp: () => given }
}

test('F21 what fires together on coming back asks once', async () => {
  const { chat } = await aTalk()
  await elapse('1 s')
  const before = polls(chat)
  wake('online')
  wake('pageshow', { persisted: true })
  act(() => void document.dispatchEvent(new Event('resume')))
  setVisibility('visible')
  await elapse('400 ms')
  expect(polls(chat)).toBe(before + 1)
})

test.each<[string, () => void]>([
  ['restored from the back/forward cache', () => wake('pageshow', { persisted: true })],
  ['resumed', () => act(() => void document.dispatchEvent(new Event('resume')))],
])('F21 a page that is %s asks at once', async (_, happen) => {
  const { chat } = await aTalk()
  await elapse('126 s')
  const before = polls(chat)
  happen()
  await elapse('400 ms')
  expect(polls(chat)).toBeGreaterThan(before)
})

test('a page that is shown for the first time does not count as woken', async () => {
  const { chat } = await aTalk()
  const before = polls(chat)
  wake('pageshow', { persisted: false })
  await elapse('400 ms')
  expect(polls(chat)).toBe(before)
})

test('F20 waking gives up a poll that has hung for 5 s, each time anew', async () => {
  const { chat } = await aTalk()
  const { givenUp } = hang(chat)
  await elapse('2.1 s')
  const first = polls(chat)
  wake('online')
  await elapse('1 s')
  expect(polls(chat)).toBe(first)
  await elapse('5 s')
  wake('online')
  await elapse('500 ms')
  expect([polls(chat), givenUp()]).toEqual([first + 1, 1])
  await elapse('6 s')
  wake('online')
  await elapse('500 ms')
  expect([polls(chat), givenUp()]).toEqual([first + 2, 2])
})

test('F20 a phone that is hidden lets go of the poll under way, and of the notice about it', async () => {
  const { chat } = await aTalk({}, { userAgent: PHONE })
  const { givenUp } = hang(chat)
  await elapse('10.5 s')
  expect(screen.getAllByRole('status')[0]).toHaveTextContent('网络较慢')
  setVisibility('hidden')
  await elapse('100 ms')
  expect(givenUp()).toBe(1)
  expect(screen.getAllByRole('status')[0]).toBeEmptyDOMElement()
})

test('a phone that is seen for a moment only asks nothing once it is hidden', async () => {
  const { chat } = await aTalk({}, { userAgent: PHONE })
  setVisibility('hidden')
  await elapse('5 s')
  const before = polls(chat)
  setVisibility('visible')
  await elapse('100 ms')
  setVisibility('hidden')
  const after = polls(chat)
  await elapse('20 s')
  expect(polls(chat)).toBe(after)
  expect(after).toBeLessThanOrEqual(before + 1)
})

test('an acknowledgement that comes while a phone is hidden asks nothing', async () => {
  const { chat } = await aTalk({}, { userAgent: PHONE })
  chat.server.use(
    http.post('*/api/im/sendMsg', async () => {
      await new Promise((resolve) => setTimeout(resolve, 1000))
      return HttpResponse.json({ success: false, message: '' })
    }),
  )
  await chat.user.type(screen.getByRole('textbox'), '二')
  await chat.user.click(screen.getByRole('button', { name: '发送' }))
  setVisibility('hidden')
  await elapse('100 ms')
  const before = polls(chat)
  await elapse('10 s')
  expect(polls(chat)).toBe(before)
})

test('F6 neither waking nor sending asks a server that wants to be left alone', async () => {
  const { chat } = await aTalk()
  chat.server.use(
    http.get(POLL, () => new HttpResponse('', { status: 429, headers: { 'retry-after': '60' } })),
  )
  await elapse('2.2 s')
  const before = polls(chat)
  wake('online')
  await elapse('1 s')
  await chat.user.type(screen.getByRole('textbox'), '二{Enter}')
  await elapse('20 s')
  expect(polls(chat)).toBe(before)
  chat.server.resetHandlers()
  await elapse('50 s')
  expect(polls(chat)).toBeGreaterThan(before)
  expect(shownTexts()).toEqual(['一', '二'])
})

test('a failing poll is not repeated because something waited for it', async () => {
  const { chat } = await aTalk()
  let fail: () => void = () => undefined
  chat.server.use(
    http.get(POLL, async () => {
      await new Promise<void>((resolve) => (fail = resolve))
      return new HttpResponse('', { status: 503 })
    }),
  )
  await elapse('2.2 s')
  await chat.user.type(screen.getByRole('textbox'), '二{Enter}')
  await elapse('300 ms')
  const before = polls(chat)
  fail()
  await elapse('1 s')
  expect(polls(chat)).toBe(before)
})

test('after waking the pace is that of a live talk', async () => {
  const { chat } = await aTalk()
  await elapse('130 s')
  wake('online')
  await elapse('1 s')
  const before = polls(chat)
  await elapse('10 s')
  expect(polls(chat) - before).toBeGreaterThanOrEqual(5)
})

test('a message keeps the talk live', async () => {
  const { world, chat } = await aTalk()
  await elapse('118 s')
  world.says({ content: '二' })
  await elapse('10 s')
  const before = polls(chat)
  await elapse('20 s')
  expect(polls(chat) - before).toBeGreaterThanOrEqual(9)
})

test('a page that the browser has focused again asks no second time', async () => {
  const { chat } = await aTalk()
  const before = polls(chat)
  wake('focus')
  await elapse('400 ms')
  expect(polls(chat)).toBe(before)
})
