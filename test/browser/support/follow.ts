import type { Page } from 'playwright'

type Seen = { strayed: number; frames: number; on: boolean }

/**
 * Begins to follow the first message in view through every painted frame. The result tells by how many px it strayed at most
 * from where it was, and in how many frames it was looked at.
 */
export async function follow(page: Page) {
  await page.getByRole('log').evaluate(async (log) => {
    const edge = log.getBoundingClientRect().top + 3
    const all = [...log.querySelectorAll('[role="article"]')]
    const first = all.find((one) => one.getBoundingClientRect().bottom > edge)
    if (!first) throw new Error('no message to follow')
    const id = first.getAttribute('data-message-id')

    // A new observer tells where things are when its first frame is painted: after layout and resize observers. A task of
    // one's own might look at a change in between, which nobody ever sees.
    const paintedTop = () =>
      new Promise<number>((resolve) => {
        const message = log.querySelector(`[data-message-id="${id}"]`)
        if (!message) {
          resolve(Number.NaN)
          return
        }
        const observer = new IntersectionObserver((entries) => {
          observer.disconnect()
          const topOf = (target: Element) =>
            entries.find((entry) => entry.target === target)?.boundingClientRect.top ?? Number.NaN
          // in the list: the bar above it is less high where the screen is wide
          resolve(message.isConnected ? topOf(message) - topOf(log) : Number.NaN)
        })
        observer.observe(message)
        observer.observe(log)
      })

    const seen: Seen = { strayed: 0, frames: 0, on: true }
    Object.assign(globalThis, { jhSeen: seen })
    await new Promise<void>((started) => {
      let start: number | null = null
      const look = () => {
        if (!seen.on) return
        requestAnimationFrame(look)
        void paintedTop().then((top) => {
          start ??= top
          const off = Math.abs(top - start)
          // one that is not there at all has strayed as far as can be
          seen.strayed = Math.max(seen.strayed, Number.isNaN(off) ? 10_000 : off)
          seen.frames += 1
          started()
        })
      }
      requestAnimationFrame(look)
    })
  })
  return {
    /** Ends it after `ms` more milliseconds. */
    async end(ms = 700) {
      await page.waitForTimeout(ms)
      return page.evaluate(() => {
        const { jhSeen } = globalThis as unknown as { jhSeen: Seen }
        jhSeen.on = false
        return jhSeen
      })
    },
  }
}

/**
 * Scrolls up from the end by some 700 px, in steps as a hand makes them, and tells which message is the first in view then:
 * its id.
 */
export async function readFurtherUp(page: Page): Promise<string> {
  const log = page.getByRole('log')
  for (let i = 0; i < 8; i += 1) {
    await log.evaluate((element) => (element.scrollTop -= 90))
    await page.waitForTimeout(30)
  }
  await page.waitForTimeout(300)
  return log.evaluate((element) => {
    const edge = element.getBoundingClientRect().top + 3
    const all = [...element.querySelectorAll('[role="article"]')]
    const first = all.find((one) => one.getBoundingClientRect().bottom > edge)
    return first?.getAttribute('data-message-id') ?? ''
  })
}
