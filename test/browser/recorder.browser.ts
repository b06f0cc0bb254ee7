import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { launchChromium } from '~test/browser/support/chromium'
import { withoutFrames } from '~test/browser/support/withoutFrames'
import { startStaticServer } from '~test/support/staticServer'

/** The recorder of the gallery, under the policy of the built page, with a microphone that beeps. */
let server: Awaited<ReturnType<typeof startStaticServer>>
let browser: Browser
let context: BrowserContext | undefined
let complaints: string[] = []

beforeAll(async () => {
  server = await startStaticServer(inject('mockDist'), '/some/dir')
  browser = await launchChromium({ whole: true, args: ['--use-fake-device-for-media-stream'] })
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})
afterEach(async () => {
  await context?.close()
  expect(complaints).toEqual([])
})

async function open(permissions: readonly string[]) {
  complaints = []
  server.takeAsked()
  context = await browser.newContext({
    serviceWorkers: 'block',
    viewport: { width: 390, height: 844 },
    permissions: [...permissions],
  })
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (line) => {
    if (/Content.Security.Policy|refused to/i.test(line.text())) complaints.push(line.text())
  })
  return page
}

const recorder = (page: Page) => page.locator('[data-recorder]')
const button = (page: Page, name: string) => recorder(page).getByRole('button', { name, exact: true })

async function begin(page: Page) {
  await withoutFrames(page)
  await page.goto(`${server.origin}/some/dir/?view=gallery`)
  await button(page, '录音').click()
}

/** Records until so much is on the clock, listens, and sends; the file's name, its seconds as they are told, and as it plays. */
async function record(page: Page, until: string) {
  await recorder(page).getByRole('timer').getByText(until).waitFor()
  await button(page, '完成').click()
  await recorder(page).getByRole('button', { name: /^试听/ }).click()
  await recorder(page)
    .getByRole('button', { name: /^暂停试听/ })
    .waitFor()
  await button(page, '发送语音').click()
  const link = recorder(page).getByRole('link')
  const seconds = await link.evaluate(
    (a: HTMLAnchorElement) =>
      new Promise<number>((resolve, reject) => {
        const audio = new Audio(a.href)
        audio.addEventListener('loadedmetadata', () => resolve(audio.duration))
        audio.addEventListener('error', () => reject(new Error(audio.error?.message)))
      }),
  )
  const said = Number(/(\d+)″/.exec((await link.textContent()) ?? '')?.[1])
  return { name: await link.getAttribute('download'), said, seconds }
}

test('two seconds become an mp3 that plays', async () => {
  const page = await open(['microphone'])
  await page.addInitScript(() => {
    // what is heard comes from the worklet
    Object.defineProperty(AudioContext.prototype, 'createScriptProcessor', { value: undefined })
  })
  await begin(page)
  const voice = await record(page, '0:02')
  expect(voice.name).toMatch(/^voice-\d{14}\.mp3$/)
  expect(voice.said).toBeGreaterThanOrEqual(2)
  expect(Math.abs(voice.seconds - voice.said)).toBeLessThan(0.7)
})

test('where neither the encoder nor the worklet arrives it is a WAV', async () => {
  const page = await open(['microphone'])
  await page.route(/\/(mp3\.worker|capture\.worklet)-/, (route) => route.abort())
  await begin(page)
  const voice = await record(page, '0:01')
  expect(voice.name).toMatch(/\.wav$/)
  expect(Math.abs(voice.seconds - voice.said)).toBeLessThan(0.7)
})

test('a microphone that is refused is told', async () => {
  const page = await open([])
  await begin(page)
  await recorder(page).getByText('没有麦克风权限').waitFor()
  await button(page, '关闭').click()
  expect(await recorder(page).getByRole('dialog').count()).toBe(0)
  await expect
    .poll(() => button(page, '录音').evaluate((element) => element === document.activeElement))
    .toBe(true)
})
