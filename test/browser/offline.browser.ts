import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { launchChromium } from '~test/browser/support/chromium'
import { conversation, PHONE } from '~test/browser/support/talk'
import { type Backend, startBackend } from '~test/support/backend'

const ADDRESS = '/?appid=JH&from=200&to=2&fromrole=MEMBER'

let browser: Browser
let backend: Backend
let page: Page
/** What the server says instead of the page. */
let instead: string | null
let status: number

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())
beforeEach(async () => {
  instead = null
  status = 200
  backend = await startBackend({
    dist: inject('dist'),
    rows: conversation(12),
    keepsHashed: true,
    edit: (html) => instead ?? html,
    pageStatus: () => status,
  })
  const context = await browser.newContext({ ...PHONE, serviceWorkers: 'allow' })
  page = await context.newPage()
  await page.goto(backend.origin + ADDRESS)
  await newest().waitFor()
  // the page is kept a moment after that, and what the visit leaves with it
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.waitForFunction(async () => {
    const leaves = Object.keys(localStorage).some((key) => key.includes('tail'))
    return leaves && (await caches.has('jh-im-page'))
  })
})
afterEach(async () => {
  await page.context().close()
  await backend.close()
})

const bubbles = () => page.getByRole('log').getByRole('article')
const newest = () => bubbles().last()
const notice = () => page.getByRole('status').first()
const open = () => page.goto(backend.origin + ADDRESS)

test('without a server the page opens with what the last visit has left, and goes on when it is back', async () => {
  const before = await newest().textContent()
  await backend.stopListening()
  await open()
  await newest().waitFor()
  expect(await newest().textContent()).toBe(before)
  await expect.poll(() => notice().textContent()).toContain('网络断开')
  // what is asked for now, and was not at the last visit
  await page.waitForTimeout(1_000)
  expect(await page.getByRole('alert').count()).toBe(0)
  await backend.listenAgain()
  backend.add({ content: '又通了' })
  await bubbles().filter({ hasText: '又通了' }).waitFor({ timeout: 40_000 })
})

test('in place of an error of the server the page opens, but not in place of a refusal', async () => {
  status = 502
  await open()
  await newest().waitFor()
  status = 403
  expect((await open())?.status()).toBe(403)
  expect(await bubbles().count()).toBe(0)
})

test('nothing but the page itself passes the worker', async () => {
  await open()
  await newest().waitFor()
  await expect.poll(() => backend.asked('getNewestMsgListByLastTime').length).toBeGreaterThan(2)
  const passed = await page.evaluate(() =>
    performance
      .getEntries()
      .map((entry) => entry as PerformanceResourceTiming & { workerMatchedSourceType?: string })
      // what a route has sent to the network has not woken it
      .filter(
        ({ workerStart, workerMatchedSourceType }) =>
          workerStart > 0 && workerMatchedSourceType !== 'network',
      )
      .map(({ entryType, name }) => [entryType, new URL(name).pathname]),
  )
  expect(passed).toEqual([['navigation', '/']])
})

test('a page that is not ours is shown and not kept', async () => {
  instead = '<!doctype html><title>登录</title><h1>请登录</h1>'
  await open()
  expect(await page.locator('h1').textContent()).toBe('请登录')
  await backend.stopListening()
  await open()
  await newest().waitFor()
})

test('a new page is shown as soon as it is there, and kept', async () => {
  const version = () => page.locator('meta[name="version"]').getAttribute('content')
  instead = (await (await fetch(backend.origin)).text()).replace(
    '<title>',
    '<meta name="version" content="2"><title>',
  )
  await open()
  expect(await version()).toBe('2')
  await expect
    .poll(() => page.evaluate(() => caches.match('/').then((page) => page?.text())))
    .toContain('"2"')
  await backend.stopListening()
  await open()
  expect(await version()).toBe('2')
})

test('a page that does not come is opened from where it was kept', async () => {
  backend.delay('/', 25_000)
  await open()
  await newest().waitFor()
  expect(await page.evaluate(() => performance.now())).toBeLessThan(25_000)
})
