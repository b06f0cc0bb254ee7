import type { Browser, CDPSession, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '~test/browser/support/chromium'
import { conversation, MINUTE, openTalk, PC, PHONE, type Talk } from '~test/browser/support/talk'
import { aRow, type Row } from '~test/support/rows'

let browser: Browser
let talk: Talk
let page: Page

beforeAll(async () => {
  browser = await launchChromium()
})
afterEach(() => talk.close())
afterAll(() => browser.close())

/** The page under its own content security policy. */
async function open(rows: readonly Row[], options = PC, prepare?: Parameters<typeof openTalk>[3]) {
  talk = await openTalk(browser, rows, { ...options, bypassCSP: false }, prepare)
  page = talk.page
}

/** A picture of that size, so many minutes ago. */
const picture = (size: string, ago: number) =>
  aRow({ from: '2', status: 1, type: 'IMAGE', content: `/media/${size}.png` }, Date.now() - ago * MINUTE)
const links = () => page.getByRole('link', { name: '查看图片' })
const dialog = () => page.getByRole('dialog', { name: '图片浏览' })
/** What is looked at: its address and how it is moved. */
const looked = () =>
  dialog()
    .locator('[data-slide="0"] img')
    .evaluate((img: HTMLImageElement) => `${img.src.replace(/.*\//, '')} ${img.style.transform}`.trim())

/** Violations of the policy, and what was painted in the list and moved, from the first moment of each page on. */
const watch = () =>
  page.context().addInitScript(() => {
    const seen = { violations: [] as string[], shifted: [] as string[] }
    Object.assign(globalThis, { jhWatch: seen })
    document.addEventListener('securitypolicyviolation', (event) =>
      seen.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
    )
    new PerformanceObserver((list) => {
      const entries = list.getEntries() as unknown as { value: number; sources: { node: Node | null }[] }[]
      for (const { sources } of entries) {
        const moved = sources.map(
          ({ node }) => node?.parentElement?.closest('[role="log"] *')?.className ?? '',
        )
        seen.shifted.push(...moved.filter(Boolean))
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
const watched = () =>
  page.evaluate(
    () => (globalThis as unknown as { jhWatch: { violations: string[]; shifted: string[] } }).jhWatch,
  )

test('a picture is shown, keys, wheel and buttons work, and every way out gives the focus back', async () => {
  await open([picture('800x600', 3), picture('300x900', 2), picture('1600x400', 1)])
  await watch()
  await page.reload()
  await links().nth(2).waitFor()
  await links().nth(1).click()
  await dialog().waitFor()
  await expect.poll(looked).toBe('300x900.png')
  await page.keyboard.press('ArrowRight')
  expect(await looked()).toBe('1600x400.png')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  expect(await looked()).toBe('800x600.png')
  await page.mouse.move(640, 400)
  await page.mouse.wheel(0, -300)
  await expect.poll(looked).toMatch(/scale\(1\.8/)
  for (let i = 0; i < 4; i += 1) await page.mouse.wheel(0, -300)
  await expect.poll(looked).toMatch(/scale\(4\)/)
  await page.mouse.dblclick(640, 400)
  expect(await looked()).toBe('800x600.png')
  await page.keyboard.press('Escape')
  await expect.poll(() => dialog().count()).toBe(0)
  const hasFocus = (index: number) =>
    links()
      .nth(index)
      .evaluate((link) => link === document.activeElement)
  expect(await hasFocus(1)).toBe(true)
  const address = page.url()
  await links().nth(0).press('Enter')
  await dialog().waitFor()
  await page.goBack()
  await expect.poll(() => dialog().count()).toBe(0)
  expect(await hasFocus(0)).toBe(true)
  expect(page.url()).toBe(address)
  expect((await watched()).violations).toEqual([])
})

test('fingers swipe, pinch, tap twice and pull down', async () => {
  await open([picture('800x600', 2), picture('300x900', 1)], PHONE)
  await links().nth(0).tap()
  await dialog().waitFor()
  await expect.poll(looked).toBe('800x600.png')
  const session = await page.context().newCDPSession(page)
  await drag(session, [[[300, 300]], [[250, 300]], [[120, 300]]])
  expect(await looked()).toBe('300x900.png')
  await drag(session, [
    [
      [150, 300],
      [220, 300],
    ],
    [
      [120, 300],
      [250, 300],
    ],
    [
      [80, 300],
      [290, 300],
    ],
  ])
  expect(await looked()).toMatch(/scale\((2\.9|3)/)
  const far = await looked()
  // what is zoomed is moved, and does not close
  await drag(session, [[[150, 200]], [[150, 260]], [[150, 320]]])
  expect(await looked()).not.toBe(far)
  for (let i = 0; i < 2; i += 1) await page.touchscreen.tap(180, 330)
  expect(await looked()).toBe('300x900.png')
  await drag(session, [[[150, 200]], [[150, 300]], [[155, 400]]])
  await expect.poll(() => dialog().count()).toBe(0)
})

test('the list stays, and is followed again, and older pictures that join let nothing jump', async () => {
  const rows = [picture('500x500', 70), ...conversation(60), picture('800x600', 0.6), picture('300x900', 0.5)]
  await open(rows, PHONE)
  await talk.scrollBy(10_000)
  talk.backend.delay('/api/im/getMsgListByPageAndUserId', 600)
  await links().last().tap()
  await dialog().waitFor()
  await page.keyboard.press('ArrowLeft')
  await expect.poll(looked).toBe('800x600.png')
  const left = () => dialog().locator('[data-slide="0"] img').boundingBox()
  await expect.poll(async () => (await left())?.x).toBe(0)
  const before = await left()
  talk.backend.add({ from: '2', content: '新的一条' })
  await dialog().getByText('2 / 3').waitFor()
  expect(await left()).toEqual(before)
  const session = await page.context().newCDPSession(page)
  await drag(session, [[[100, 300]], [[160, 300]], [[290, 300]]], 0)
  // the one that was left is beside it at once, and not pages away
  const apart = await dialog().evaluate((dialog) => {
    const x = (place: number) =>
      dialog.querySelector(`[data-slide="${place}"]`)?.getBoundingClientRect().x ?? NaN
    return x(1) - x(0)
  })
  expect(apart).toBeCloseTo(375 + 16)
  await page.locator('[data-bubble]', { hasText: '新的一条' }).waitFor({ state: 'attached', timeout: 25_000 })
  // by its attribute: it is hidden from readers meanwhile
  const list = page.locator('[role="log"]')
  expect(await list.evaluate((log) => log.scrollHeight - log.clientHeight - log.scrollTop)).toBeGreaterThan(2)
  await page.keyboard.press('Escape')
  await expect.poll(talk.toEnd).toBeLessThan(2)
})

test('late pictures move nothing, neither on the first visit nor on the next', async () => {
  const sizes = ['800x600', '300x900', '1600x400', '640x640', '90x60', '400x300']
  const rows = conversation(12).flatMap((row, i) => [row, picture(sizes[i % sizes.length] ?? '', 12.5 - i)])
  await open(rows, PHONE)
  // they come when the test lets them, however busy the machine is
  let letCome = () => {}
  let held = Promise.resolve()
  await page.route('**/media/*.png', async (route) => {
    await held
    await route.continue()
  })
  await watch()
  for (const visit of ['first', 'next']) {
    await page.evaluate((visit) => {
      if (visit === 'first') localStorage.clear()
    }, visit)
    held = new Promise((come) => (letCome = come))
    await page.reload({ waitUntil: 'commit' })
    await links().last().waitFor()
    await expect.poll(talk.toEnd).toBeLessThan(2)
    const places = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('[data-message-id]')].map((one) => {
          const { top, height } = one.getBoundingClientRect()
          return `${one.getAttribute('data-message-id') ?? ''} ${top} ${height}`
        }),
      )
    const inView = () =>
      talk.log.evaluate((log) =>
        [...log.querySelectorAll('a img')]
          .filter((img) => img.getBoundingClientRect().bottom > log.getBoundingClientRect().top)
          .map((img) => (img as HTMLImageElement).naturalWidth > 0),
      )
    expect((await inView()).filter(Boolean)).toEqual([])
    const before = await places()
    letCome()
    await expect.poll(async () => (await inView()).every(Boolean)).toBe(true)
    // some further up are drawn only later
    expect((await places()).slice(-before.length)).toEqual(before)
    expect((await watched()).shifted).toEqual([])
  }
})

type Fingers = readonly (readonly [number, number])[]

/** Puts fingers down at the first places, leads them to the others and lifts them. */
async function drag(session: CDPSession, path: readonly Fingers[], wait = 250) {
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', fingers: Fingers) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: fingers.map(([x, y], id) => ({ x, y, id })),
    })
  for (const [i, fingers] of path.entries()) await send(i === 0 ? 'touchStart' : 'touchMove', fingers)
  await send('touchEnd', [])
  if (wait > 0) await page.waitForTimeout(wait)
}
