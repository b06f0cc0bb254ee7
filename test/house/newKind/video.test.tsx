import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { kinds } from '~/kinds/index'
import { aWorld, elapse, messages, ownTheClock, renderChat } from '~test/support/renderChat'

ownTheClock()

// Run twice: here VIDEO is a kind that nobody knows, in the copy that `recipes.test.ts` makes it is one of the product.
const isKnown = Object.keys(kinds).includes('VIDEO')

test('a VIDEO is shown as what it is where its kind is there, else kept in its place as unsupported', async () => {
  const world = aWorld()
  world.says({ content: '看看这个' })
  await renderChat(world)
  world.says({ type: 'VIDEO', content: 'https://im.example/film.mp4' })
  await elapse('2.2 s')
  const [, film] = messages()
  expect(film?.querySelector('video') !== null).toBe(isKnown)
  expect(film?.textContent.includes('暂不支持此类消息')).toBe(!isKnown)
  const spoken = document.querySelector('[data-announcer]')
  expect(spoken?.textContent).toMatch(isKnown ? /：\[视频\]$/ : /：暂不支持此类消息$/)
  expect(screen.getAllByRole('article')).toHaveLength(2)
})
