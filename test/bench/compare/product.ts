import type { Browser, Page } from 'playwright'
import { wait } from '~test/bench/deskPage'
import type { Row } from '~test/support/rows'
import { type ProductSite, startProductSite } from './productSite'
import {
  blankPage,
  type Candidate,
  costFor,
  idlePolls,
  looking,
  type Setting,
  type Stage,
  USUAL,
} from './stage'

const POLL = 'getNewestMsgListByLastTime'
const HISTORY = 'getMsgListByPageAndUserId'
/** Where its list and its messages are. */
const LISTED = { scroller: '[role="log"]', idAttribute: 'data-message-id' }
/** The longest that anything is waited for that is not measured, ms. */
const LIMIT = 60_000
/** What follows an answer within this (ms) belongs to it; the next question leaves a second after it. */
const TAIL = 150

export type ProductStage = Stage &
  Readonly<{
    /** Until the whole conversation is there: it is taken in slices, the newest first. */
    whole: (limit: number) => Promise<number>
    /** From Enter to the painted bubble. */
    send: (text: string, limit: number) => Promise<Readonly<{ ms: number; cpu: number }>>
  }>

/** A visit of the product's build, whose first answer is kept back until `mount`. */
export async function openProduct(
  browser: Browser,
  site: ProductSite,
  setting: Setting = USUAL,
): Promise<ProductStage> {
  const { page, session, close } = await blankPage(browser, setting, LISTED)
  site.reopen()
  const opening = site.keep('opening')
  await page.exposeFunction('act', () => acts.shift()?.())
  const acts: (() => unknown)[] = []
  await page.goto(site.address)
  const { give } = await opening
  await quiet(page)
  let count = site.opens

  const append = async (rows: readonly Row[], limit: number) => {
    const poll = await site.keep('poll')
    await page.evaluate(() => window.probe?.frame())
    const { result, cost } = await costFor(session, async () => {
      site.publish(rows)
      poll.give()
      const { at } = await painted(page, rows.at(-1)?._id ?? '', limit)
      await wait(TAIL)
      return at
    })
    count += rows.length
    const since = await page.evaluate((path) => window.probe!.responded(path), POLL)
    return { ms: result - since, at: result, cpu: cost.cpu }
  }

  return {
    page,
    session,
    close,
    append,
    ...looking(page),
    mount: async (limit) => {
      const { result, cost } = await costFor(session, () => {
        give()
        return painted(page, site.newestId, limit)
      })
      const since = await page.evaluate((path) => window.probe!.responded(path), HISTORY)
      return { ms: result.at - since, at: result.at, cpu: cost.cpu }
    },
    whole: (limit) => untilNumber(page, 'last', count, limit),
    async idle(polls) {
      await quiet(page, 300)
      let poll = await site.keep('poll')
      return idlePolls(
        page,
        session,
        polls,
        TAIL,
        () => poll.give(),
        async () => {
          poll = await site.keep('poll')
        },
      )
    },
    async prepend(top) {
      site.setOlderAtOnce(50)
      const older = site.keep('older')
      await page.evaluate((px) => window.probe!.scrollTo(px), top)
      const { give: giveOlder } = await older
      await quiet(page, 300)
      acts.push(giveOlder)
      return page.evaluate(() =>
        window.probe!.stray(() => (window as unknown as { act: () => unknown }).act(), 45),
      )
    },
    async send(text, limit) {
      const box = page.getByRole('textbox', { name: '输入消息' })
      await box.fill(text)
      await page.evaluate(() => {
        window.addEventListener('keydown', ({ timeStamp }) => Object.assign(window, { pressed: timeStamp }), {
          capture: true,
          once: true,
        })
      })
      const seen = page.evaluate(([said, ms]) => window.probe!.paintedText(said, performance.now(), ms), [
        text,
        limit,
      ] as const)
      const { result, cost } = await costFor(session, async () => {
        await box.press('Enter')
        return seen
      })
      const pressed = await page.evaluate(() => (window as unknown as { pressed: number }).pressed)
      await wait(300)
      return { ms: result.at - pressed, cpu: cost.cpu }
    },
  }
}

