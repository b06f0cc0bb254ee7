import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { kinds } from '~/kinds/index'
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
  const upwards = (element: Element) => {
    const all: Element[] = []
    for (let one: Element | null = element; one; one = one.parentElement) all.push(one)
    return all
  }
  const groundOf = (element: Element): Colour => {
    const owner = upwards(element).find((one) => alphaOf(getComputedStyle(one).backgroundColor) === 1)
    return owner ? rgb(getComputedStyle(owner).backgroundColor) : [255, 255, 255]
  }
  const contrastOf = (element: Element) => {
    const ground = groundOf(element)
    const opacity = upwards(element).reduce((all, one) => all * Number(getComputedStyle(one).opacity), 1)
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

describe.each([
  ['a phone, light, Chinese', { width: 375, height: 667 }, '&theme=light'],
  ['a PC, dark, English', { width: 1280, height: 800 }, '&theme=dark&lang=en'],
])('the gallery on %s', (_, viewport, query) => {
  test('shows every sample of every kind from both sides, nothing too wide, nothing that axe minds', async () => {
    const context = await browser.newContext({ viewport, bypassCSP: true, serviceWorkers: 'block' })
    const page = await context.newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(String(error)))
    await page.goto(`${server.origin}/some/dir/?view=gallery${query}`)
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

    const { violations } = await new AxeBuilder({ page }).analyze()
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([])
    // axe passes over text on a ground with a pseudo-element, as the tail of a bubble is
    expect(await main.evaluate(faintTexts)).toEqual([])
    expect(errors).toEqual([])
    await context.close()
  })
})
