import { act, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { createLocalFiles, localName } from '~/lib/localFiles'
import { aPlace } from '~test/support/aPlace'
import { fakeFileAddresses } from '~test/support/fileAddresses'
import { aPlayer } from './aPlayer'
import { show } from './show'

const file = new Blob(['bytes'])

fakeFileAddresses()

/** What this browser has kept, and hands out when it is told to. */
function aSlowPlace() {
  const place = aPlace()
  let found = () => {}
  const files = createLocalFiles({
    ...place,
    find: (key) => new Promise((resolve) => (found = () => resolve(place.kept.get(key) ?? null))),
  })
  return { place, files, found: () => act(async () => found()) }
}

test.each([
  ['IMAGE', '无法显示这张图片'],
  ['VOICE', '语音地址无效'],
])('%s: after a reload nothing is said of a file that is being looked for', async (type, none) => {
  const { place, files, found } = aSlowPlace()
  await place.keep('a', file)
  const { player } = aPlayer()
  show(player, { type, content: localName('a') }, { mine: true, files })
  expect(screen.queryByText(none)).toBeNull()
  await found()
  expect(screen.queryByText(none)).toBeNull()
  expect(screen.getByRole(type === 'IMAGE' ? 'link' : 'button')).toBeVisible()
})

test.each([
  ['IMAGE', '无法显示这张图片'],
  ['VOICE', '语音地址无效'],
])('%s: one that is not there any more says so', async (type, none) => {
  const { files, found } = aSlowPlace()
  show(aPlayer().player, { type, content: localName('a') }, { mine: true, files })
  await found()
  expect(screen.getByText(none)).toBeVisible()
})

test('a picture that is being looked for has the shape that it had', () => {
  const { files } = aSlowPlace()
  files.restore('a', localName('a'), { width: 480, height: 360 })
  const { container } = show(
    aPlayer().player,
    { type: 'IMAGE', content: localName('a') },
    { mine: true, files },
  )
  expect(container.querySelector('[style]')).toHaveStyle({ width: '240px', height: '180px' })
})
