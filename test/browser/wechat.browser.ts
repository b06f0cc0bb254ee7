import type { Browser, CDPSession, Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchChromium } from '~test/browser/support/chromium'
import { conversation, openTalk, PHONE, type Talk } from '~test/browser/support/talk'
import { aRow } from '~test/support/rows'

/** What WeChat and the phones around it do to a page, and what of that a browser can be made to do here. */

const LONG = '这是一句很长的话，用来看气泡怎样换行。'.repeat(8)
const ADDRESS = `https://example.com/${'a'.repeat(120)}`

let browser: Browser
let talk: Talk
let page: Page
let devtools: CDPSession
beforeAll(async () => {
  browser = await launchChromium()
  const at = (ago: number) => Date.now() - ago * 1_000
  const rows = [
    ...conversation(30),
    aRow({ from: '2', status: 1, content: LONG }, at(50)),
    aRow({ from: '200', status: 1, content: ADDRESS }, at(40)),
    aRow({ from: '2', status: 1, type: 'VOICE', content: '/media/voice-4s.mp3', voiceLength: 4 }, at(30)),
    aRow({ from: '2', status: 1, type: 'IMAGE', content: '/media/320x240.png' }, at(20)),
    aRow({ from: '2', status: 1, content: '最后一条' }, at(10)),
  ]
  talk = await openTalk(browser, rows, PHONE)
  page = talk.page
  devtools = await page.context().newCDPSession(page)
})
afterAll(async () => {
  await talk.close()
  await browser.close()
})

const header = () => page.locator('header').first()
const composer = () => page.getByRole('textbox', { name: '输入消息' })
const form = () => page.locator('form', { has: composer() })
const edges = async (one: Locator) => {
  const { x, y, width, height } = (await one.boundingBox()) ?? { x: NaN, y: NaN, width: NaN, height: NaN }
  return { left: x, top: y, right: x + width, bottom: y + height }
}
/** By how many px the page itself has been scrolled, whichever part of it. */
const scrolled = () =>
  page.evaluate(() => [
    window.scrollY,
    document.documentElement.scrollTop,
    document.body.scrollTop,
    window.visualViewport?.offsetTop,
  ])

describe('a keyboard that lies over the page, as on iPhones', () => {
  /** What the engine does as it comes: the page keeps its size, less of it is visible, further down. */
  const cover = (height: number, offsetTop = 0) =>
    page.evaluate(
      ([height, offsetTop]) => {
        const { visualViewport } = window
        Object.defineProperties(visualViewport, {
          height: { configurable: true, value: height },
          offsetTop: { configurable: true, value: offsetTop },
        })
        visualViewport?.dispatchEvent(new Event('resize'))
      },
      [height, offsetTop] as const,
    )
  const uncover = () => cover(667)
  const within = async (one: Locator, from: number, to: number) => {
    await one.waitFor()
    const { top, bottom } = await edges(one)
    expect(top).toBeGreaterThanOrEqual(from)
    expect(bottom).toBeLessThanOrEqual(to + 0.5)
  }

  test.each([
    ['', 0],
    [', the page being pushed up', 210],
  ])('leaves all that stands above it in sight%s', async (_, pushed) => {
    const [from, to] = [pushed, pushed + 330]
    await cover(330, pushed)
    await expect.poll(async () => (await edges(form())).bottom).toBe(to)
    await within(header(), from, to)
    expect(await talk.toEnd()).toBeLessThan(2)
    await within(talk.message('最后一条'), from, to)

    await composer().fill('一行\n'.repeat(30))
    await within(form(), from, to)
    expect(
      (await edges(page.getByRole('log'))).bottom - (await edges(page.getByRole('log'))).top,
    ).toBeGreaterThan(40)
    await composer().fill('')

    await page.getByRole('button', { name: '表情' }).first().click()
    await within(page.getByRole('dialog', { name: '表情' }).or(page.getByLabel('表情').nth(1)), from, to)
    await page.getByRole('button', { name: '表情' }).first().click()

    await talk.message('最后一条').locator('[data-bubble]').click({ button: 'right' })
    const menu = page.getByRole('menu')
    await within(menu, from, to)
    await page.keyboard.press('Escape')

    for (let i = 0; i < 5; i += 1) await header().getByRole('heading').tap()
    await within(page.getByRole('dialog'), from, to)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await uncover()
    await expect.poll(async () => (await edges(form())).bottom).toBe(667)
    expect((await edges(header())).top).toBe(0)
  })

  test('leaves no gap for the bar of the home screen, which it lies over', async () => {
    await devtools.send('Emulation.setSafeAreaInsetsOverride', { insets: { bottom: 34 } })
    const gap = async () => (await edges(form())).bottom - (await edges(composer())).bottom
    const before = await gap()
    await cover(330)
    expect(await gap()).toBe(before - 34)
    await uncover()
    expect(await gap()).toBe(before)
    await devtools.send('Emulation.setSafeAreaInsetsOverride', { insets: {} })
  })

  test('leaves the emoji in sight on a phone on its side, as wide as a PC', async () => {
    await page.setViewportSize({ width: 667, height: 375 })
    const panel = page.getByRole('group', { name: '表情' })
    const emoji = page.getByRole('button', { name: '表情' }).first()
    await emoji.click()
    await within(panel, 0, 375)
    await cover(180)
    expect((await edges(form())).bottom).toBe(180)
    await within(panel, 0, 180)
    await emoji.click()
    await cover(375)
    await page.setViewportSize({ width: 375, height: 667 })
    await uncover()
  })

  test('may come and go in a storm of changes: the end stays the end', async () => {
    for (let i = 0; i < 40; i += 1) await cover(300 + ((i * 53) % 367), (i * 17) % 120)
    await cover(340)
    await expect.poll(async () => (await edges(form())).bottom).toBe(340)
    await expect.poll(talk.toEnd).toBeLessThan(2)
    await uncover()
    await expect.poll(talk.toEnd).toBeLessThan(2)
  })
})

