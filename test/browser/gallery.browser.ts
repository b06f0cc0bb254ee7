import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { kinds } from '~/kinds/index'
import { AXE, type AxeInPage } from '~test/browser/support/access/axe'
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

/** A busy machine: no measure. */
const MINUTE = 60_000

const samples = Object.values(kinds).reduce((count, kind) => count + kind.samples.length, 0)

/** Runs in the page: the texts whose contrast with their ground is below 4.5 : 1 (WCAG AA). */
function faintTexts(root: Element): string[] {
  type Colour = readonly [number, number, number]
  const parts = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number)
  const alphaOf = (colour: string) => parts(colour)[3] ?? 1
  const rgb = (colour: string): Colour => {
    const [r = 0, g = 0, b = 0] = parts(colour)
    return [r, g, b]
  }
  const luminance = (colour: Colour) => {
    const [r = 0, g = 0, b = 0] = colour.map((value) =>
      value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
    )
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  /** By element: many texts stand in the same ones. */
  const known = new Map<Element, Readonly<{ ground: Colour; opacity: number }>>()
  const around = (element: Element): Readonly<{ ground: Colour; opacity: number }> => {
    const before = known.get(element)
    if (before) return before
    const { backgroundColor, opacity } = getComputedStyle(element)
    const parent = element.parentElement && around(element.parentElement)
    const isGround = alphaOf(backgroundColor) === 1
    const found = {
      ground: isGround ? rgb(backgroundColor) : (parent?.ground ?? ([255, 255, 255] as const)),
      opacity: Number(opacity) * (parent?.opacity ?? 1),
    }
    known.set(element, found)
    return found
  }
  const contrastOf = (element: Element) => {
    const { ground, opacity } = around(element)
    const ink = rgb(getComputedStyle(element).color).map(
      (value, i) => value * opacity + (ground[i] ?? 0) * (1 - opacity),
    )
    const [bright = 0, dim = 0] = [
      luminance(ground),
      luminance([ink[0] ?? 0, ink[1] ?? 0, ink[2] ?? 0]),
    ].sort((a, b) => b - a)
    return (bright + 0.05) / (dim + 0.05)
  }
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const faint: string[] = []
  while (walker.nextNode()) {
    const { textContent, parentElement } = walker.currentNode
    if (!parentElement || textContent?.trim() === '') continue
    const contrast = contrastOf(parentElement)
    if (contrast < 4.5) faint.push(`${contrast.toFixed(1)}: ${textContent ?? ''}`)
  }
  return faint
}

/** What `everyScreen` and `everyDeskScreen` do not have axe look at as it is here; it is dear. */
const NOT_ELSEWHERE = /composer|variables/

/** In the page itself: its frames are empty until one comes near them, and each would have an axe of its own to start. */
async function seriousIn(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  return page.evaluate(async () => {
    const { axe } = window as unknown as AxeInPage
    const { violations } = await axe.run(document, {
      resultTypes: ['violations'],
      iframes: false,
      selectors: false,
    })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)
  })
}

describe.each([
  ['a phone, light, Chinese', { width: 375, height: 667 }, '&theme=light'],
  ['a PC, dark, English', { width: 1280, height: 800 }, '&theme=dark&lang=en'],
])(
  'the gallery on %s',
  (_, viewport, query) => {
    const errors: string[] = []
    let page: Page
    beforeAll(async () => {
      const context = await browser.newContext({ viewport, bypassCSP: true, serviceWorkers: 'block' })
      page = await context.newPage()
      page.on('pageerror', (error) => errors.push(String(error)))
      await page.goto(`${server.origin}/some/dir/?view=gallery${query}`)
    })
    afterAll(() => page?.context().close())

    test('shows every sample of every kind from both sides, nothing too wide, nothing that axe minds', async () => {
      const wing = page.getByRole('region', { name: 'kinds' })
      await wing.waitFor()
      expect(await wing.getByRole('article').count()).toBe(2 * samples)
      const main = page.getByRole('main')
      expect(await main.evaluate((all) => all.scrollWidth - all.clientWidth)).toBe(0)
      await expect
        .poll(() =>
          wing
            .locator('img')
            .first()
            .evaluate((img: HTMLImageElement) => img.naturalWidth),
        )
        .toBeGreaterThan(0)

      expect(await seriousIn(page)).toEqual([])
      // axe passes over text on a ground with a pseudo-element, as the tail of a bubble is
      expect(await main.evaluate(faintTexts)).toEqual([])
      expect(errors).toEqual([])
    })

    const isPhone = viewport.width < 640
    test.runIf(isPhone)(
      'shows what lies over the page in frames, which leave the focus to the page around them',
      async () => {
        const menu = page.locator('[data-frames] iframe[title="menu of a message"]')
        await menu.scrollIntoViewIfNeeded()
        await menu.contentFrame().locator('[data-stage="shown"]').waitFor()
        await menu.contentFrame().getByRole('menu').waitFor()
        expect(await page.evaluate(() => document.activeElement?.getAttribute('title') ?? null)).toBe(null)
        await menu.contentFrame().getByRole('menuitem').first().press('Escape')
        await menu.contentFrame().getByRole('menu').waitFor({ state: 'detached' })
        expect(errors).toEqual([])
      },
    )

    // a phone's have been looked at where they belong: everyScreen
    test.skipIf(isPhone)(
      'shows what lies over the page whole on a page of its own, nothing too wide, nothing that axe minds',
      async () => {
        const links = page.locator('[data-frames] a')
        const hashes = await links.evaluateAll((all: HTMLAnchorElement[]) => all.map(({ hash }) => hash))
        for (const hash of hashes) {
          await page.evaluate((hash) => void (location.hash = hash), hash)
          await page.locator(`[data-stage="shown"][data-name="${hash.slice(1)}"]`).waitFor()
          const minded = NOT_ELSEWHERE.test(hash) ? await seriousIn(page) : []
          expect.soft(minded, hash).toEqual([])
          expect
            .soft(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), hash)
            .toBe(0)
        }
        expect(hashes.length).toBeGreaterThan(5)
        expect(errors).toEqual([])
      },
    )
  },
  2 * MINUTE,
)
