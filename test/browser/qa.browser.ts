import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { launchChromium } from '~test/browser/support/chromium'
import { startStaticServer } from '~test/support/staticServer'

let server: Awaited<ReturnType<typeof startStaticServer>>
let browser: Browser
beforeAll(async () => {
  server = await startStaticServer(inject('mockDist'), '/some/dir')
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

test('both sides stand on one page of the static build, talk to each other, and the panel tells what they ask', async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (line) => {
    if (/Content.Security.Policy|refused to/i.test(line.text())) complaints.push(line.text())
  })
  await page.goto(`${server.origin}/some/dir/?view=qa&scenario=quiet&seed=5`)
  await page.getByLabel('右侧显示').selectOption({ label: '单个会话' })
  const member = page.frameLocator('iframe[title="会员"]')
  const saler = page.frameLocator('iframe[title="客服 · 单个会话"]')

  await member.getByRole('textbox', { name: '输入消息' }).fill('请问有货吗')
  await member.getByRole('button', { name: '发送', exact: true }).click()
  await saler.getByText('请问有货吗', { exact: true }).waitFor()

  await page.getByRole('tab', { name: '对方' }).click()
  await page.getByLabel('说什么').fill('有的，您要哪个颜色')
  await page.getByRole('button', { name: '发送', exact: true }).click()
  await member.getByText('有的，您要哪个颜色', { exact: true }).waitFor()
  await saler.getByText('有的，您要哪个颜色', { exact: true }).waitFor()

  await page.getByRole('tab', { name: '请求' }).click()
  await page.getByRole('button', { name: /sendMsg/ }).waitFor()
  await page.getByLabel('查看哪一侧').selectOption({ label: '客服' })
  await page
    .getByRole('button', { name: /getNewestMsgListByLastTime.*新增 1/ })
    .first()
    .waitFor()
  expect(await page.getByRole('button', { name: /sendMsg/ }).count()).toBe(0)
  // the page around them has it
  for (const side of [member, saler])
    expect(await side.getByRole('button', { name: '打开测试面板' }).count()).toBe(0)
  expect(complaints).toEqual([])
  await context.close()
})

test('the panel is loaded when it is opened; one that does not arrive is closed again, and the next press tries again', async () => {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'zh-CN',
    // it would fetch past the route
    serviceWorkers: 'block',
  })
  const page = await context.newPage()
  const PANEL = /assets\/OpenPanel-.*\.js/
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.route(PANEL, (route) => route.abort())
  await page.goto(`${server.origin}/some/dir/?appid=JH&from=200&to=2&fromrole=MEMBER&scenario=quiet`)
  const closed = page.getByRole('button', { name: '打开测试面板' })
  const open = page.getByRole('button', { name: '关闭测试面板' })
  const box = page.getByRole('textbox', { name: '输入消息' })
  await closed.waitFor()
  await box.fill('写到一半')
  expect(asked.filter((url) => PANEL.test(url))).toEqual([])

  await closed.click()
  await expect.poll(() => asked.filter((url) => PANEL.test(url)).length).toBe(1)
  await closed.waitFor()
  expect(await page.getByRole('tablist').count()).toBe(0)

  await page.unroute(PANEL)
  await box.focus()
  await page.keyboard.press('Control+Alt+KeyQ')
  await page.getByRole('tab', { name: '场景', selected: true }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('场景')
  await open.first().waitFor()
  await page.keyboard.press('Escape')
  expect(await box.evaluate((element) => element === document.activeElement)).toBe(true)

  // on a phone nothing of it lies under the keyboard, nor above what the page was pushed out of
  await page.setViewportSize({ width: 375, height: 667 })
  await page.keyboard.press('Control+Alt+KeyQ')
  const edges = () =>
    page.locator('.qa-drawer').evaluate((drawer) => {
      const { top, bottom } = drawer.getBoundingClientRect()
      return [top, bottom].map(Math.round)
    })
  const isCovered = (height: number, offsetTop: number) =>
    page.evaluate(
      ([height, offsetTop]) => {
        const value = (value: number) => ({ configurable: true, value })
        const { visualViewport } = window
        Object.defineProperties(visualViewport, { height: value(height), offsetTop: value(offsetTop) })
        visualViewport?.dispatchEvent(new Event('resize'))
      },
      [height, offsetTop] as const,
    )
  await expect.poll(edges).toEqual([267, 667])
  await isCovered(330, 0)
  await expect.poll(edges).toEqual([50, 330])
  await isCovered(500, 100)
  await expect.poll(edges).toEqual([300, 600])
  await isCovered(250, 0)
  await expect.poll(edges).toEqual([0, 250])
  await context.close()
})