/** From the navigation until messages are painted, be it in the picture that stands until React has drawn them; what the whole load costs until then. */
export async function navigate(browser: Browser, site: ProductSite, setting: Setting, limit: number) {
  const { page, session, close } = await blankPage(browser, setting, LISTED)
  site.reopen()
  // the process is the same then, and so is the clock of what it costs
  await page.goto(site.blank)
  const { result, cost } = await costFor(session, async () => {
    await page.goto(site.address, { waitUntil: 'commit' })
    return drawn(page, site.newestId, limit)
  })
  const first = site.loaded()
  await quiet(page, 1_000)
  await wait(2_000)
  const later = site.loaded()
  await close()
  return { ms: result.at, cpu: cost.cpu, first, later }
}

/** Has all of a conversation that is longer than one answer loaded, by scrolling up; then the end is in view again. */
export async function fill(stage: ProductStage, site: ProductSite, count: number): Promise<void> {
  const { page } = stage
  site.setOlderAtOnce(20_000)
  for (let have = site.opens; have < count; have += 20_000) {
    const asked: (() => void)[] = []
    void site.keep('older').then(({ give }) => asked.push(give))
    while (asked.length === 0) {
      // rows that are measured on the way push the top away
      await page.evaluate(() => window.probe!.scrollTo(0))
      await wait(100)
    }
    for (const give of asked) give()
    // the one that is read has become a later one
    await untilNumber(page, 'first', 10_000, LIMIT)
    await quiet(page, 500)
  }
  site.setOlderAtOnce(20)
  await page.evaluate(() => window.probe!.scrollTo(1e9))
  await page.keyboard.press('End')
  await quiet(page, 500)
  await page.evaluate(() => window.probe!.scrollTo(1e9))
}

const painted = (page: Page, id: string, limit: number) =>
  page.evaluate(([id, limit]) => window.probe!.painted(id, performance.now(), limit), [id, limit] as const)

/** Until messages are painted, whoever has drawn them; when, ms of the page's clock. */
const drawn = (page: Page, id: string, limit: number) =>
  page.evaluate(
    async ([id, limit]) => {
      const began = performance.now()
      const isThere = () => document.querySelector(`#still, [role="log"] [data-message-id="${id}"]`) !== null
      while (!isThere()) {
        if (performance.now() - began > limit) throw new Error('no message')
        await window.probe!.frame()
      }
      await window.probe!.frame()
      return { at: performance.now() }
    },
    [id, limit] as const,
  )

const quiet = (page: Page, ms = 300) => page.evaluate((ms) => window.probe!.still(ms), ms)

/** Until the first or the last message in the page is number `least` or a later one; when, ms of the page's clock. */
const untilNumber = (page: Page, which: 'first' | 'last', least: number, limit: number) =>
  page.evaluate(
    async ([which, least, limit]) => {
      const began = performance.now()
      for (;;) {
        const all = document.querySelectorAll('[role="log"] [aria-posinset]')
        const one = all[which === 'first' ? 0 : all.length - 1]
        const number = Number(one?.getAttribute('aria-posinset') ?? 0)
        if (number >= least) return performance.now()
        if (performance.now() - began > limit) throw new Error(`message ${number} instead of ${least}`)
        await window.probe!.frame()
      }
    },
    [which, least, limit] as const,
  )

export type Product = Candidate & Readonly<{ site: (count: number, late?: number) => Promise<ProductSite> }>

/** The product's build in that folder. */
export function product(dist: string, version: string): Product {
  const sites = new Map<string, Promise<ProductSite>>()
  const site = (count: number, late = 0) => {
    const name = `${count} ${late}`
    const known = sites.get(name) ?? startProductSite(dist, count, late)
    sites.set(name, known)
    return known
  }
  return {
    name: 'product',
    label: 'this product',
    versions: { 'jh-im-web': version },
    largest: 100_000,
    site,
    open: async (browser, count, setting = USUAL) =>
      openProduct(browser, await site(count, setting.late), setting),
    firstLoad: () => Number.NaN,
    close: async () => {
      for (const one of sites.values()) await (await one).stop()
    },
  }
}
