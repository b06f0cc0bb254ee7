import type { RunOnly } from 'axe-core'
import type { Frame, Page } from 'playwright'
import { AXE, type AxeInPage } from './axe'
import { lostInLayout } from './layout'
import { movingThings } from './motion'
import { pointAtAll } from './pointed'
import { smallTargets } from './targets'

/** WCAG 2.2 AA, and what else axe advises. */
const ALL: RunOnly = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
}
/** What a scheme of colours can change. */
const OF_COLOUR: RunOnly = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }

type Scheme = 'light' | 'dark' | 'forced'

const SCHEMES = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  forced: { colorScheme: 'light', forcedColors: 'active' },
} as const

export type SurveyOptions = Readonly<{
  /** Px that a target is to have. */
  target?: number
  /** Whether it is looked at in a narrow window and with large text there, too. */
  narrow?: boolean
  /** Whether it is looked at with large text in the window as it is. */
  large?: boolean
  /** In which colours; where the words alone are new, light ones do. */
  schemes?: 'all' | 'light'
  /** A selector of the part that axe looks at, where the rest was looked at before. */
  part?: string
}>

/**
 * What is in somebody's way on the page as it stands: what axe finds, by scheme of colours, what is faint under a pointer, targets
 * that are too small, what moves where no motion is wanted, and what is lost in a window of 320 px or with text of twice the size.
 * The page is left as it was.
 */
export async function survey(
  page: Page,
  { target = 32, narrow = true, large = false, schemes = 'all', part }: SurveyOptions = {},
): Promise<string[]> {
  const found: string[] = []
  const tell = (where: string, all: readonly string[]) => all.forEach((one) => found.push(`${where}: ${one}`))
  const view = page.viewportSize() ?? { width: 1280, height: 800 }
  const isPhone = target >= 44
  const colour = (scheme: Scheme) => page.emulateMedia({ ...SCHEMES[scheme], reducedMotion: 'reduce' })
  const axe = async (scheme: Scheme) => {
    for (const frame of page.frames()) found.push(...(await axeFindings(frame, scheme, part)))
  }
  // each scheme once: to colour the page anew costs as much as what is looked for in it
  await colour('light')
  await axe('light')
  if (schemes === 'all') {
    const pointed = await pointAtAll(page, isPhone)
    tell('light', (await pointed?.faint()) ?? [])
    await colour('dark')
    tell('dark', (await pointed?.faint()) ?? [])
    await pointed?.end()
    await axe('dark')
    await colour('forced')
    await axe('forced')
    await colour('light')
  }
  for (const frame of page.frames()) {
    tell('moves', await frame.evaluate(movingThings))
    tell('small', await frame.evaluate(smallTargets, target))
  }
  const textOf = async (size: string) => {
    await page.evaluate((size) => (document.documentElement.style.fontSize = size), size)
    await settled(page)
  }
  if (large) {
    await textOf('200%')
    tell('at 200 %', await page.evaluate(lostInLayout))
  }
  if (narrow) {
    await textOf('')
    await page.setViewportSize({ width: 320, height: 568 })
    await settled(page)
    tell('at 320 px', await page.evaluate(lostInLayout))
    if (isPhone) tell('small at 320 px', await page.evaluate(smallTargets, target))
    await page.setViewportSize({ width: 375, height: 667 })
    await textOf('200%')
    tell('at 200 %', await page.evaluate(lostInLayout))
  }
  if (large || narrow) {
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
      const { axe: engine } = window as unknown as AxeInPage
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
