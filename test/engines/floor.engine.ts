import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchChromium } from '~test/browser/support/chromium'
import { type Backend, startBackend } from '~test/support/backend'
import { aRow, type Row } from '~test/support/rows'
import { sampleRows } from '~test/support/samples'
import { launchOldChromium } from './oldChromium'
import { linesOnlyIn, readStyles, readValues, VALUES } from './values'

const fresh: readonly Row[] = [
  aRow({ from: '2', content: '在的，您请说' }),
  aRow({ from: '2', type: 'IMAGE', content: '/media/240x180.png', imageSize: 2048 }),
  aRow({ from: '200', type: 'VOICE', content: '/media/voice-4s.amr', voiceLength: 4 }),
  aRow({ from: '2', type: 'VIDEO', content: '/media/film.mp4' }),
  aRow({ from: '200', content: '好的' }),
]
const rows = [
  ...sampleRows('getMsgListByPageAndUserId'),
  ...sampleRows('getNewestMsgListByLastTime'),
  ...fresh,
]

type Visit = Awaited<ReturnType<typeof visit>>

/** Opens the built page on a phone's screen, against a backend of its own, and waits for the newest message. */
async function visit(launch: () => Promise<Browser>) {
  const fileHeaders = { 'cache-control': 'max-age=3600' }
  const backend: Backend = await startBackend({ dist: inject('dist'), rows, fileHeaders })
  const browser = await launch()
  const close = async () => {
    await browser.close()
    await backend.close()
  }
  const context = await browser.newContext({
    viewport: { width: 375, height: 667 },
    isMobile: true,
    hasTouch: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (line) => {
    // the samples' avatars are no files of this server
    const isOurs = !line.text().startsWith('Failed to load resource')
    if (line.type() === 'error' && isOurs) errors.push(line.text())
  })
  await page.goto(`${backend.origin}/?appid=JH&from=200&to=2&fromrole=MEMBER`)
  await page.locator(`[data-message-id="${fresh.at(-1)?._id}"]`).waitFor()
  // a first paint has no more rows than a view holds
  await page.locator('[aria-posinset="1"]').waitFor({ state: 'attached' })
  return { backend, browser, page, errors, close }
}

describe('the look of the page in Chromium 86', () => {
  let old: Visit
  let today: Visit

  beforeAll(async () => {
    old = await visit(() => launchOldChromium(86))
    today = await visit(() => launchChromium({ whole: true }))
  })
  afterAll(() => Promise.all([old?.close(), today?.close()]))

  test('is what this test runs in', () => {
    expect(old.browser.version()).toMatch(/^86\./)
  })

  describe('looks as designed, and as in today’s Chromium', () => {
    let values: Readonly<{ old: readonly string[]; today: readonly string[] }>

    beforeAll(async () => {
      values = { old: await readValues(old.page, VALUES), today: await readValues(today.page, VALUES) }
    })

    test.each(VALUES.map(({ what, is }, index) => [what, is, index] as const))('%s', (_what, is, index) => {
      expect({ old: values.old[index], today: values.today[index] }).toEqual({ old: is, today: is })
    })

    test('every element', async () => {
      const styles = { old: await readStyles(old.page), today: await readStyles(today.page) }
      expect(styles.old.length).toBeGreaterThan(500)
      // the first lines tell enough: a rule that drops out changes hundreds
      expect(linesOnlyIn(styles.old, styles.today).slice(0, 20)).toEqual([])
      expect(linesOnlyIn(styles.today, styles.old).slice(0, 20)).toEqual([])
    })
  })

  test('comes again from what the browser has kept', async () => {
    // styles with `@property` take the whole page down when they come from there
    await old.page.reload()
    await old.page.locator('[aria-posinset="1"]').waitFor({ state: 'attached' })
    expect(await readValues(old.page, VALUES)).toEqual(VALUES.map(({ is }) => is))
    expect(old.backend.requests.filter(({ path }) => path.endsWith('.css'))).toHaveLength(1)
  })

  test('reports no error', () => {
    expect(old.errors).toEqual([])
    expect(today.errors).toEqual([])
  })
})
