import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { launchChromium } from '~test/browser/support/chromium'
import { type Backend, startBackend } from '~test/support/backend'
import { aRow } from '~test/support/rows'

let browser: Browser
let backend: Backend
let page: Page
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())
afterEach(async () => {
  await page.context().close()
  await backend.close()
})

/** The built page under its own policy, before a backend that takes files. */
async function open() {
  const meta = '<meta name="jh-upload-url" content="/up" /><meta name="jh-poll-seconds" content="1 1 5" />'
  const edit = (html: string) => html.replace('<head>', `<head>${meta}`)
  backend = await startBackend({ dist: inject('dist'), rows: [aRow({ from: '2', content: '你好' })], edit })
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  page = await context.newPage()
  await page.goto(`${backend.origin}/?appid=JH&from=200&to=2&fromrole=MEMBER`)
  await page.getByRole('article').first().waitFor()
}

/** Chooses a picture of noise, which is 600 × 400, and sends it. */
async function sendPicture() {
  const bytes = await page.evaluate(async () => {
    const canvas = document.createElement('canvas')
    ;[canvas.width, canvas.height] = [600, 400]
    const pixels = canvas.getContext('2d')
    for (let i = 0; i < 200; i += 1) {
      if (pixels) pixels.fillStyle = `hsl(${i * 37} 80% 50%)`
      pixels?.fillRect((i * 83) % 600, (i * 59) % 400, 70, 50)
    }
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.9))
    return [...new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))]
  })
  const file = { name: '照片.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(bytes) }
  await page.locator('input[type=file]').first().setInputFiles(file)
  await page.getByRole('button', { name: '发送 1 张' }).click()
}

const pictures = () => page.getByRole('log').locator('a img')
const shape = async () => {
  const { width = 0, height = 0 } = (await pictures().first().boundingBox()) ?? {}
  return [width, height]
}
const shown = () => pictures().evaluateAll((all) => all.map((img) => (img as HTMLImageElement).src))
const sent = () => backend.asked('sendMsg').map(({ body }) => body)

test('an own picture is shown from here, uploaded, sent with its bytes, and shown from the server once that has it', async () => {
  await open()
  const letUpload = backend.uploads.hold()
  const letLoad = backend.uploads.holdFiles()
  await sendPicture()
  await expect.poll(shown).toEqual([expect.stringMatching(/^blob:/)])
  const before = await shape()
  await page.getByText(/^上传中 \d+%$/).waitFor()
  expect(sent()).toEqual([])
  letUpload()
  await expect.poll(() => sent().length).toBe(1)
  const [file] = backend.uploads.files
  expect(file?.bytes.subarray(0, 2).toString('hex')).toBe('ffd8')
  expect(sent()[0]).toMatchObject({ type: 'IMAGE', content: '/up/0', imageSize: String(file?.bytes.length) })
  // it is delivered, and still shown from here
  await page.getByText('未读').waitFor()
  expect(await shown()).toEqual([expect.stringMatching(/^blob:/)])
  letLoad()
  await expect.poll(shown).toEqual([`${backend.origin}/up/0`])
  expect(await shape()).toEqual(before)
})

test('an upload that a reload has cut off goes on after it, the picture in its shape, and is sent once', async () => {
  await open()
  const loaded = () => backend.requests.map(({ path }) => /^\/assets\/(\w+)-/.exec(path)?.[1])
  // before it is wanted: the network may be gone then
  await expect.poll(loaded).toEqual(expect.arrayContaining(['fileDatabase', 'upload', 'uploadFiles']))
  const letUpload = backend.uploads.hold()
  await sendPicture()
  await expect.poll(backend.uploads.tried).toBe(1)
  expect(await shape()).toEqual([240, 160])
  await page.reload()
  // its file was kept in this browser
  await expect.poll(shown).toEqual([expect.stringMatching(/^blob:/)])
  expect(await shape()).toEqual([240, 160])
  await expect.poll(backend.uploads.tried).toBe(2)
  letUpload()
  await expect.poll(() => sent().length).toBe(1)
  await expect.poll(shown).toEqual([expect.stringMatching(/\/up\/\d$/)])
  expect(await shape()).toEqual([240, 160])
  await page.getByText('未读').waitFor()
  await page.reload()
  await page.getByText('未读').waitFor()
  expect(sent()).toHaveLength(1)
  // the words stand in the picture of the page, too, which is there until React has drawn it
  await expect.poll(() => pictures().count()).toBe(1)
})

test('an upload that the server refuses says why, and can be tried again or deleted', async () => {
  await open()
  backend.uploads.answers(413)
  await sendPicture()
  await page.getByText('文件太大，服务器没有接受').waitFor()
  expect(
    await page
      .getByRole('log')
      .getByRole('button', { name: /^(编辑|复制)$/ })
      .count(),
  ).toBe(0)
  backend.uploads.answers(200)
  await page.getByRole('button', { name: '重新发送' }).click()
  await expect.poll(() => sent().length).toBe(1)
  backend.uploads.answers(401)
  await sendPicture()
  await page.getByRole('log').getByText('登录已失效').waitFor()
  await page.getByRole('button', { name: '删除' }).click()
  await expect.poll(() => pictures().count()).toBe(1)
})
