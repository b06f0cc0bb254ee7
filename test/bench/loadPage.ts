import type { Browser, CDPSession } from 'playwright'

export const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

type Event = Readonly<{
  name: string
  ph: string
  pid: number
  tid: number
  tdur?: number
  args?: { name?: string }
}>

/** Follows what pages of a browser are busy with. Other programs of the machine do not count. */
export async function watchTasks(browser: Browser) {
  const session = await browser.newBrowserCDPSession()
  let events: Event[] = []
  session.on('Tracing.dataCollected', ({ value }) => void events.push(...(value as unknown as Event[])))
  const traceConfig = { includedCategories: ['toplevel'] }
  return {
    start: async () => {
      events = []
      await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig })
    },
    /** Ends it; how long each task of the busiest page took of the slowed processor, ms. */
    end: async () => {
      const complete = new Promise<void>((resolve) =>
        session.once('Tracing.tracingComplete', () => resolve()),
      )
      await session.send('Tracing.end')
      await complete
      const mains = events.filter(
        ({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain',
      )
      const pages = mains.map(({ pid, tid }) =>
        events.flatMap((event) =>
          event.pid === pid && event.tid === tid && event.ph === 'X' && event.name.endsWith('::RunTask')
            ? [(event.tdur ?? 0) / 1_000]
            : [],
        ),
      )
      const busy = (tasks: readonly number[]) => tasks.reduce((sum, ms) => sum + ms, 0)
      return pages.sort((a, b) => busy(b) - busy(a))[0] ?? []
    },
  }
}

/** Tells when what stands on the page, by itself: whoever asks a page meanwhile, as by a locator, keeps it busy. */
export const SEEN = `
  const seen = (globalThis.jhSeen = {})
  const signs = { 'the first message': '#still, [role="log"] [role="article"]', 'it can be answered': '[role="log"] [role="article"]' }
  const look = () => {
    for (const what in signs)
      if (!(what in seen) && document.querySelector(signs[what])) seen[what] = performance.now()
    if (Object.keys(seen).length < 2) setTimeout(look, 20)
  }
  look()
`

/** What the page answers to a script. */
export async function ask<T>(session: CDPSession, expression: string): Promise<T> {
  const { result } = await session.send('Runtime.evaluate', { expression, returnByValue: true })
  return result.value as T
}
