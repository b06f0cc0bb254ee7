import { number, table } from '~test/simulation/document'
import { buildPage } from './builtPage'
import { anHour, type Hour } from './deskHour'
import {
  costing,
  costs,
  launch,
  openDesk,
  timed,
  type Timed,
  untilLoaded,
  wait,
  watchSwitches,
} from './deskPage'
import { startDesk } from './deskServer'

const MEMBERS = 200
/** Conversations of each way of switching. */
const SWITCHES = Number(process.env['JH_SWITCHES'] ?? 30)
/** Seconds over which the cost of doing nothing, and of much, is measured. */
const WINDOW = Number(process.env['JH_WINDOW'] ?? 30)

const sorted = (all: readonly number[]) => [...all].sort((a, b) => a - b)
const quantile = (all: readonly number[], part: number) =>
  sorted(all)[Math.min(all.length - 1, Math.floor(all.length * part))] ?? Number.NaN
const ms = ({ took, cpu }: Timed) =>
  `${number(quantile(took, 0.5))} / ${number(quantile(took, 0.95))} ms (${took.length}), of a processor ${number(cpu)} ms`
const late = (all: readonly number[]) =>
  `${number(quantile(all, 0.5), 1)} / ${number(quantile(all, 0.95), 1)} / ${number(Math.max(...all), 1)} s (${all.length})`

type Line = readonly [what: string, figure: string]

/**
 * Figures of a desk of 200 conversations, 20 of them busy; prints them as a table. Of the environment: `JH_ONLY=switching,idle,hour` is part
 * of it, `JH_MINUTES` (60) is how long the hour is, `JH_SWITCHES` (30) and `JH_WINDOW` (30, seconds) how much is measured, and `JH_DIST`
 * a folder of the built page, which is taken as it is.
 */
export async function run(): Promise<void> {
  await buildPage()
  const only = process.env['JH_ONLY']?.split(',')
  const parts: Readonly<Record<string, () => Promise<Line[]>>> = { switching, idle, hour }
  const lines: Line[] = []
  for (const [name, part] of Object.entries(parts)) {
    if (only && !only.includes(name)) continue
    lines.push(...(await part()))
  }
  console.log(table(['200 conversations, 20 of them busy', 'figure'], lines))
}

/** Real time: switching from one to another among busy ones, and what the busy desk costs. */
async function switching(): Promise<Line[]> {
  const browser = await launch()
  const server = await startDesk(Date.now)
  const page = await openDesk(browser, server)
  const downloaded = server.downloaded() / 1024
  const session = await costing(page)
  await untilLoaded(server, MEMBERS)

  const before = await costs(session)
  await wait(WINDOW * 1_000)
  const after = await costs(session)
  await watchSwitches(page)
  const down = () => page.keyboard.press('Alt+ArrowDown')
  const up = () => page.keyboard.press('Alt+ArrowUp')
  await page.locator('[data-member]').first().click()
  await page.getByRole('log').getByRole('article').first().waitFor()
  await wait(1_000)
  // over the list nothing changes its place, so that up is where down came from
  await page.mouse.move(100, 400)
  const firstByKey = await timed(page, session, Array(SWITCHES).fill(down))
  const againByKey = await timed(page, session, Array(SWITCHES).fill(up))
  const clicks = await clickable(page)
  const firstByClick = await timed(page, session, clicks)
  const againByClick = await timed(page, session, await clickable(page))
  await page.context().close()
  await browser.close()
  await server.stop()
  const perSecond = (what: 'task' | 'script') => number(((after[what] - before[what]) / WINDOW) * 1_000, 1)
  return [
    ['first load until the list is painted, gzip', `${number(downloaded, 1)} KiB`],
    ['switch by key, first visit: median / p95', ms(firstByKey)],
    ['switch by key, return', ms(againByKey)],
    ['switch by click, first visit', ms(firstByClick)],
    ['switch by click, return', ms(againByClick)],
    ['busy, main thread (of it script)', `${perSecond('task')} ms/s (${perSecond('script')})`],
  ]
}

/** Presses rows far down in the list, one after the other. */
async function clickable(page: Awaited<ReturnType<typeof openDesk>>) {
  const list = page.getByRole('list', { name: '会话' })
  await list.evaluate((element) => element.scrollTo(0, 60 * 68))
  await wait(500)
  const ids: string[] = []
  while (ids.length < SWITCHES) {
    const here = await list.evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect()
      return [...element.querySelectorAll('[data-member]')]
        .filter(
          (row) => row.getBoundingClientRect().top >= top && row.getBoundingClientRect().bottom <= bottom,
        )
        .map((row) => row.getAttribute('data-member') ?? '')
    })
    for (const id of here) if (!ids.includes(id) && ids.length < SWITCHES) ids.push(id)
    await list.evaluate((element) => element.scrollBy(0, 8 * 68))
    await wait(100)
  }
  await list.evaluate((element) => element.scrollTo(0, 60 * 68))
  await wait(200)
  return ids.map((id) => async () => {
    const row = page.locator(`[data-member="${id}"]`)
    for (let tries = 0; tries < 40 && (await row.count()) === 0; tries += 1) {
      await list.evaluate((element) => element.scrollBy(0, 4 * 68))
      await wait(50)
    }
    await row.click()
  })
}

/** Real time: what a desk costs to which nothing happens. */
async function idle(): Promise<Line[]> {
  const browser = await launch()
  const server = await startDesk(Date.now, { busy: 0, bot: false })
  const page = await openDesk(browser, server)
  const session = await costing(page)
  await untilLoaded(server, MEMBERS)
  await page.evaluate(() => {
    window.longTasks = []
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longTasks?.push(duration)
    }).observe({ entryTypes: ['longtask'] })
  })
  const before = await costs(session)
  await wait(WINDOW * 1_000)
  const after = await costs(session)
  const long = await page.evaluate(() => window.longTasks ?? [])
  await page.context().close()
  await browser.close()
  await server.stop()
  const perSecond = (what: 'task' | 'script') => number(((after[what] - before[what]) / WINDOW) * 1_000, 1)
  return [
    ['quiet, main thread (of it script)', `${perSecond('task')} ms/s (${perSecond('script')})`],
    [`quiet, tasks over 50 ms in ${WINDOW} s`, number(long.length)],
  ]
}

/** Virtual time: requests, how late messages are, and the heap. */
async function hour(): Promise<Line[]> {
  const browser = await launch()
  const minutes = Number(process.env['JH_MINUTES'] ?? 60)
  const told: Hour = await anHour(browser, minutes)
  await browser.close()
  const heap = [...told.heap].map(([minute, mb]) => `${number(mb, 1)} (${number(minute)} min)`).join(', ')
  return [
    ['all conversations loaded after', `${number(told.loaded)} s`],
    [`requests a minute, on average over ${minutes} min`, number(told.requests / minutes, 1)],
    ['requests in the fullest 60 s (budget 180)', number(told.fullest)],
    ['conversations with something unread at the end', number(told.unread)],
    ['message late, busy: median / p95 / worst', late(told.late.busy)],
    ['message late, of today', late(told.late.today)],
    ['message late, older', late(told.late.older)],
    ['heap, MB', heap],
  ]
}