describe('a finger', () => {
  const drag = async (one: Locator, by: number) => {
    const { left, right, top, bottom } = await edges(one)
    const at = { x: (left + right) / 2, y: (Math.max(0, top) + Math.min(667, bottom)) / 2 }
    await devtools.send('Input.synthesizeScrollGesture', { ...at, yDistance: by, speed: 4_000 })
  }

  test('moves nothing but the list, wherever it drags', async () => {
    await composer().fill('一行\n'.repeat(30))
    for (const by of [-300, 300]) {
      for (const one of [header(), form(), composer()]) {
        await drag(one, by)
        expect(await scrolled()).toEqual([0, 0, 0, 0])
      }
    }
    await composer().fill('')
    const log = page.getByRole('log')
    // beyond its end, and to its beginning and beyond
    await drag(log, -600)
    await drag(log, 600)
    expect(await scrolled()).toEqual([0, 0, 0, 0])
    expect(await talk.toEnd()).toBeGreaterThan(100)
    await composer().focus()
    expect(await scrolled()).toEqual([0, 0, 0, 0])
    await log.evaluate((list) => (list.scrollTop = list.scrollHeight))
    // the page keeps what its edges are dragged by to itself: nothing glows, nothing is pulled down to reload
    expect(await page.evaluate(() => getComputedStyle(document.body).overscrollBehaviorY)).toBe('none')
  })
})

