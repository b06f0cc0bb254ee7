import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { lostInLayout } from '~test/browser/support/access/layout'
import { launchChromium } from '~test/browser/support/chromium'
import { follow, readFurtherUp } from '~test/browser/support/follow'
import { AFTERNOON } from '~test/browser/support/afternoon'
import { lendPage, visitAnew } from '~test/browser/support/pages'
import { hurried, MINUTE, PC, PHONE } from '~test/browser/support/talk'
import { type Backend, NEWEST, startBackend } from '~test/support/backend'
import { aRow, type Row } from '~test/support/rows'

/** Three hundred messages of all heights, read before; every seventh a picture. Half an hour apart: each has its time. */
const conversation = (): Row[] =>
  Array.from({ length: 300 }, (_, i) => {
    const at = Date.now() - (301 - i) * 30 * MINUTE
    const known = { from: i % 3 === 0 ? '200' : '2', status: 1 }
    if (i % 7 === 0) return aRow({ ...known, type: 'IMAGE', content: `/media/320x240.png?${i}` }, at)
    return aRow({ ...known, content: `第 ${i} 条${'，说得长一点'.repeat((i * 5) % 11)}` }, at)
  })
const OLDER = '/api/im/getMsgListByPageAndUserId'

type Environment = readonly [name: string, options: BrowserContextOptions, anchoring: boolean]

let browser: Browser
let backend: Backend
let left = async () => {}
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())
async function begin(rows = conversation()): Promise<void> {
  backend = await startBackend({ dist: inject('dist'), rows, edit: hurried })
}
async function end(): Promise<void> {
  await left()
  await backend.close()
}

async function open(options: BrowserContextOptions, anchoring: boolean, query = ''): Promise<Page> {
  const context = { timezoneId: AFTERNOON, bypassCSP: true, ...options }
  const { page, leave } = await lendPage(browser, context, backend.origin)
  left = leave
  await page.goto(`${backend.origin}/?appid=JH&from=200&to=2&fromrole=MEMBER${query}`)
  await page.locator('[data-message-id]').last().waitFor()
  // what a browser may do by itself, done by force: as if the list had not asked it to keep out
  const value = anchoring ? 'auto' : 'none'
  await page.addStyleTag({ content: `[role="log"], [role="log"] * { overflow-anchor: ${value} !important }` })
  await page.waitForTimeout(600)
  return page
}
/** The last message in view, and by how many px it ends above the lower edge. */
const bottomLine = (page: Page) =>
  page.getByRole('log').evaluate((log) => {
    const { bottom } = log.getBoundingClientRect()
    const all = [...log.querySelectorAll('[role="article"]')]
    const last = all.reverse().find((one) => one.getBoundingClientRect().top < bottom)
    return { text: last?.textContent ?? '', below: bottom - (last?.getBoundingClientRect().bottom ?? 0) }
  })

/** Loads older pages until there are more messages than are kept in the page. */
async function loadMost(page: Page): Promise<void> {
  const last = page.getByRole('article').last()
  for (let count = 0; count < 240;) {
    await page.getByRole('log').evaluate((log) => (log.scrollTop = 0))
    await page.waitForTimeout(60)
    await page.getByRole('log').evaluate((log) => (log.scrollTop = log.scrollHeight))
    await page.waitForTimeout(60)
    count = Number(await last.getAttribute('aria-posinset'))
  }
}
const toEnd = (page: Page) =>
  page.getByRole('log').evaluate((log) => log.scrollHeight - log.clientHeight - log.scrollTop)

/** Nothing is left of what was tried before, save for the messages. */
async function backToTheEnd(page: Page, { viewport }: BrowserContextOptions): Promise<void> {
  backend.delay(OLDER, 0)
  await page.unrouteAll({ behavior: 'wait' })
  await page.evaluate(() => (document.documentElement.style.fontSize = ''))
  if (viewport) await page.setViewportSize(viewport)
  await page.getByRole('log').evaluate((log) => (log.scrollTop = log.scrollHeight))
  await expect.poll(() => toEnd(page)).toBeLessThan(2)
  await expect.poll(() => page.getByRole('button', { name: /条新消息/ }).count()).toBe(0)
}

/** What people have most: iPhones anchor nothing, Chromium on a PC does. The others are for `npm run test:thorough`. */
const USUAL: readonly Environment[] = [
  ['a phone without scroll anchoring', PHONE, false],
  ['a PC', PC, true],
]
const OTHERS: readonly Environment[] = [
  ['a phone', PHONE, true],
  ['a PC without scroll anchoring', PC, false],
]

