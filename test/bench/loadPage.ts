import type { Page } from 'playwright'

type Seen = { tasks: number[]; stood: Record<string, number> }

export const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Follows a page from its first moment: what stands on it when, and which tasks were long. */
export async function watchPage(page: Page) {
  await page.addInitScript(() => {
    const seen: Seen = { tasks: [], stood: {} }
    Object.assign(globalThis, { jhSeen: seen })
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.tasks.push(duration)
    }).observe({ type: 'longtask', buffered: true })
    const signs: Readonly<Record<string, string>> = {
      'the frame of the conversation': '[role="log"]',
      'the first message': '[role="log"] [role="article"]',
    }
    const look = () => {
      for (const [what, selector] of Object.entries(signs))
        if (seen.stood[what] === undefined && document.querySelector(selector))
          seen.stood[what] = performance.now()
      if (Object.keys(seen.stood).length < Object.keys(signs).length) requestAnimationFrame(after)
    }
    // what was drawn in a frame is painted before the next task
    const after = () => {
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener('message', look)
      port1.start()
      port2.postMessage(null)
    }
    after()
  })
  return {
    /** The long tasks since this was last asked, ms. */
    tasks: () =>
      page
        .evaluate(() => (globalThis as unknown as { jhSeen?: Seen }).jhSeen?.tasks.splice(0) ?? [])
        .catch((): number[] => []),
    /** When each stood on the screen, ms after the page was asked for. */
    stood: () =>
      page.evaluate(() => {
        const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN
        const { stood } = (globalThis as unknown as { jhSeen: Seen }).jhSeen
        return { 'the first sign': paint, ...stood }
      }),
  }
}
