import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchChromium } from '~test/browser/support/chromium'
import { atRest, scrollToTheTop } from '~test/browser/support/follow'
import { AFTERNOON } from '~test/browser/support/afternoon'
import { type Backend, startBackend } from '~test/support/backend'
import { aRow, type Row } from '~test/support/rows'

const MINUTE = 60_000
const long = '这是一句很长的话，用来看气泡怎样换行。'.repeat(12)

/** Sixty messages of all kinds, the last a minute old. */
const rows: Row[] = Array.from({ length: 60 }, (_, i) => {
  const at = Date.now() - (61 - i) * MINUTE
  // read before: a visit begins at its end then
  const known = { from: i % 3 === 0 ? '200' : '2', status: 1 }
  if (i === 20) return aRow({ ...known, content: long }, at)
  if (i === 30) return aRow({ ...known, content: 'https://example.com/' + 'a'.repeat(300) }, at)
  if (i === 40) return aRow({ ...known, type: 'IMAGE', content: '/media/320x240.png' }, at)
  if (i === 50) return aRow({ ...known, type: 'VOICE', content: '/media/voice-4s.mp3', voiceLength: 4 }, at)
  return aRow({ ...known, content: `第 ${i} 条` }, at)
})

let browser: Browser
let backend: Backend
beforeAll(async () => {
  browser = await launchChromium()
  backend = await startBackend({ dist: inject('dist'), rows })
})
afterAll(async () => {
  await browser.close()
  await backend.close()
})

const PHONE: BrowserContextOptions = { viewport: { width: 375, height: 667 }, hasTouch: true, isMobile: true }
const PC: BrowserContextOptions = { viewport: { width: 1280, height: 800 } }

/** Opens the conversation anew in the page: that costs half of what a page of its own does. */
async function open(page: Page, query = '', { origin } = backend): Promise<void> {
  await page.goto('about:blank')
  await page.goto(`${origin}/?appid=JH&from=200&to=2&fromrole=MEMBER${query}`)
  await page.getByText('第 59 条').waitFor()
  // all rows of a short conversation are there some time after the first paint
  await page.waitForTimeout(500)
}

/** What `holdOlderPage` adds to the page. */
type InPage = Readonly<{ jhScrollAndLoad?: () => void }>

/**
 * Before the page is opened: holds back the first page of history that is not of the newest messages, whenever it is asked for.
 * Once it has come, a function in the page makes the list scroll up by 40 px and hands it in at once: no frame in between.
 */
async function holdOlderPage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const fetchNow = window.fetch.bind(window)
    let isHeld = false
    window.fetch = async (input, init) => {
      const response = await fetchNow(input, init)
      const url = new URL(response.url)
      // the newest page is asked for again and again: what was written late turns up there
      const isNewest = Number(url.searchParams.get('lasttime')) > Date.now() + 86_400_000
      if (isHeld || isNewest || !url.pathname.endsWith('getMsgListByPageAndUserId')) return response
      isHeld = true
      const bytes = new Uint8Array(await response.arrayBuffer())
      const start = (body: ReadableStreamDefaultController<Uint8Array>) => {
        body.enqueue(bytes)
        const jhScrollAndLoad = () => {
          document.querySelector('[role="log"]')?.scrollBy(0, -40)
          body.close()
        }
        Object.assign(window, { jhScrollAndLoad })
      }
      return new Response(new ReadableStream({ start }), response)
    }
  })
}

const place = (page: Page) =>
  page.getByRole('log').evaluate((log) => ({
    top: log.scrollTop,
    toEnd: log.scrollHeight - log.clientHeight - log.scrollTop,
    wide: log.scrollWidth - log.clientWidth,
  }))
const topOf = (page: Page, text: string) =>
  page.getByText(text, { exact: true }).evaluate((element) => element.getBoundingClientRect().top)