describe.each([...USUAL, ...(process.env['THOROUGH'] ? OTHERS : [])])(
  'on %s what one reads stays where it is',
  (_, options, anchoring) => {
    // one visit: to open it anew costs more than what is tried in it. Those that load most of its messages come last
    let page: Page
    beforeAll(async () => {
      await begin()
      page = await open(options, anchoring)
    })
    beforeEach(() => backToTheEnd(page, options))
    afterAll(end)

    test('when an older page comes, also at the very top', async () => {
      const log = page.getByRole('log')
      backend.delay(OLDER, 500)
      const before = backend.olderPages()
      await log.evaluate((element) => (element.scrollTop = 0))
      await page.waitForTimeout(100)
      const followed = await follow(page)
      await expect.poll(backend.olderPages).toBeGreaterThan(before)
      const { strayed } = await followed.end(1_200)
      expect(strayed).toBeLessThanOrEqual(1)
      expect(await log.evaluate((element) => element.scrollTop)).toBeGreaterThan(200)
    })

    test('when late rows are inserted above, between and below', async () => {
      const first = await readFurtherUp(page)
      const at = backend.rows.findIndex(({ _id }) => _id === first)
      expect(at).toBeGreaterThan(200)
      const late = [-5, -1, 0, 1, 3].map((by) => {
        const { _id = '', ...before } = backend.rows[at + by] ?? {}
        const changes = {
          _id: `${_id.slice(0, 16)}ffffff0${by + 5}`,
          type: 'TEXT',
          content: `迟到 ${by} ${'字'.repeat(60)}`,
        }
        return Object.assign(before, changes)
      })
      const followed = await follow(page)
      await page.route('**/getNewestMsgListByLastTime*', (route) =>
        route.fulfill({ json: { success: true, data: late } }),
      )
      await page.getByRole('log').getByText('迟到 3').waitFor()
      const { strayed } = await followed.end()
      expect(strayed).toBeLessThanOrEqual(1)
    })

    test('when a row above changes its height, and one partly in view', async () => {
      await readFurtherUp(page)
      const followed = await follow(page)
      await page.getByRole('log').evaluate((log) => {
        const edge = log.getBoundingClientRect().top
        const above = [...log.querySelectorAll<HTMLElement>('[data-row]')].filter(
          (row) => row.getBoundingClientRect().bottom < edge,
        )
        for (const row of above.slice(-3)) row.style.paddingBottom = '77px'
      })
      const { strayed } = await followed.end()
      expect(strayed).toBeLessThanOrEqual(1)
    })

    test('when the text grows', async () => {
      await readFurtherUp(page)
      const followed = await follow(page)
      await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
      await page.waitForTimeout(200)
      // larger than the line to write in allows: the list becomes less high, too
      await page.evaluate(() => (document.documentElement.style.fontSize = '300%'))
      const { strayed } = await followed.end()
      expect(strayed).toBeLessThanOrEqual(1)
    })

    test('when the screen turns', async () => {
      await readFurtherUp(page)
      const size = page.viewportSize()
      const followed = await follow(page)
      if (size) await page.setViewportSize({ width: size.height, height: size.width })
      const { strayed } = await followed.end()
      expect(strayed).toBeLessThanOrEqual(1)
    })

    test('when a notice comes over the list, and goes', async () => {
      const log = page.getByRole('log')
      await readFurtherUp(page)
      const before = await log.evaluate((element) => element.scrollHeight)
      const followed = await follow(page)
      backend.fail('getNewestMsgListByLastTime', { status: 401 })
      await page.getByText('登录已失效').waitFor({ timeout: 20_000 })
      const { height = 0 } = (await page.getByRole('status').first().boundingBox()) ?? {}
      expect(height).toBeGreaterThan(30)
      // what is further up finds room below the notice
      await expect.poll(() => log.evaluate((element) => element.scrollHeight)).toBe(before + height)
      backend.heal()
      await page.getByRole('button', { name: '重试' }).click()
      await expect.poll(() => page.getByRole('status').first().textContent(), { timeout: 20_000 }).toBe('')
      await expect.poll(() => log.evaluate((element) => element.scrollHeight)).toBe(before)
      const { strayed } = await followed.end()
      expect(strayed).toBeLessThanOrEqual(1)
    })

    test('when an older page comes after a leap, most rows being out of the page', async () => {
      const log = page.getByRole('log')
      await loadMost(page)
      await log.evaluate((element) => (element.scrollTop = element.scrollHeight))
      await page.waitForTimeout(300)
      backend.delay(OLDER, 1_500)
      await log.evaluate((element) => (element.scrollTop = 150))
      await page.waitForTimeout(100)
      const before = await log.evaluate((element) => element.scrollHeight)
      const followed = await follow(page)
      await expect.poll(() => log.evaluate((element) => element.scrollHeight)).toBeGreaterThan(before + 500)
      const { strayed } = await followed.end()
      expect(strayed).toBeLessThanOrEqual(1)
    })

    test('when many late rows come above and others below, most rows being out of the page', async () => {
      await loadMost(page)
      const log = page.getByRole('log')
      await log.evaluate((element) => (element.scrollTop = element.scrollHeight / 2))
      await page.waitForTimeout(300)
      const late = (place: number, count: number) =>
        Array.from({ length: count }, (_, i) => {
          const { _id = '', ...before } = backend.rows[place] ?? {}
          const added = {
            _id: `${_id.slice(0, 16)}fffff${100 + i}`,
            type: 'TEXT',
            content: `迟到 ${place}${'，字'.repeat(i)}`,
          }
          return Object.assign(before, added)
        })
      const followed = await follow(page)
      await page.route('**/getNewestMsgListByLastTime*', (route) =>
        route.fulfill({ json: { success: true, data: [...late(298, 3), ...late(91, 80)] } }),
      )
      await page.getByRole('button', { name: '3 条新消息' }).waitFor()
      const { strayed } = await followed.end()
      expect(strayed).toBeLessThanOrEqual(1)
    })

    test('when messages of several pages come at once at the end', async () => {
      await readFurtherUp(page)
      const followed = await follow(page)
      for (let i = 0; i < 120; i += 1) backend.add({ from: '2', content: `一阵 ${i}` })
      await page.getByRole('button', { name: '120 条新消息' }).waitFor()
      const { strayed } = await followed.end()
      expect(strayed).toBeLessThanOrEqual(1)
    })
  },
)

