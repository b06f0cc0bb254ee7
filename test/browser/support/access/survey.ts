import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Frame, Page } from 'playwright'
import { lostInLayout } from './layout'
import { movingThings } from './motion'
import { smallTargets } from './targets'

const AXE = readFileSync(
  createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright')).resolve(
    'axe-core/axe.min.js',
  ),
  'utf8',
)

/** WCAG 2.2 AA, and what else axe advises. */
const ALL = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
} as const
/** What a scheme of colours can change. */
const OF_COLOUR = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } as const

/** What is used of axe, as it stands in the page. */
type Axe = Readonly<{
  run: (
    context: Document | string,
    options: object,
  ) => Promise<{
    violations: readonly {
      id: string
      impact?: string
      nodes: readonly { html: string; target: readonly unknown[]; failureSummary?: string }[]
    }[]
  }>
}>

type Scheme = 'light' | 'dark' | 'forced'

const SCHEMES = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  forced: { colorScheme: 'light', forcedColors: 'active' },
} as const

export type SurveyOptions = Readonly<{
  /** Px that a target is to have. */
  target?: number
  /** Whether it is looked at in a narrow window and with large text, too. */
  narrow?: boolean
  /** A selector of the part that axe looks at, where the rest was looked at before. */
  part?: string
}>

/**
 * What is in somebody's way on the page as it stands: what axe finds, by scheme of colours, targets that are too small, what moves
 * where no motion is wanted, and what is lost in a window of 320 px or with text of twice the size. The page is left as it was.
 */
export async function survey(
  page: Page,
  { target = 32, narrow = true, part }: SurveyOptions = {},
): Promise<string[]> {
  const found: string[] = []
  const view = page.viewportSize() ?? { width: 1280, height: 800 }
  for (const scheme of ['light', 'dark', 'forced'] as const) {
    await page.emulateMedia({ ...SCHEMES[scheme], reducedMotion: 'reduce' })
    for (const frame of page.frames()) found.push(...(await axeFindings(frame, scheme, part)))
  }
  await page.emulateMedia({ ...SCHEMES.light, reducedMotion: 'reduce' })
  for (const frame of page.frames()) {
    for (const one of await frame.evaluate(movingThings)) found.push(`moves: ${one}`)
    for (const one of await frame.evaluate(smallTargets, target)) found.push(`small: ${one}`)
  }
  if (narrow) {
    await page.setViewportSize({ width: 320, height: 568 })
    await settled(page)
    for (const one of await page.evaluate(lostInLayout)) found.push(`at 320 px: ${one}`)
    await page.setViewportSize({ width: 375, height: 667 })
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
    await settled(page)
    for (const one of await page.evaluate(lostInLayout)) found.push(`at 200 %: ${one}`)
    await page.evaluate(() => (document.documentElement.style.fontSize = ''))
    await page.setViewportSize(view)
    await settled(page)
  }
  return found
}

/** Two frames, and what follows the first: observers of sizes. */
const settled = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((done) =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30))),
      ),
  )

async function axeFindings(frame: Frame, scheme: Scheme, part: string | undefined): Promise<string[]> {
  if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(AXE)
  const isTop = frame.parentFrame() === null
  const found = await frame.evaluate(
    async ({ runOnly, isTop, part }) => {
      const { axe: engine } = window as unknown as { axe: Axe }
      const { violations } = await engine.run(part ?? document, {
        runOnly,
        resultTypes: ['violations'],
        iframes: false,
        elementRef: false,
        // a frame is part of a page
        ...(isTop ? {} : { rules: { 'landmark-one-main': { enabled: false } } }),
      })
      // a menu lies over the page as a dialog does, which that rule knows of
      const isMenu = (selector: string) => document.querySelector(selector)?.querySelector('[role="menu"]')
      const counted = violations.filter(
        ({ id, nodes }) => id !== 'region' || nodes.some(({ target }) => !isMenu(String(target[0]))),
      )
      return counted.map(({ id, impact, nodes }) => {
        const [first] = nodes
        return `${impact ?? ''} ${id} ×${nodes.length}: ${first?.html.slice(0, 160) ?? ''} ${first?.failureSummary?.slice(0, 200) ?? ''}`
      })
    },
    { runOnly: scheme === 'light' ? ALL : OF_COLOUR, isTop, part },
  )
  return found.map((one) => `axe, ${scheme}: ${one}`)
}