describe.each([
  ['a phone', PHONE],
  ['a PC', PC],
])('on %s', (device, options) => {
  let page: Page
  beforeAll(async () => {
    page = await (await browser.newContext({ timezoneId: AFTERNOON, ...options })).newPage()
    await open(page)
  })
  afterAll(() => page.context().close())

  test('the newest message is in view, and new ones keep it so', async () => {
    expect((await place(page)).toEnd).toBeLessThan(2)
    const text = `新的一条，${device}`
    backend.add({ from: '2', content: text })
    await page.getByText(text).last().waitFor()
    expect((await place(page)).toEnd).toBeLessThan(2)
  })

  test('reading further up nothing moves when a message arrives; a button tells of it and leads to it', async () => {
    // a wheel or a finger, as people scroll: in steps
    for (let i = 0; i < 8; i += 1) {
      await page.getByRole('log').evaluate((log) => (log.scrollTop -= 100))
      await page.waitForTimeout(20)
    }
    const before = await topOf(page, '第 54 条')
    backend.add({ from: '2', content: `又一条 ${Math.random()}` })
    const pill = page.getByRole('button', { name: '1 条新消息' })
    await pill.waitFor()
    expect(await topOf(page, '第 54 条')).toBe(before)
    await pill.click()
    await expect.poll(async () => (await place(page)).toEnd).toBeLessThan(2)
    expect(await pill.count()).toBe(0)
  })

  test('an own message brings the end into view', async () => {
    await page.getByRole('log').evaluate((log) => (log.scrollTop -= 900))
    await page.waitForTimeout(50)
    const text = `我在上面写，${device}`
    await page.getByRole('textbox').fill(text)
    await page.getByRole('button', { name: '发送' }).click()
    await page.getByText(text).last().waitFor()
    await expect.poll(async () => (await place(page)).toEnd).toBeLessThan(2)
  })

  test.runIf(device === 'a phone')(
    'the connection may go and come: what one reads does not move',
    async () => {
      await expect.poll(async () => (await place(page)).toEnd).toBeLessThan(2)
      await page.getByRole('log').evaluate((log) => (log.scrollTop -= 500))
      await page.waitForTimeout(100)
      const before = await topOf(page, '第 56 条')
      backend.fail('getNewestMsgListByLastTime', 'reset')
      await page.getByText('网络断开，正在重试').waitFor({ timeout: 20_000 })
      expect(await topOf(page, '第 56 条')).toBe(before)
      backend.heal()
      await page.evaluate(() => window.dispatchEvent(new Event('online')))
      await page.getByText('网络已恢复').waitFor({ timeout: 20_000 })
      expect(await topOf(page, '第 56 条')).toBe(before)
    },
  )

  test.runIf(device === 'a PC')(
    'moving the focus up by keyboard neither loads the whole history nor loses the focus',
    async () => {
      await open(page)
      await page.getByRole('log').focus()
      const before = backend.olderPages()
      await page.keyboard.press('Tab')
      await page.waitForTimeout(400)
      expect(backend.olderPages()).toBe(before)
      const older = page.getByRole('button', { name: '查看更多消息' })
      expect(await older.evaluate((button) => button === document.activeElement)).toBe(true)
      await page.keyboard.press('Enter')
      await expect.poll(backend.olderPages).toBe(before + 1)
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BUTTON')
    },
  )

  test('older messages come while scrolling up, and what one reads moves with the finger alone', async () => {
    await open(page)
    const errors = await scrollToTheTop(page)
    await page.getByText('第 0 条', { exact: true }).waitFor()
    expect(Math.max(...errors)).toBeLessThanOrEqual(1)
    const ids = await page
      .locator('[data-message-id]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-message-id')))
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.slice(0, 60)).toEqual(rows.map(({ _id }) => _id))
  })

  test('nothing is wider than the page', async () => {
    expect((await place(page)).wide).toBe(0)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(wide).toBeLessThanOrEqual(0)
  })

  test.runIf(device === 'a PC')(
    'the two ways to say dark agree, and the page keeps to the one it is told',
    async () => {
      const surface = () => page.getByRole('log').evaluate((log) => getComputedStyle(log).backgroundColor)
      await page.emulateMedia({ colorScheme: 'dark' })
      const bySystem = await surface()
      await open(page, '&theme=light')
      const light = await surface()
      await page.emulateMedia({ colorScheme: 'light' })
      await open(page, '&theme=dark')
      expect([bySystem, await surface(), light]).toEqual([
        'rgb(17, 17, 17)',
        'rgb(17, 17, 17)',
        'rgb(237, 237, 237)',
      ])
    },
  )

  test('an older page may come between scrolling and the frame that shows it', async () => {
    /** By how many px the message first in view moves; null where a frame came in between all the same. */
    const moved = async () => {
      // no message of another test: which ones are in the older page matters
      const fresh = await startBackend({ dist: inject('dist'), rows })
      await open(page, '', fresh)
      // the older page will put a time above this one, and what is above it is not in view yet
      const first = page.getByRole('article').filter({ hasText: '第 41 条' })
      const top = () => first.evaluate((article) => article.getBoundingClientRect().top)
      await first.evaluate((article) => article.scrollIntoView({ block: 'start' }))
      await page.getByRole('log').evaluate((log) => (log.scrollTop += 5))
      await page.waitForFunction(() => 'jhScrollAndLoad' in window)
      const before = await atRest(top)
      const after = await page.getByRole('log').evaluate(async (log) => {
        const { jhScrollAndLoad } = window as InPage
        const laidOut = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))
        const height = log.scrollHeight
        // right after a frame the next one is farthest away
        await laidOut()
        jhScrollAndLoad?.()
        await laidOut()
        return log.scrollHeight > height
      })
      const by = after ? (await top()) - before : null
      await fresh.close()
      return by
    }
    await holdOlderPage(page)
    let by = await moved()
    for (let tries = 1; by === null && tries < 5; tries += 1) by = await moved()
    expect(by).not.toBeNull()
    expect(Math.abs((by ?? Number.NaN) - 40)).toBeLessThanOrEqual(1)
  })
})
