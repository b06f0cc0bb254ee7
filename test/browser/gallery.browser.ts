import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kinds } from '~/kinds/index'
import { launchChromium } from '~test/browser/support/chromium'
import { build } from '~test/support/buildDist'
import { startStaticServer } from '~test/support/staticServer'

let server: Awaited<ReturnType<typeof startStaticServer>>
let browser: Browser
beforeAll(async () => {
  server = await startStaticServer(await build('dist-mock-test', '--mode', 'mock'), '/some/dir')
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const samples = Object.values(kinds).reduce((count, kind) => count + kind.samples.length, 0)

describe.each([
  ['a phone, light, Chinese', { width: 375, height: 667 }, '&theme=light'],
  ['a PC, dark, English', { width: 1280, height: 800 }, '&theme=dark&lang=en'],
])('the gallery on %s', (_, viewport, query) => {
  test('shows every sample of every kind from both sides, nothing too wide, nothing that axe minds', async () => {
    const context = await browser.newContext({ viewport, bypassCSP: true, serviceWorkers: 'block' })
    const page = await context.newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(String(error)))
    await page.goto(`${server.origin}/some/dir/?view=gallery${query}`)
    const wing = page.getByRole('region', { name: 'kinds' })
    await wing.waitFor()
    expect(await wing.getByRole('article').count()).toBe(2 * samples)
    const main = page.getByRole('main')
    expect(await main.evaluate((all) => all.scrollWidth - all.clientWidth)).toBe(0)
    await expect
      .poll(() =>
        wing
          .locator('img')
          .first()
          .evaluate((img: HTMLImageElement) => img.naturalWidth),
      )
      .toBeGreaterThan(0)

    const { violations } = await new AxeBuilder({ page }).analyze()
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([])
    expect(errors).toEqual([])
    await context.close()
  })
})
