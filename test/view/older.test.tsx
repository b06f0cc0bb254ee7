import { fireEvent, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { aWorld, elapse, ownTheClock, renderChat, shownTexts } from '~test/support/renderChat'

ownTheClock()

const more = () => screen.queryByText('查看更多消息')

test('by the button alone the first message is reached, each once and in order, and nothing is asked beyond it', async () => {
  const world = aWorld({ historyCap: 10 })
  const texts = Array.from({ length: 27 }, (_, i) => `第 ${i} 条`)
  // three of one time each
  texts.forEach((content, i) => world.says({ content }, Date.now() - (9 - Math.floor(i / 3)) * 60_000))
  const chat = await renderChat(world)
  for (let taps = 0; taps < 10 && more(); taps += 1) {
    fireEvent.click(screen.getByText('查看更多消息'))
    await elapse('300 ms')
  }
  screen.getByText('没有更早的消息了')
  expect(shownTexts()).toEqual(texts)
  const history = () => chat.asked().filter((line) => line.startsWith('getMsgList')).length
  const before = history()
  fireEvent.keyDown(screen.getByRole('log', { hidden: true }), { key: 'Home' })
  fireEvent.keyDown(screen.getByRole('log', { hidden: true }), { key: 'ArrowUp' })
  await elapse('300 ms')
  expect(history()).toBe(before)
})
