import { expect, test } from 'vitest'
import { withMediaIn } from '~/mocks/mediaFolder'
import { asMember, aWorld, BEGINNING } from './aWorld'

test('pictures, voices and avatars of a world are files of the folder, and nothing else changes', () => {
  const { world } = aWorld({ story: true })
  const rows = world.poll({ ...asMember, lasttime: BEGINNING })
  const moved = rows.map((row) => withMediaIn('/some/dir/', row))
  expect(JSON.stringify(moved)).not.toContain('"/mock-media/')
  expect(moved.filter(({ content }) => content.startsWith('/some/dir/mock-media/')).length).toBeGreaterThan(3)
  expect(moved.map((row) => withMediaIn('/', row))).toEqual(moved)
  expect(rows.map((row) => withMediaIn('/', row))).toEqual(rows)
})

test('what people write stays as it is', () => {
  const { world } = aWorld()
  const row = world.says({ content: '/mock-media/size-chart.svg' })
  expect(withMediaIn('/some/dir/', row).content).toBe('/mock-media/size-chart.svg')
})

test('damaged rows stay damaged in the same way', () => {
  const { world } = aWorld({ planted: ['damaged'] })
  const rows = world.poll({ ...asMember, lasttime: BEGINNING })
  expect(JSON.stringify(rows.map((row) => withMediaIn('/', row)))).toBe(JSON.stringify(rows))
})
