import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Backend, startBackend } from '~test/support/backend'
import { aRow } from '~test/support/rows'
import { launchOldChromium, reasonAgainst } from './oldChromium'

describe.skipIf(reasonAgainst !== null)(`the page in Chromium 86${reasonAgainst ?? ''}`, () => {
  let backend: Backend
  let browser: Browser

  beforeAll(async () => {
    const fileHeaders = { 'cache-control': 'max-age=3600' }
    backend = await startBackend({ dist: inject('dist'), rows: [aRow({ content: '在的' })], fileHeaders })
    browser = await launchOldChromium(86)
  })
  afterAll(() => Promise.all([browser?.close(), backend?.close()]))

  test('comes again from what the browser has kept', async () => {
    const page = await browser.newPage()
    await page.goto(`${backend.origin}/?appid=JH&from=200&to=2&fromrole=MEMBER`)
    const shown = page.locator('[data-message-id]', { hasText: '在的' })
    await shown.waitFor()
    await page.reload()
    await shown.waitFor()
    const styles = backend.requests.filter(({ path }) => path.endsWith('.css'))
    expect(styles.length).toBe(1)
  })
})
