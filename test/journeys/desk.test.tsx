import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { aWorld, ownTheClock } from '~test/support/renderChat'
import { renderDesk } from '~test/support/renderDesk'

ownTheClock()

test('debug', async () => {
  const world = aWorld({ members: 3 })
  world.says({ content: '在吗' })
  const desk = await renderDesk(world)
  console.log(desk.asked().join('\n'))
  await desk.passes(5)
  console.log(desk.rows().map((row) => row.textContent))
  console.log(document.body.innerHTML.slice(0, 1500))
  expect(screen).toBeDefined()
})