describe('the keyboard of a phone', () => {
  beforeEach(() => begin())
  afterEach(end)

  test('leaves the bottom line in sight', async () => {
    const page = await open(PHONE, true)
    await readFurtherUp(page)
    const before = await bottomLine(page)
    await page.setViewportSize({ width: 375, height: 367 })
    await page.waitForTimeout(300)
    const covered = await bottomLine(page)
    expect(covered.text).toBe(before.text)
    expect(Math.abs(covered.below - before.below)).toBeLessThanOrEqual(1)
    await page.setViewportSize({ width: 375, height: 667 })
    await page.waitForTimeout(300)
    expect(Math.abs((await bottomLine(page)).below - before.below)).toBeLessThanOrEqual(1)
  })

  test('that lies over the page, as on iOS, leaves the bottom line in sight too', async () => {
    const page = await open(PHONE, false)
    /** What the engine does when the keyboard comes: the page keeps its size, less of it is visible. */
    const cover = (height: number, scale = 1) =>
      page.evaluate(
        ([height, scale]) => {
          const { visualViewport } = window
          Object.defineProperties(visualViewport, {
            height: { configurable: true, value: height },
            scale: { configurable: true, value: scale },
          })
          visualViewport?.dispatchEvent(new Event('resize'))
        },
        [height, scale],
      )
    const composer = page.getByRole('textbox')
    const bottom = async () => ((await composer.boundingBox())?.y ?? 0) + 44
    await cover(300, 2)
    expect(await bottom()).toBeGreaterThan(600)
    await cover(367)
    await expect.poll(bottom).toBeLessThan(367)
    await expect.poll(() => toEnd(page)).toBeLessThan(2)
    await cover(667)
    await expect.poll(bottom).toBeGreaterThan(600)
    await readFurtherUp(page)
    const before = await bottomLine(page)
    await cover(367)
    await page.waitForTimeout(300)
    const covered = await bottomLine(page)
    expect(covered.text).toBe(before.text)
    expect(Math.abs(covered.below - before.below)).toBeLessThanOrEqual(1)
  })

  test('leaves the end in view where it was', async () => {
    const page = await open(PHONE, true)
    await page.setViewportSize({ width: 375, height: 367 })
    await expect.poll(() => toEnd(page)).toBeLessThan(2)
  })
})

