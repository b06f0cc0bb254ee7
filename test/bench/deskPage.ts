import { type Browser, type CDPSession, chromium, type Page } from 'playwright'
import { findChromium } from '~test/browser/support/chromium'
import type { DeskServer } from './deskServer'

declare global {
  interface Window {
    /** How long each switch took, ms, from the event to the painted messages. */
    switches?: number[]
    /** Tasks of more than 50 ms, by their length. */
    longTasks?: number[]
  }
}

export const launch = (flags: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: findChromium({ shell: true }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', ...flags],
  })

/** The desk in a window of its own, as soon as its list is painted. `prepare`: before the page loads. */
export async function openDesk(
  browser: Browser,
  { origin }: DeskServer,
  prepare: (page: Page) => Promise<void> = () => Promise.resolve(),
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await prepare(page)
  await page.goto(`${origin}/?appid=JH&from=2&fromrole=SALER`)
  await page.locator('[data-member]').nth(5).waitFor()
  return page
}

/** Until all conversations were loaded once: what is not in view cannot be seen in the page, so that the server tells. */
export async function untilLoaded(server: DeskServer, members: number): Promise<void> {
  for (;;) {
    // each is asked for at least once; a second of nothing new says that all are there
    if (server.reads.length >= members) {
      const ids = server.delivered.size
      await wait(5_000)
      if (server.reads.length >= members && server.delivered.size - ids < 20) return
    }
    await wait(500)
  }
}

export const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/**
 * Notes for each click and each key how long it took until messages of another conversation were painted, by the time stamp of
 * the event itself.
 */
export const watchSwitches = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.switches = []
    const front = () => document.querySelector('[data-member][aria-current]')?.getAttribute('data-member')
    const shown = () =>
      document.querySelector('[role="log"] [role="article"]')?.getAttribute('data-message-id')
    const onEvent = (event: Event) => {
      const before = [front(), shown()] as const
      const look = () => {
        if (performance.now() - event.timeStamp > 5_000) return
        const now = [front(), shown()] as const
        if (now[0] === before[0] || now[1] === before[1] || now[1] === undefined) {
          requestAnimationFrame(look)
          return
        }
        // the frame in which they stand is painted before the next task
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', () => window.switches?.push(performance.now() - event.timeStamp))
        port1.start()
        port2.postMessage(null)
      }
      requestAnimationFrame(look)
    }
    // before the page's own: it draws between its listeners
    window.addEventListener('click', onEvent, true)
    window.addEventListener('keydown', (event) => event.code.startsWith('Arrow') && onEvent(event), true)
  })

/** How long each switch took, and what one costs of a processor on the main thread, on average; ms. */
export type Timed = Readonly<{ took: readonly number[]; cpu: number }>

/** Does each of these in turn. */
export async function timed(
  page: Page,
  session: CDPSession,
  acts: readonly (() => Promise<unknown>)[],
): Promise<Timed> {
  const took: number[] = []
  const before = await costs(session)
  for (const act of acts) {
    await page.evaluate(() => void window.switches?.splice(0))
    await act()
    const one = await page.waitForFunction(() => window.switches?.[0]).then((handle) => handle.jsonValue())
    if (one !== undefined) took.push(one)
    // as a person: the next one is not part of it
    await wait(150)
  }
  const after = await costs(session)
  return { took, cpu: ((after.task - before.task) / acts.length) * 1_000 }
}

/** What the page has cost so far: seconds of a processor on its main thread, and bytes of its heap after a cleaning. */
export async function costs(session: CDPSession) {
  const { metrics } = await session.send('Performance.getMetrics')
  const of = (name: string) => metrics.find((one) => one.name === name)?.value ?? 0
  return { task: of('TaskDuration'), script: of('ScriptDuration') }
}

export async function costing(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page)
  // of the processor: other programs of the machine do not count
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return session
}

/** Megabytes of the page's objects that are still in use. */
export async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize / 2 ** 20
}
