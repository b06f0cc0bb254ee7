import type { Browser, CDPSession, Page } from 'playwright'
import { AFTERNOON } from '~test/browser/support/afternoon'
import { costing, wait } from '~test/bench/deskPage'
import type { Row } from '~test/support/rows'
import { median } from './figures'
import { installProbe, type Flung, type Drifted, type Strayed, type Took } from './probe'

/** How a page is opened; `anchoring` false: without scroll anchoring, as in WebKit; `throttle`: so many times slower. */
export type Setting = Readonly<{ anchoring: boolean; throttle: number; late: number }>

export const USUAL: Setting = { anchoring: true, throttle: 1, late: 0 }

/**
 * Milliseconds of the processor on the main thread, and how often it laid out. All of its tasks: what Chromium counts as scripts leaves out
 * what promises go on with, and what the harness calls.
 */
export type Cost = Readonly<{ cpu: number; layouts: number }>

/** A page with a list in it, which does the same for the product and for each peer. */
export type Stage = Readonly<{
  page: Page
  session: CDPSession
  /** Hands the conversation over. */
  mount: (limit: number) => Promise<Took & Readonly<{ cpu: number }>>
  /** Has this arrive at once, until the last of it is painted; `cpu` with what follows within moments. */
  append: (rows: readonly Row[], limit: number) => Promise<Took & Readonly<{ cpu: number }>>
  /** So many polls that bring nothing; what one of them costs. */
  idle: (polls: number) => Promise<Idle>
  /** Has 50 older ones arrive where the view is so many px below the top. */
  prepend: (top: number) => Promise<Strayed>
  fling: () => Promise<Flung>
  /** Reads upwards from the middle. */
  drift: () => Promise<Drifted>
  close: () => Promise<void>
}>

export type Idle = Readonly<{ cpu: number; mutations: number; layouts: number; commits: number }>

/** Something to measure: it opens pages with a conversation of so many messages. */
export type Candidate = Readonly<{
  name: string
  label: string
  /** The packages that it is made of, by name. */
  versions: Readonly<Record<string, string>>
  /** The longest conversation that it is measured with. */
  largest: number
  open: (browser: Browser, count: number, setting?: Setting) => Promise<Stage>
  /** KiB of scripts and styles, by gzip, that a page with these messages has loaded until they stood. */
  firstLoad: () => number
  close: () => Promise<void>
}>

/** Of the afternoon: a midnight within the messages that are in view would put a time between them. */
const VIEW = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1, timezoneId: AFTERNOON }

/** A page with the probe in it, and what it costs. It has loaded nothing yet. */
export async function blankPage(
  browser: Browser,
  { anchoring, throttle }: Setting,
  listed?: Parameters<typeof installProbe>[0],
) {
  const context = await browser.newContext({ ...VIEW, locale: 'zh-CN', serviceWorkers: 'block' })
  const page = await context.newPage()
  await page.addInitScript(installProbe, listed)
  if (!anchoring) await page.addInitScript(dropAnchoring)
  const session = await costing(page)
  await session.send('HeapProfiler.enable')
  if (throttle > 1) await session.send('Emulation.setCPUThrottlingRate', { rate: throttle })
  return { page, session, close: () => context.close() }
}

const dropAnchoring = () =>
  addEventListener('DOMContentLoaded', () => {
    const styles = new CSSStyleSheet()
    styles.replaceSync('* { overflow-anchor: none !important }')
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, styles]
  })

async function costOf(session: CDPSession): Promise<Cost> {
  const { metrics } = await session.send('Performance.getMetrics')
  const of = (name: string) => metrics.find((one) => one.name === name)?.value ?? 0
  return { cpu: of('TaskDuration') * 1_000, layouts: of('LayoutCount') }
}

/** Does it, and tells what that cost. */
export async function costFor<T>(session: CDPSession, act: () => Promise<T>) {
  const before = await costOf(session)
  const result = await act()
  const after = await costOf(session)
  const cost: Cost = { cpu: after.cpu - before.cpu, layouts: after.layouts - before.layouts }
  return { result, cost }
}

/**
 * What polls that bring nothing cost and change within `ms`, each for itself: the median, so that what comes of itself now and then, such as
 * a look at who is there, is not taken for it. `ready`: before each but the first.
 */
export async function idlePolls(
  page: Page,
  session: CDPSession,
  polls: number,
  ms: number,
  give: () => unknown,
  ready: () => Promise<void> = () => Promise.resolve(),
): Promise<Idle> {
  const all: Idle[] = []
  for (let i = 0; i < polls; i += 1) {
    if (i > 0) await ready()
    const { cost: nothing } = await costFor(session, () => wait(ms))
    await page.evaluate(() => window.probe!.count())
    const { cost } = await costFor(session, async () => {
      await give()
      await wait(ms)
    })
    const counted = await page.evaluate(() => window.probe!.counted())
    all.push({ cpu: cost.cpu - nothing.cpu, layouts: cost.layouts, ...counted })
  }
  const of = (what: keyof Idle) => median(all.map((one) => one[what]))
  return { cpu: of('cpu'), mutations: of('mutations'), layouts: of('layouts'), commits: of('commits') }
}

/** What the probe does where it needs nothing of the page but its list. */
export const looking = (page: Page): Pick<Stage, 'fling' | 'drift'> => ({
  fling: async () => {
    await page.evaluate(async () => {
      await window.probe?.scrollTo(1e9)
      await window.probe?.still()
    })
    return page.evaluate(() => window.probe!.fling(150, 120))
  },
  drift: async () => {
    await page.evaluate(async () => {
      const { scroller } = window.probe!
      await window.probe?.scrollTo(scroller().scrollHeight / 2)
      await new Promise((resolve) => setTimeout(resolve, 1_500))
    })
    return page.evaluate(() => window.probe!.drift(12, 150))
  },
})
