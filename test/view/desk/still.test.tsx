import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { aWorld, ownTheClock } from '~test/support/renderChat'
import { renderDesk } from '~test/support/renderDesk'

ownTheClock()

test('a minute in which nothing happens changes nothing in the page but how long somebody has waited', async () => {
  const world = aWorld({ members: 3 })
  world.says({ from: '2', fromrole: 'SALER', to: '201', torole: 'MEMBER', content: '您好', status: 1 })
  const desk = await renderDesk(world)
  await desk.passes(40)
  expect(screen.getByRole('list', { name: '会话' }).textContent).toContain('您好')
  const changes: string[] = []
  const observer = new MutationObserver((records) => {
    for (const { type, target, attributeName } of records)
      changes.push(`${type} ${attributeName ?? ''} of ${target.nodeName} ${target.textContent}`)
  })
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
  const before = desk.asked().length
  await desk.passes(70)
  observer.disconnect()
  expect(desk.asked().length).toBeGreaterThan(before)
  expect(changes.filter((change) => !/ (等|已等待) \d+ (分钟|小时|天)$/.test(change))).toEqual([])
})
