import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from 'playwright'

type Seen = { strayed: number; frames: number; on: boolean }

/** Px below the top of the list, by message id. */
type Places = ReadonlyMap<string, Readonly<{ top: number; bottom: number }>>

/** What `watchFrames` adds to the page. */
type InPage = Readonly<{ jhPainted: (log: Element, which?: string) => Promise<Places> }>

/**
 * Adds a function to the page that tells where the messages, or `which` of them, are in the next painted frame. A new observer tells where things are
 * when its first frame is painted: after layout and resize observers. A task of one's own might look at a change in between,
 * which nobody ever sees.
 */
async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const jhPainted: InPage['jhPainted'] = (log, which = '[data-message-id]') =>
      new Promise((resolve) => {
        const observer = new IntersectionObserver((entries) => {
          observer.disconnect()
          const edge = entries.find(({ target }) => target === log)?.boundingClientRect.top ?? Number.NaN
          const places = new Map<string, { top: number; bottom: number }>()
          for (const { target, boundingClientRect: at } of entries) {
            const id = target.getAttribute('data-message-id')
            // in the list: the bar above it is less high where the screen is wide
            if (id === null || !target.isConnected) continue
            places.set(id, { top: at.top - edge, bottom: at.bottom - edge })
          }
          resolve(places)
        })
        observer.observe(log)
        log.querySelectorAll(which).forEach((message) => observer.observe(message))
      })
    Object.assign(globalThis, { jhPainted })
  })
}

/** One that is not there at all has strayed as far as can be, px. */
const GONE = 10_000

/**
 * Scrolls up by 40 px a frame until nothing older comes, and tells for each painted frame by how many px the first message in
 * view moved otherwise than by those 40. The first, be it only its end: a time that comes or goes between two messages in view
 * has to move one of them.
 */
export async function scrollToTheTop(page: Page): Promise<number[]> {
  await watchFrames(page)
  return page.getByRole('log').evaluate(async (log, gone) => {
    const { jhPainted } = globalThis as unknown as InPage
    const errors: number[] = []
    let places = await jhPainted(log)
    for (let still = 0; still < 90;) {
      const [id, before] = [...places].find(([, { bottom }]) => bottom > 3) ?? ['', { top: 0 }]
      const step = Math.min(40, log.scrollTop)
      still = step === 0 ? still + 1 : 0
      log.scrollTop -= step
      places = await jhPainted(log)
      errors.push(Math.abs((places.get(id)?.top ?? gone) - before.top - step))
    }
    return errors
  }, GONE)
}

/**
 * Begins to follow the first message in view through every painted frame. The result tells by how many px it strayed at most
 * from where it was.
 */
export async function follow(page: Page) {
  await watchFrames(page)
  await page.getByRole('log').evaluate(async (log, gone) => {
    const edge = log.getBoundingClientRect().top + 3
    const all = [...log.querySelectorAll('[role="article"]')]
    const first = all.find((one) => one.getBoundingClientRect().bottom > edge)
    if (!first) throw new Error('no message to follow')
    const id = first.getAttribute('data-message-id') ?? ''

    const seen: Seen = { strayed: 0, frames: 0, on: true }
    Object.assign(globalThis, { jhSeen: seen })
    const { jhPainted } = globalThis as unknown as InPage
    await new Promise<void>((started) => {
      let start: number | null = null
      const look = () => {
        if (!seen.on) return
        requestAnimationFrame(look)
        // the others would cost more than all that the page itself does
        void jhPainted(log, `[data-message-id="${CSS.escape(id)}"]`).then((places) => {
          const top = places.get(id)?.top ?? gone
          start ??= top
          seen.strayed = Math.max(seen.strayed, Math.abs(top - start))
          seen.frames += 1
          started()
        })
      }
      requestAnimationFrame(look)
    })
  }, GONE)
  return {
    /** Ends it after `ms` more milliseconds, and some frames: a busy machine paints few. */
    async end(ms = 700) {
      await page.waitForTimeout(ms)
      await page.waitForFunction(() => (globalThis as unknown as { jhSeen: Seen }).jhSeen.frames > 20)
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

/** What `read` tells once it has told the same for 300 ms: on a busy machine frames and pictures are late. */
export async function atRest(read: () => Promise<number>): Promise<number> {
  for (let last = await read(), same = 0; ;) {
    await delay(100)
    const now = await read()
    same = now === last ? same + 1 : 0
    last = now
    if (same === 3) return now
  }
}
