import type { Browser, BrowserContext, BrowserContextOptions, Page, Route } from 'playwright'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { launchChromium } from '~test/browser/support/chromium'
import { follow, readFurtherUp } from '~test/browser/support/follow'
import { conversation, hurried, PC, PHONE } from '~test/browser/support/talk'
import { type Backend, startBackend } from '~test/support/backend'
import { aRow } from '~test/support/rows'

const ADDRESS = '/?appid=JH&from=200&to=2&fromrole=MEMBER'
const HISTORY = '**/getMsgListByPageAndUserId*'
/** What brings React DOM. */
const VENDOR = '**/assets/vendor-*.js'

let browser: Browser
let backend: Backend
let context: BrowserContext
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const begin = async (rows = conversation(30), options: BrowserContextOptions = PHONE, query = '') => {
  backend = await startBackend({ dist: inject('dist'), rows, edit: hurried })
  context = await browser.newContext({ timezoneId: 'Asia/Shanghai', locale: 'zh-CN', ...options })
  const open = async () => {
    const page = await context.newPage()
    await page.addInitScript(noteFrames)
    return page
  }
  return { open, address: `${backend.origin}${ADDRESS}${query}` }
}
beforeEach(() => async () => {
  await context.close()
  await backend.close()
})

/** Notes where the last message ends in each painted frame, and who has drawn it, as that changes: as `follow` does. */
function noteFrames() {
  const seen: string[] = []
  Object.assign(globalThis, { jhFrames: seen })
  const look = () => {
    requestAnimationFrame(look)
    const last = [...document.querySelectorAll<HTMLElement>('#still .text-message, #root [data-bubble]')].at(
      -1,
    )
    if (!last) return
    const observer = new IntersectionObserver(([entry]) => {
      observer.disconnect()
      if (!entry?.target.isConnected) return
      const who = entry.target.closest('#still') ? 'still' : 'React'
      const line = `${who}: ${entry.target.textContent} ${Math.round(entry.boundingClientRect.bottom)}`
      if (seen.at(-1) !== line) seen.push(line)
    })
    observer.observe(last)
  }
  look()
}
const frames = (page: Page) => page.evaluate(() => (globalThis as unknown as { jhFrames: string[] }).jhFrames)

/** Keeps back what the page asks for of this kind, until it is let go. */
async function held(page: Page, files: string) {
  const waiting: Route[] = []
  let isLetGo = false
  await page.route(files, (route) => (isLetGo ? route.continue() : void waiting.push(route)))
  return async () => {
    isLetGo = true
    await Promise.all(waiting.splice(0).map((route) => route.continue()))
  }
}

const still = (page: Page) => page.locator('#still')
const react = (page: Page) => page.getByRole('log').getByRole('article')

type Leaf = Readonly<{ what: string; at: readonly number[] }>

/** All that is to be seen of a part of the page, by what it is, and where: left, top, width and height, px. */
const leavesIn = (page: Page, part: string): Promise<Leaf[]> =>
  page.evaluate((part) => {
    const { innerWidth, innerHeight } = window
    return [...document.querySelectorAll<HTMLElement>(`${part} *`)].flatMap((element) => {
      const { left, top, width, height } = element.getBoundingClientRect()
      const isInView = width > 0 && height > 0 && left < innerWidth && top < innerHeight && top + height > 0
      if (element.childElementCount > 0 || !isInView) return []
      const { color, fontSize, visibility } = getComputedStyle(element)
      const what = [element.tagName, element.textContent, color, fontSize, visibility].join(' ')
      return [{ what, at: [left, top, width, height] }]
    })
  }, part)

/** What stood in the picture, and stands nowhere, or more than a pixel away, in the page. */
const strayed = (before: readonly Leaf[], after: readonly Leaf[]) =>
  before.filter(
    ({ what, at }) =>
      !after.some((one) => one.what === what && one.at.every((px, i) => Math.abs(px - (at[i] ?? 0)) <= 1)),
  )

/** A talk with pictures, a voice, links, topics and a read message, of which the newest are unread. */
const rich = (unread = 0) => [
  ...conversation(14, 0, 30_000),
  aRow({ from: '2', type: 'IMAGE', content: '/media/320x240.png', status: 1 }, Date.now() - 120_000),
  aRow(
    { from: '200', type: 'VOICE', content: '/media/voice.mp3', voiceLength: 7, status: 1 },
    Date.now() - 110_000,
  ),
  aRow(
    { from: '2', content: '见 https://example.com/a?b=1 ，谢谢😀', status: unread > 1 ? 0 : 1 },
    Date.now() - 100_000,
  ),
  aRow({ from: '2', content: '长一点的话。'.repeat(12), status: unread > 0 ? 0 : 1 }, Date.now() - 90_000),
]

describe.each([
  ['a phone', rich(), PHONE, ''],
  ['a phone in the dark, English', rich(), PHONE, '&theme=dark&lang=en'],
  // each with a time of its own: an older page takes none away
  ['a phone, with unread messages', conversation(40, 12, 30 * 60_000), PHONE, ''],
  ['a PC', rich(2), PC, ''],
])('on %s', (_, rows, options, query) => {
  test('messages stand before React DOM has come, each where React puts it', async () => {
    const { open, address } = await begin(rows, options, query)
    const page = await open()
    const vendor = await held(page, VENDOR)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(address, { waitUntil: 'commit' })
    await still(page).waitFor({ state: 'attached' })
    await page.waitForTimeout(300)
    const before = await leavesIn(page, '#still')
    expect(before.length).toBeGreaterThan(20)
    // it is seen, and nothing else: nobody finds it, hears it or gets into it
    expect(await still(page).locator('.text-message').count()).toBeGreaterThan(5)
    expect(await page.getByRole('log').count()).toBe(0)
    expect(await page.getByRole('textbox').count()).toBe(0)
    expect(await page.locator('#still [role], #still [tabindex], #still [data-message-id]').count()).toBe(0)
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('#still') === null)).toBe(true)
    // asked for once, and before React DOM was there
    expect(asked.filter((url) => url.includes('getMsgListByPageAndUserId'))).toHaveLength(1)
    const parts = page.waitForRequest('**/assets/ComposerParts-*.js')
    // what comes after the first frame is held, so that both pictures show the same moment
    const later = await held(page, '**/{assets/ComposerParts-*.js,getUserStatus*,assets/asides-*.js}')
    await vendor()
    await react(page).first().waitFor()
    await parts
    expect(await still(page).count()).toBe(0)
    expect(strayed(before, await leavesIn(page, '#root'))).toEqual([])
    expect(asked.filter((url) => url.includes('page=1'))).toHaveLength(1)
    await later()
  })
})

