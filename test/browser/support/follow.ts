import type { Page } from 'playwright'

/**
 * Begins to follow the first message in view through every painted frame. The result tells by how many px it strayed at most
 * from where it was, and in how many frames it was looked at.
 */
export async function follow(page: Page) {
  await page.getByRole('log').evaluate((log) => {
    const edge = log.getBoundingClientRect().top + 3
    const all = [...log.querySelectorAll('[role="article"]')]
    const first = all.find((one) => one.getBoundingClientRect().bottom > edge)
    if (!first) throw new Error('no message to follow')
    const id = first.getAttribute('data-message-id')
    // in the list: the bar above it is less high where the screen is wide
    const topNow = () => {
      const message = log.querySelector(`[data-message-id="${id}"]`)
      return message ? message.getBoundingClientRect().top - log.getBoundingClientRect().top : Number.NaN
    }
    const start = topNow()
    const seen = { strayed: 0, frames: 0, on: true }
    const look = () => {
      if (!seen.on) return
      // a task after the frame's callbacks: layout, resize observers and paint are done by then
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener(
        'message',
        () => {
          const off = Math.abs(topNow() - start)
          // one that is not there at all has strayed as far as can be
          seen.strayed = Math.max(seen.strayed, Number.isNaN(off) ? 10_000 : off)
          seen.frames += 1
        },
        { once: true },
      )
      port1.start()
      port2.postMessage(0)
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
    Object.assign(globalThis, { jhSeen: seen })
  })
  return {
    /** Ends it after `ms` more milliseconds. */
    async end(ms = 700) {
      await page.waitForTimeout(ms)
      return page.evaluate(() => {
        const { jhSeen } = globalThis as unknown as {
          jhSeen: { strayed: number; frames: number; on: boolean }
        }
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
