import { afterEach, expect, test, vi } from 'vitest'
import { aBrowser } from '~test/faults/aBrowser'

afterEach(() => void vi.doUnmock('~/sync/sweep'))

test('where the part that sweeps does not arrive it is asked for again later, not again and again', async () => {
  let tries = 0
  vi.doMock('~/sync/sweep', () => ({
    get sweep() {
      tries += 1
      throw new TypeError('Failed to fetch dynamically imported module')
    },
  }))
  const { time, server, open } = aBrowser()
  const tab = open()
  await time.pass(60_000)
  expect(tries).toBeGreaterThan(0)
  expect(tries).toBeLessThan(10)
  // polls go on meanwhile
  server.says(false, '四')
  await time.pass(10_000)
  expect(tab.texts()).toContain('四')
  tab.close()
})
