import { expect, test, vi } from 'vitest'
import { loadAgain } from '~/lib/loadAgain'

test('what did not arrive is asked for again', async () => {
  const load = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new TypeError('Load failed'))
  load.mockResolvedValue('there')
  const again = loadAgain(load)
  await expect(again()).rejects.toThrow('Load failed')
  expect(await again()).toBe('there')
})

test('what a browser remembers as failed is asked for by another address', async () => {
  const load = vi.fn<() => Promise<string>>()
  load.mockRejectedValue(
    new TypeError('Failed to fetch dynamically imported module: https://jh.test/Panel.js'),
  )
  const again = loadAgain(load)
  await expect(again()).rejects.toThrow('dynamically imported')
  // node, too, knows no module there
  await expect(again()).rejects.toThrow('https:')
  expect(load).toHaveBeenCalledOnce()
})
