import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { survey, type SurveyOptions } from '~test/browser/support/access/survey'
import { launchChromium } from '~test/browser/support/chromium'
import { PC } from '~test/browser/support/talk'
import { startStaticServer } from '~test/support/staticServer'

let server: Awaited<ReturnType<typeof startStaticServer>>
let browser: Browser
let page: Page
beforeAll(async () => {
  server = await startStaticServer(inject('mockDist'), '/some/dir')
  browser = await launchChromium()
  const context = await browser.newContext({ ...PC, timezoneId: 'Asia/Shanghai', locale: 'zh-CN' })
  page = await context.newPage()
  page.setDefaultTimeout(15_000)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const found = (options: SurveyOptions = {}) => survey(page, options)

describe('the panel of QA', () => {
  beforeAll(async () => {
    await page.goto(`${server.origin}/some/dir/?appid=JH&from=200&to=2&fromrole=MEMBER&scenario=samples`)
    await page.getByRole('article').first().waitFor()
    await page.getByRole('button', { name: '打开测试面板' }).click()
  })
  test.each(['场景', '对方', '网络', '时钟', '请求', '同步', '工具'])('%s', async (name) => {
    await page.getByRole('tab', { name }).click()
    await page.getByRole('tab', { name, selected: true }).waitFor()
    if (name === '请求')
      await page
        .getByRole('button', { name: /getNewest/ })
        .first()
        .click()
    await page.waitForTimeout(200)
    // the page beside it was looked at by others
    expect.soft(await found({ part: '.qa', narrow: name === '场景' })).toEqual([])
  })
})

test('both sides on one page', async () => {
  await page.goto(`${server.origin}/some/dir/?view=qa&scenario=samples&seed=5`)
  await page.frameLocator('iframe[title="会员"]').getByRole('article').first().waitFor()
  await page.waitForTimeout(1_000)
  expect.soft(await found()).toEqual([])
})
