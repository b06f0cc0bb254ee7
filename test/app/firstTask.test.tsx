import { act } from '@testing-library/react'
import { expect, test } from 'vitest'
import { turned } from '~test/property/virtualTime'
import { aWorld, elapse, ownTheClock, renderChat } from '~test/support/renderChat'

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
