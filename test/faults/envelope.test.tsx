import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { anId } from '~test/builders'
import { aWorld, messages, ownTheClock, renderChat } from '~test/support/renderChat'

ownTheClock()

const bare = { from: 2, to: 200, content: '一' }

test('F35 whatever a message says of its time, a time is shown', async () => {
  const world = aWorld()
  const odd = ['soon', '', null, undefined, -1, 0, 1e25, 10, 1.5, '2026-11-20T02:00:00Z', [], {}, true, 'NaN']
  odd.forEach((time, i) => {
    const _id = i % 2 ? `made-up-${i}` : anId(Date.now(), i)
    world.plants({ ...bare, _id, sendtime: time, create_at: time, update_at: time, readtime: time })
  })
  const { container } = await renderChat(world)
  expect(messages()).toHaveLength(odd.length)
  // names and titles too
  expect(new XMLSerializer().serializeToString(container)).not.toMatch(/Invalid Date|NaN|undefined|1970/)
})

test('F43 who is not named is called by the role, with an initial, and the talk is a plain one', async () => {
  const world = aWorld()
  world.plants({ ...bare, _id: 'a', type: 'TEXT' })
  world.plants({ ...bare, _id: 'b', type: 'VOICE', content: '/a.mp3' })
  const { container } = await renderChat(world)
  expect(screen.getByRole('heading')).toHaveTextContent('客服')
  expect(container.querySelector('[data-avatar]')).toHaveTextContent('客')
  expect(container.querySelector('[data-topic]')).toBeNull()
  expect(messages()[1]).toHaveTextContent('--″')
})
