import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser, BrowserContextOptions, Page, ViewportSize } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { png } from '~test/support/png'
import { startStaticServer } from '~test/support/staticServer'
import {
  differences,
  filesOf,
  goTo,
  hashesIn,
  keep,
  LOOKS,
  takeView,
  takeWings,
  unroll,
  type Wing,
} from './looks'
import { launchOldChromium } from './oldChromium'
import { loadPageFonts, pinPageFonts, pinSystemFonts } from './pinnedFonts'

/** Each with the window in which what has a page of its own is looked at. */
const DEVICES: readonly (readonly [string, BrowserContextOptions, ViewportSize])[] = [
  [
    'phone',
    { viewport: { width: 375, height: 667 }, isMobile: true, hasTouch: true },
    { width: 375, height: 667 },
  ],
  ['pc', { viewport: { width: 1280, height: 800 } }, { width: 860, height: 600 }],
]
/** What changes in a tile is drawn into what stood there, and looks a little different from one that is drawn as a whole. */
const DRAWS_WHOLE = ['--disable-partial-raster']

const THEMES = ['light', 'dark']

/** The longest (ms) that the pictures of a device may take: no measure, a busy machine draws slowly. */
const PATIENCE = 240_000

const PHOTO = png(320, 240)

/** In the page: what says more the longer it lasts stays as it began, however long the pictures take. */
function stopTheClock(): void {
  const start = window.setTimeout.bind(window)
  const never = (task: () => void, ms = 0) => (ms > 1000 ? 0 : start(task, ms))
  Object.assign(window, { setTimeout: never })
}

const loadPictures = (page: Page) =>
  page.evaluate(async () => {
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})))
  })

/** What must look as it did is drawn by an engine and in fonts that a lock pins: so it is the same on any Linux. */
describe('the gallery in Chromium 107', () => {
  let server: Awaited<ReturnType<typeof startStaticServer>>
  let browser: Browser

  beforeAll(async () => {
    server = await startStaticServer(inject('mockDist'), '/dir')
    const restore = pinSystemFonts()
    browser = await launchOldChromium(107, DRAWS_WHOLE)
    restore()
  })
  afterAll(() => Promise.all([browser?.close(), server?.stop()]))

  test.each(DEVICES)(
    'looks as it did on a %s',
    async (device, options, own) => {
      const context = await browser.newContext({
        ...options,
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        reducedMotion: 'reduce',
        bypassCSP: true,
        serviceWorkers: 'block',
      })
      const page = await context.newPage()
      await page.addInitScript(stopTheClock)
      // photographs are not what is looked at, and take more room than all else
      await page.route('**/mock-media/**', (route) =>
        route.fulfill({ body: PHOTO, contentType: 'image/png' }),
      )
      await page.goto(`${server.origin}/dir/?view=gallery`)
      await page.locator('[data-gallery]').waitFor()
      const hashes = await hashesIn(page)
      await pinPageFonts(page)
      await unroll(page)
      await loadPictures(page)
      const taken = new Map(THEMES.map((theme): [string, Wing[]] => [theme, []]))
      const take = async (wings: () => Promise<readonly Wing[]>) => {
        for (const [theme, pictures] of taken) {
          await page.evaluate((now) => void (document.documentElement.dataset['theme'] = now), theme)
          pictures.push(...(await wings()))
        }
      }
      await take(() => takeWings(page))

      await page.setViewportSize(own)
      for (const hash of hashes) {
        await goTo(page, hash)
        await loadPageFonts(page)
        await loadPictures(page)
        await take(async () => [await takeView(page, hash.slice(1))])
      }
      for (const [theme, wings] of taken) {
        const way = `${device}-${theme}`
        if (process.env['LOOKS'] === 'write') keep(way, wings)
        expect.soft(differences(way, wings)).toEqual([])
        // a picture of what is no more would never be seen again
        const folder = path.join(LOOKS, way)
        expect.soft(existsSync(folder) ? readdirSync(folder).sort() : []).toEqual(filesOf(wings))
      }
      await context.close()
    },
    PATIENCE,
  )
})