test('a second visit shows what the last one has left before any answer, and is corrected without a jump', async () => {
  const { open, address } = await begin()
  const first = await open()
  await first.goto(address)
  await react(first).last().waitFor()
  await expect
    .poll(() => first.evaluate(() => Object.keys(localStorage).some((key) => key.startsWith('jh-im:tail:'))))
    .toBe(true)
  await first.close()
  // one that was late stands in the midst of it
  const late = aRow({ from: '2', content: '迟到的', status: 1 }, Date.now() - 5.5 * 60_000)
  backend.rows.push(late)
  const second = await open()
  const history = await held(second, HISTORY)
  const vendor = await held(second, VENDOR)
  await second.goto(address, { waitUntil: 'commit' })
  await still(second).locator('text=第 29 条').waitFor()
  expect(backend.asked('getMsgListByPageAndUserId')).toHaveLength(1)
  await vendor()
  await react(second).last().waitFor()
  expect(await react(second).last().textContent()).toContain('第 29 条')
  await second.waitForTimeout(200)
  await history()
  await second.getByRole('log').getByText('迟到的').waitFor({ state: 'attached' })
  await second.waitForTimeout(500)
  const seen = await frames(second)
  // one place of the last message throughout, whoever draws it
  const places = seen.map((line) => Number(line.split(' ').at(-1)))
  expect(Math.max(...places) - Math.min(...places)).toBeLessThanOrEqual(1)
  expect(seen[0]).toMatch(/^still: 第 29 条/)
  expect(seen.at(-1)).toMatch(/^React: 第 29 条/)
})

test('who has begun to read what the last visit has left is not led away by what is new', async () => {
  const { open, address } = await begin(conversation(60))
  const first = await open()
  await first.goto(address)
  await react(first).last().waitFor()
  await first.getByRole('log').evaluate((log) => (log.scrollTop = 0))
  await expect.poll(() => react(first).count()).toBeGreaterThan(30)
  await first.close()
  const now = Date.now()
  for (let i = 0; i < 15; i += 1)
    backend.rows.push(aRow({ from: '2', content: `新 ${i}` }, now - 15_000 + i * 1_000))
  const page = await open()
  const history = await held(page, HISTORY)
  await page.goto(address)
  await react(page).last().waitFor()
  expect(await react(page).last().textContent()).toContain('第 59 条')
  await readFurtherUp(page)
  const followed = await follow(page)
  await history()
  await page.getByRole('button', { name: '15 条新消息' }).waitFor()
  expect((await followed.end()).strayed).toBeLessThanOrEqual(1)
})

test('without a network what the last visit has left can be read, and the page says what is going on', async () => {
  const { open, address } = await begin()
  const first = await open()
  await first.goto(address)
  await react(first).last().waitFor()
  await first.waitForTimeout(1_800)
  await first.close()
  const page = await open()
  await page.route('**/api/im/**', (route) => route.abort())
  await page.goto(address)
  await expect.poll(() => react(page).count()).toBeGreaterThan(19)
  await page.getByText('网络断开').first().waitFor({ timeout: 20_000 })
  await page.getByRole('log').evaluate((log) => log.scrollBy(0, -200))
  expect(await react(page).last().textContent()).toContain('第 29 条')
  await page.unroute('**/api/im/**')
  backend.rows.push(aRow({ from: '2', content: '网络回来了' }, Date.now()))
  await page.getByRole('log').getByText('网络回来了').waitFor({ state: 'attached', timeout: 30_000 })
})

test('what the rest of the page needs is asked for behind it; where it is gone, a way to load anew is shown at once', async () => {
  const { open, address } = await begin()
  const page = await open()
  await page.route(VENDOR, (route) => route.fulfill({ status: 404 }))
  await page.goto(address)
  await still(page).locator('text=第 29 条').waitFor()
  const link = page.getByRole('link', { name: '点按刷新' })
  await link.waitFor()
  // above the picture, and it can be pressed
  const level = (part: string) => page.locator(part).evaluate((one) => Number(getComputedStyle(one).zIndex))
  expect(await level('#late')).toBeGreaterThan(await level('#still'))
  await page.unroute(VENDOR)
  await link.tap()
  await react(page).last().waitFor()
  expect(await still(page).count()).toBe(0)
})

test('of a conversation that is empty, and while nothing answers, no picture is drawn', async () => {
  const { open, address } = await begin([])
  const page = await open()
  await page.goto(address)
  await page.getByText('发一条消息，开始对话').waitFor()
  expect(await frames(page)).toEqual([])
  backend.fail('getMsgListByPageAndUserId', { status: 500 })
  backend.fail('getNewestMsgListByLastTime', { status: 500 })
  await page.reload()
  await page.getByText('暂时看不到消息').waitFor({ timeout: 20_000 })
  expect(await still(page).count()).toBe(0)
})
