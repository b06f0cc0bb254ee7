import { setTimeout as delay } from 'node:timers/promises'
import type { Browser, BrowserContextOptions } from 'playwright'
import { inject } from 'vitest'
import { AFTERNOON } from '~test/browser/support/afternoon'
import { lendPage } from '~test/browser/support/pages'
import { type Backend, startBackend } from '~test/support/backend'
import { aRow, type Row } from '~test/support/rows'

export const MINUTE = 60_000

export const PHONE: BrowserContextOptions = {
  viewport: { width: 375, height: 667 },
  hasTouch: true,
  isMobile: true,
  userAgent: 'Mozilla/5.0 (Linux; Android 12) Chrome/107.0 Mobile MicroMessenger/8.0',
}
export const PC: BrowserContextOptions = { viewport: { width: 1280, height: 800 } }

/** So many messages, 第 0 条 and on, a minute apart, every third our own; the newest `unread` of them were not read yet. */
export const conversation = (count: number, unread = 0, gap = MINUTE): Row[] =>
  Array.from({ length: count }, (_, i) =>
    aRow(
      {
        from: i % 3 === 0 && i < count - unread ? '200' : '2',
        status: i < count - unread ? 1 : 0,
        content: `第 ${i} 条`,
      },
      Date.now() - (count + 1 - i) * gap,
    ),
  )

/** Where it is not the pace that is tested, one waits for a poll half as long. */
export const hurried = (html: string) =>
  html.replace('<head>', '<head><meta name="jh-poll-seconds" content="1 1 5" />')

export type Talk = Awaited<ReturnType<typeof openTalk>>

/** The built page with these messages, before a backend of its own, which `prepare` may put in a mood first. */
export async function openTalk(
  browser: Browser,
  rows: readonly Row[],
  options: BrowserContextOptions = PC,
  prepare: (backend: Backend) => void = () => {},
) {
  const backend: Backend = await startBackend({ dist: inject('dist'), rows, edit: hurried })
  prepare(backend)
  const { page, leave } = await lendPage(
    browser,
    { timezoneId: AFTERNOON, bypassCSP: true, ...options },
    backend.origin,
  )
  await page.goto(`${backend.origin}/?appid=JH&from=200&to=2&fromrole=MEMBER`)
  await page.locator('[data-message-id]').last().waitFor({ state: 'attached' })
  await page.waitForTimeout(500)

  const log = page.getByRole('log')
  const setVisibility = (state: 'visible' | 'hidden') =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => value })
      document.dispatchEvent(new Event('visibilitychange'))
    }, state)
  /** In the list: what is spoken says the same. */
  const message = (text: string) => log.getByRole('article').filter({ hasText: text })
  return {
    backend,
    page,
    log,
    message,
    comes: (text: string) => message(text).waitFor({ state: 'attached', timeout: 25_000 }),
    /** Px from the lower edge of the view to the end. */
    toEnd: () => log.evaluate((list) => list.scrollHeight - list.clientHeight - list.scrollTop),
    /** How far the message is below the top of the list, px. */
    topOf: (text: string) =>
      message(text).evaluate((one) => {
        const list = one.closest('[role="log"]')
        return one.getBoundingClientRect().top - (list?.getBoundingClientRect().top ?? 0)
      }),
    /** Scrolls as by a script or a bar: no hand is told of. */
    scrollBy: async (px: number) => {
      await log.evaluate((list, by) => (list.scrollTop += by), px)
      await page.waitForTimeout(100)
    },
    setVisibility,
    /** Hides the page while a poll is under way, whose answer brings what `write` stores: nobody waits for the pace of hidden pages. */
    hideAndReceive: async (write: () => void) => {
      const poll = 'getNewestMsgListByLastTime'
      const before = backend.asked(poll).length
      backend.delay(`/api/im/${poll}`, 700)
      while (backend.asked(poll).length === before) await delay(20)
      await setVisibility('hidden')
      write()
      await delay(700)
      backend.delay(`/api/im/${poll}`, 0)
    },
    /** What the message with the focus says, else the role or kind of what has it. */
    active: () =>
      page.evaluate(() => {
        const { activeElement } = document
        const role = activeElement?.getAttribute('role') ?? activeElement?.tagName
        return role === 'article' ? activeElement?.querySelector('[data-bubble]')?.textContent : role
      }),
    async close() {
      await leave()
      await backend.close()
    },
  }
}