describe.each([125, 160, 200])('text at %i %%, as WeChat has it', (percent) => {
  test('is whole everywhere, and leaves the page of use', async () => {
    const bubble = talk.message('最后一条').locator('[data-bubble]')
    const sizeOf = (one: Locator) => one.evaluate((it) => parseFloat(getComputedStyle(it).fontSize))
    const before = await sizeOf(bubble)
    await page.evaluate((percent) => (document.body.style.webkitTextSizeAdjust = `${percent}%`), percent)
    expect(await sizeOf(bubble)).toBeCloseTo((before * percent) / 100, 1)
    await expect.poll(talk.toEnd).toBeLessThan(2)
    await page.waitForTimeout(300)
    expect(await cutOff(page)).toEqual([])
    await composer().fill('写一行')
    const send = page.getByRole('button', { name: '发送' })
    const { right, bottom } = await edges(send)
    expect(right).toBeLessThanOrEqual(375)
    expect(bottom).toBeLessThanOrEqual(667)
    expect(await composer().evaluate((box) => box.scrollHeight - box.clientHeight)).toBeLessThanOrEqual(1)
    await composer().fill('')
    await bubble.click({ button: 'right' })
    const menu = await edges(page.getByRole('menu'))
    expect(menu.left).toBeGreaterThanOrEqual(0)
    expect(menu.right).toBeLessThanOrEqual(375)
    expect(menu.bottom).toBeLessThanOrEqual(667)
    expect(await cutOff(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.evaluate(() => (document.body.style.webkitTextSizeAdjust = ''))
  })
})

/** Texts that their box does not hold, or that the page is too narrow for. What one may scroll, or is shortened with a sign of it, is whole. */
const cutOff = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('body *')].flatMap((one) => {
      const style = getComputedStyle(one)
      const isText = [...one.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim())
      if (!isText || style.visibility === 'hidden' || one.closest('svg, .sr-only, [aria-hidden="true"]'))
        return []
      const { left, right, width, height } = one.getBoundingClientRect()
      if (width === 0 || height === 0) return []
      const isShort = style.overflowX === 'hidden' || style.overflowX === 'clip'
      const isCut = isShort && style.textOverflow !== 'ellipsis' && one.scrollHeight > one.clientHeight + 1
      const parent = one.parentElement?.closest<HTMLElement>('[data-bubble], button, header, p, form')
      const box = parent?.getBoundingClientRect()
      const sticksOut = box !== undefined && parent !== one && height > box.height + 1
      const isOutside = left < -1 || right > window.innerWidth + 1
      return isCut || sticksOut || isOutside ? [`${one.tagName} ${one.textContent?.slice(0, 20)}`] : []
    }),
  )

describe('notches and the bar of the home screen', () => {
  const insets = { top: 20, bottom: 21, left: 47, right: 44 }
  const size = { width: 667, height: 375 }
  beforeAll(async () => {
    await page.setViewportSize(size)
    await devtools.send('Emulation.setSafeAreaInsetsOverride', { insets })
    return async () => {
      await devtools.send('Emulation.setSafeAreaInsetsOverride', { insets: {} })
      await page.setViewportSize({ width: 375, height: 667 })
    }
  })
  const isClear = async (one: Locator) => {
    const { left, right, top, bottom } = await edges(one)
    expect(left).toBeGreaterThanOrEqual(insets.left)
    expect(right).toBeLessThanOrEqual(size.width - insets.right)
    expect(top).toBeGreaterThanOrEqual(insets.top)
    expect(bottom).toBeLessThanOrEqual(size.height - insets.bottom)
  }

  test('cover neither what one reads nor what one taps', async () => {
    await isClear(header().getByRole('heading'))
    await isClear(page.getByRole('log'))
    await isClear(composer())
    for (const one of await form().getByRole('button').all()) if (await one.isVisible()) await isClear(one)
    // the ground of the composer goes on below it
    expect((await edges(form())).bottom).toBe(size.height)
  })

  test('cover no dialog', async () => {
    for (let i = 0; i < 5; i += 1) await header().getByRole('heading').tap()
    const dialog = page.getByRole('dialog')
    await isClear(dialog)
    expect(await dialog.count()).toBe(1)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  test('cover nothing that one taps in the viewer', async () => {
    await page.getByRole('link', { name: '查看图片' }).last().tap()
    const viewer = page.getByRole('dialog')
    await viewer.getByRole('img').waitFor()
    const buttons = await viewer.getByRole('button').all()
    expect(buttons.length).toBeGreaterThan(3)
    for (const one of buttons) await isClear(one)
    await page.keyboard.press('Escape')
    await viewer.waitFor({ state: 'detached' })
  })

  // it stays until the page is loaded anew: the last of these
  test('cover neither the notice of a new release nor what it stands above', async () => {
    await page.evaluate(() => window.dispatchEvent(new Event('vite:preloadError', { cancelable: true })))
    const notice = page.getByRole('alert')
    await isClear(notice.getByText('有新版本'))
    await isClear(notice.getByRole('button'))
    await isClear(header().getByRole('heading'))
    await isClear(composer())
    expect((await edges(form())).bottom).toBe(size.height)
    // one is right below the other: room for a notch is left once
    const { bottom } = await edges(notice)
    expect(
      await page.evaluate((y) => Boolean(document.elementFromPoint(300, y)?.closest('header')), bottom + 2),
    ).toBe(true)
    expect((await edges(header())).bottom - bottom).toBeLessThan(60)
  })
})
