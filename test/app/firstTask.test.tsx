import { act, fireEvent, screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { turned } from '~test/property/virtualTime'
import {
  aWorld,
  elapse,
  HISTORY,
  ownTheClock,
  PHONE,
  renderChat,
  SEND,
  setVisibility,
  shownTexts,
} from '~test/support/renderChat'

ownTheClock()

test('the sync begins in a task of its own: what mounts the page begins nothing but the page', async () => {
  const chat = await renderChat(aWorld(), { settle: false })
  // everything but timers
  await act(turned)
  expect(chat.asked()).toEqual([])
  await elapse('100 ms')
  expect(chat.asked()).toContain('getMsgListByPageAndUserId 9999999999999')
})

test('a page that is left before that asks nothing', async () => {
  const chat = await renderChat(aWorld(), { settle: false })
  chat.unmount()
  await elapse('100 ms')
  expect(chat.asked()).toEqual([])
})

/** Writes and sends in the very task in which the page was mounted. */
function sendAtOnce(text: string): void {
  fireEvent.change(screen.getByRole('textbox'), { target: { value: text } })
  fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Enter', keyCode: 13 })
}

test('what is sent before that goes with the first answer, once', async () => {
  const chat = await renderChat(aWorld(), { settle: false })
  sendAtOnce('二')
  await elapse('3 s')
  expect(shownTexts()).toEqual(['二'])
  expect(chat.asked().filter((line) => line.startsWith('sendMsg'))).toHaveLength(1)
})

test('what is sent before that stands in the browser for the next visit', async () => {
  const refuses = [http.get(HISTORY, () => HttpResponse.error()), http.post(SEND, () => HttpResponse.error())]
  const chat = await renderChat(aWorld(), { settle: false, handlers: refuses })
  sendAtOnce('二')
  await elapse('100 ms')
  chat.leave()
  await renderChat(aWorld())
  await elapse('10 s')
  expect(shownTexts()).toEqual(['二'])
})

test('nor is who waits to send since then kept waiting by a pace that is slower than any back-off', async () => {
  const handlers = [http.all('*/api/im/*', () => HttpResponse.error())]
  const chat = await renderChat(aWorld(), {
    settle: false,
    handlers,
    env: { VITE_POLL_SECONDS: '600 600 600' },
  })
  sendAtOnce('二')
  await elapse('60 s')
  expect(chat.asked().filter((line) => line.startsWith('getNewest')).length).toBeGreaterThan(1)
})

test('a phone that looks away before that asks for nothing new, and does as it comes back', async () => {
  const chat = await renderChat(aWorld(), { settle: false, userAgent: PHONE })
  const polls = () => chat.asked().filter((line) => line.startsWith('getNewest'))
  setVisibility('hidden')
  await elapse('60 s')
  expect(polls()).toEqual([])
  const before = chat.asked().length
  setVisibility('visible')
  await elapse('3 s')
  expect(chat.asked().slice(before)).toContain('getMsgListByPageAndUserId 9999999999999')
  expect(polls()).not.toEqual([])
})
