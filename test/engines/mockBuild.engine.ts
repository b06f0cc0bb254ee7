import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { startStaticServer } from '~test/support/staticServer'
import { launchOldChromium, reasonAgainst } from './oldChromium'

const MEMBER = '?appid=JH&from=200&to=2&fromrole=MEMBER&scenario=quiet'
const SALER = '?appid=JH&from=2&to=200&fromrole=SALER&scenario=quiet'

describe.skipIf(reasonAgainst !== null)(`the static mock build in Chromium 86${reasonAgainst ?? ''}`, () => {
  let server: Awaited<ReturnType<typeof startStaticServer>>
  let browser: Browser

  beforeAll(async () => {
    server = await startStaticServer(inject('mockDist'), '/dir')
    browser = await launchOldChromium(86)
  })
  afterAll(() => Promise.all([browser?.close(), server?.stop()]))

  test('lets two tabs talk to each other by a service worker', async () => {
    const context = await browser.newContext()
    const open = async (query: string) => {
      const page = await context.newPage()
      await page.goto(`${server.origin}/dir/${query}`)
      await page.locator('[data-message-id]').first().waitFor()
      return page
    }
    const [member, saler] = [await open(MEMBER), await open(SALER)]
    expect(await member.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)
    await member.getByRole('textbox', { name: '输入消息' }).fill('旧手机也能发')
    await member.getByRole('button', { name: '发送', exact: true }).click()
    await saler.locator('[data-message-id]', { hasText: '旧手机也能发' }).waitFor()
    expect(server.takeAsked().filter((path) => path.includes('~mock'))).toEqual([])
  })
})
