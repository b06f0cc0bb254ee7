import { expect, test } from 'vitest'
import { aBrowser } from '~test/faults/aBrowser'

test('where the part that sweeps does not arrive it is asked for again later, not again and again', async () => {
  let tries = 0
  const loadSweep = () => {
    tries += 1
    // where it is asked for without end, this ends it: virtual time would stand still for ever
    return tries > 100
      ? new Promise<never>(() => {})
      : Promise.reject(new TypeError('Failed to fetch dynamically imported module'))
  }
  const { time, server, open } = aBrowser()
  const tab = open({ loadSweep })
  await time.pass(60_000)
  expect(tries).toBeGreaterThan(1)
  expect(tries).toBeLessThan(20)
  // polls go on meanwhile
  server.says(false, '四')
  await time.pass(10_000)
  expect(tab.texts()).toContain('四')
  tab.close()
})
