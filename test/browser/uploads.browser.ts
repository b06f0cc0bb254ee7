import type { Browser, Page, Route } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { type Backend, startBackend } from '~test/support/backend'
import { launchChromium } from './support/chromium'
import { conversation, PC } from './support/talk'

let browser: Browser
let backend: Backend
let page: Page
/** The uploads so far; the test answers them. */
let uploads: Route[] = []
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

/** The built page under its policy, which may upload. */
beforeEach(async () => {
  uploads = []
  backend = await startBackend({
    dist: inject('dist'),
    rows: conversation(3),
    edit: (html) => html.replace('<head>', '<head><meta name="jh-upload-url" content="/up" />'),
  })
  const context = await browser.newContext(PC)
  await context.route('**/up', (route) => void uploads.push(route))
  page = await context.newPage()
  page.setDefaultTimeout(15_000)
  await page.goto(`${backend.origin}/?appid=JH&from=200&to=2&fromrole=MEMBER`)
})
afterEach(async () => {
  await page.context().close()
  await backend.close()
})

const loaded = () => backend.requests.map(({ path }) => /^\/assets\/(\w+)-/.exec(path)?.[1])
const own = () => page.getByRole('log').getByRole('article').last()
/** Px of the box of the last picture. */
const shape = () =>
  own()
    .getByRole('link', { name: '查看图片' })
    .evaluate((box) => [box.clientWidth, box.clientHeight])

test('a picture survives a reload in the middle of its upload, in its shape, and is sent once', async () => {
  // before it is wanted: the network may be gone then
  await expect.poll(loaded).toEqual(expect.arrayContaining(['fileDatabase', 'upload', 'uploadFiles']))
  const drawn = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 480, height: 360 })
    canvas.getContext('2d')?.fillRect(0, 0, 480, 180)
    return canvas.toDataURL('image/png').replace(/^.*,/, '')
  })
  const files = { name: 'a.png', mimeType: 'image/png', buffer: Buffer.from(drawn, 'base64') }
  await page.locator('input[type=file]').first().setInputFiles(files)
  await page.getByRole('button', { name: '发送 1 张' }).click()
  await expect.poll(() => uploads.length).toBe(1)
  expect(await shape()).toEqual([240, 180])

  await page.reload()
  await expect.poll(() => uploads.length).toBe(2)
  await own().locator('img[src^="blob:"]').waitFor()
  expect(await shape()).toEqual([240, 180])

  const json = { success: true, data: { url: '/media/640x480.png' } }
  await uploads[1]?.fulfill({ json })
  await own().locator('img[src$="/media/640x480.png"]').waitFor()
  expect(await shape()).toEqual([240, 180])
  expect(backend.asked('sendMsg').map(({ body }) => body['content'])).toEqual(['/media/640x480.png'])
  expect(backend.asked('sendMsg')[0]?.body['type']).toBe('IMAGE')
})