describe('what one reads, and the end,', () => {
  afterEach(end)

  test('images that come late do not take the end away, nor what one reads', async () => {
    await begin()
    backend.delay('/media/320x240.png', 1_000)
    const page = await open(PHONE, false)
    expect(await toEnd(page)).toBeLessThan(2)
    await readFurtherUp(page)
    const followed = await follow(page)
    const { strayed } = await followed.end(1_500)
    expect(strayed).toBeLessThanOrEqual(1)
  })

  test('a step up that falls between a change and its layout moves what one reads by that step alone', async () => {
    // 55 s apart, a time stands above every eleventh: with the page before, above others than without
    const rows = Array.from({ length: 40 }, (_, i) =>
      aRow(
        { from: '2', status: 1, content: `第 ${i} 条${'，说得长一点'.repeat(12)}` },
        Date.now() - (41 - i) * 55_000,
      ),
    )
    await begin(rows)
    const page = await open(PHONE, false)
    const rowOf = (text: string) => page.locator('[data-row]').filter({ hasText: text })
    const read = rowOf('第 35 条').getByRole('article')
    const topOfRead = () => read.evaluate((message) => message.getBoundingClientRect().top)
    // not a sweep
    const isOlderPage = (url: string) => url.includes('getMsgListByPageAndUserId') && !url.includes(NEWEST)
    let answer = () => {}
    const held = new Promise<void>((resolve) => (answer = resolve))
    await page.route(
      ({ href }) => isOlderPage(href),
      async (route) => {
        await held
        await route.continue()
      },
    )
    const asked = page.waitForRequest((request) => isOlderPage(request.url()))
    await page.getByRole('log').evaluate((log) => (log.scrollTop = 0))
    await asked
    // the message that one reads begins above the view, and a time will come above the one before it
    await read.evaluate((message) => {
      const log = message.closest('[role="log"]')
      if (log) log.scrollTop += message.getBoundingClientRect().top - log.getBoundingClientRect().top + 20
    })
    await page.waitForTimeout(200)
    const before = await topOfRead()
    expect(await rowOf('第 34 条').locator('[data-time]').count()).toBe(0)
    await page.getByRole('log').evaluate((log) => {
      const observer = new MutationObserver(() => {
        observer.disconnect()
        log.scrollTop -= 40
      })
      observer.observe(log, { subtree: true, childList: true })
    })
    answer()
    await page.getByText('第 19 条').waitFor({ state: 'attached' })
    await page.waitForTimeout(300)
    expect(await rowOf('第 34 条').locator('[data-time]').count()).toBe(1)
    expect(Math.abs((await topOfRead()) - before - 40)).toBeLessThanOrEqual(1)
  })
})

describe('a notice over the list', () => {
  afterEach(end)
  const polls = ['getNewestMsgListByLastTime', 'getMsgListByPageAndUserId'] as const
  const talk = () =>
    ['在吗', '在的'].map((content, i) =>
      aRow({ from: i === 0 ? '200' : '2', status: 1, content }, Date.now() - (9 - i) * MINUTE),
    )
  /** Save for that the talk begins there, which nothing above it tells as well. */
  const lost = async (page: Page) =>
    (await page.evaluate(lostInLayout)).filter(
      (one) => !/没有更早的消息了|Beginning of the convers/.test(one),
    )
  const signOut = async (page: Page) => {
    for (const poll of polls) backend.fail(poll, { status: 401 })
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await page.getByText(/登录已失效|Signed out/).waitFor({ timeout: 20_000 })
  }

  test('moves nothing in a talk too short to be scrolled', async () => {
    await begin(talk())
    const page = await open(PHONE, false)
    const followed = await follow(page)
    await signOut(page)
    const { strayed } = await followed.end()
    expect(strayed).toBeLessThanOrEqual(1)
    expect(await lost(page)).toEqual([])
  })

  test('that is tall leaves such a talk in sight, also what stands there in place of one', async () => {
    await begin(talk())
    const page = await open({ ...PHONE, viewport: { width: 320, height: 568 } }, false, '&lang=en')
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
    await signOut(page)
    await page.waitForTimeout(300)
    expect.soft(await lost(page)).toEqual([])
    await visitAnew(page)
    await page.getByText('Messages cannot be shown yet').waitFor()
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
    await page.waitForTimeout(300)
    expect(await lost(page)).toEqual([])
  })

  test('leaves the way to older messages clear', async () => {
    await begin()
    const page = await open(PHONE, false)
    await signOut(page)
    await page.getByRole('log').evaluate((log) => (log.scrollTop = 0))
    const way = page.getByRole('button', { name: '加载失败，点按重试' })
    await way.waitFor()
    const notice = await page.getByRole('status').first().boundingBox()
    const older = await way.boundingBox()
    expect(older?.y).toBeGreaterThanOrEqual((notice?.y ?? NaN) + (notice?.height ?? NaN))
  })
})
