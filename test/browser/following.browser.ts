import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { visitAnew } from '~test/browser/support/pages'
import { launchChromium } from '~test/browser/support/chromium'
import { follow, readFurtherUp } from '~test/browser/support/follow'
import { conversation, MINUTE, openTalk, PC, PHONE, type Talk } from '~test/browser/support/talk'
import { aRow, type Row } from '~test/support/rows'

let browser: Browser
let talk: Talk
let page: Page
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())
afterEach(() => talk.close())

async function open(rows: readonly Row[], options?: BrowserContextOptions): Promise<void> {
  talk = await openTalk(browser, rows, options)
  page = talk.page
}
const says = async (...texts: string[]) => {
  for (const content of texts) talk.backend.add({ from: '2', content })
  await talk.comes(texts[texts.length - 1] ?? '')
  await page.waitForTimeout(300)
}
const numbered = (what: string, count: number) => Array.from({ length: count }, (_, i) => `${what} ${i} 号`)
const pill = () => page.getByRole('button', { name: /条新消息|回到底部/ })
const heightOfView = async () => (await talk.log.boundingBox())?.height ?? 0

describe.each([
  ['a PC', PC],
  ['a phone', PHONE],
])('on %s', (_, device) => {
  test('where the button has led one stays, whatever happens afterwards', async () => {
    await open(conversation(60), device)
    await readFurtherUp(page)
    await says(...numbered('新', 30))
    await page.getByRole('button', { name: '30 条新消息' }).click()
    // it is held for 2.2 s
    await page.waitForTimeout(2_600)
    const followed = await follow(page)
    await page.getByRole('textbox').click()
    await says('再来一条')
    const { strayed } = await followed.end()
    expect(strayed).toBeLessThanOrEqual(1)
  })

  test('several lines to write in leave the end in view, and what one reads near it', async () => {
    await open(conversation(60), device)
    const box = page.getByRole('textbox')
    const heightOfBox = async () => (await box.boundingBox())?.height ?? 0
    const low = await heightOfBox()
    for (let lines = 2; lines <= 7; lines += 1) {
      await box.fill('行\n'.repeat(lines))
      await page.waitForTimeout(100)
      expect(await talk.toEnd()).toBeLessThan(2)
    }
    expect(await heightOfBox()).toBeGreaterThanOrEqual(low + 88)
    await box.fill('行\n行\n行\n行')
    await talk.scrollBy(-100)
    const followed = await follow(page)
    await page.keyboard.type('字字字字')
    const { strayed } = await followed.end()
    expect(strayed).toBeLessThanOrEqual(1)
    await box.fill('')
    await expect.poll(heightOfBox).toBe(low)
  })

  test('the box is as high as what is written in it', async () => {
    await open(conversation(3), device)
    const box = page.getByRole('textbox')
    /** Px of text that are out of sight. */
    const hidden = () => box.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)
    const heightOfBox = async () => (await box.boundingBox())?.height ?? 0
    const { width = 0, height = 0 } = page.viewportSize() ?? {}
    const wordy = 'a'.repeat(Math.round(width / 10))
    for (const text of ['字'.repeat(60), `${wordy} ${wordy}`, 'ab cd '.repeat(20), '尾\n', '空   \n   格']) {
      await box.fill(text)
      expect([text, await hidden()]).toEqual([text, 0])
    }
    await box.fill('字'.repeat(40))
    const before = await heightOfBox()
    await page.setViewportSize({ width: 300, height })
    await expect.poll(heightOfBox).toBeGreaterThan(before)
    expect(await hidden()).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(300)
  })

  test('the message with the focus is in view', async () => {
    await open(conversation(60), device)
    const isInView = async () => {
      const [top, height] = await page.evaluate(() => {
        const view = document.querySelector('[role="log"]')?.getBoundingClientRect()
        const box = document.activeElement?.getBoundingClientRect()
        return [(box?.top ?? 0) - (view?.top ?? 0), (view?.height ?? 0) - (box?.height ?? 0)]
      })
      return (top ?? -1) >= -1 && (top ?? 0) <= (height ?? 0) + 1
    }
    await talk.log.focus()
    for (let i = 0; i < 18; i += 1) await page.keyboard.press('ArrowUp')
    expect(await talk.active()).toBe('第 42 条')
    await expect.poll(isInView).toBe(true)
    await page.keyboard.press('Home')
    await expect.poll(isInView).toBe(true)
    for (let i = 0; i < 25; i += 1) await page.keyboard.press('ArrowDown')
    await expect.poll(isInView).toBe(true)
    await page.keyboard.press('PageUp')
    await expect.poll(isInView).toBe(true)
    await page.keyboard.press('End')
    await expect.poll(isInView).toBe(true)
    await expect.poll(talk.toEnd).toBeLessThan(2)
  })
})

describe('the end is no longer followed', () => {
  const story = (i: number) => `第 ${i} 条${'，说得长一点'.repeat((i * 5) % 11)}`
  const stories = () => conversation(60).map((row, i) => Object.assign(row, { content: story(i) }))

  test('once a narrower window has taken it out of view', async () => {
    await open(stories(), { viewport: { width: 800, height: 800 } })
    await talk.scrollBy(-60)
    await page.setViewportSize({ width: 360, height: 800 })
    await page.waitForTimeout(300)
    expect(await talk.toEnd()).toBeGreaterThan(200)
    const followed = await follow(page)
    await says('新的一条')
    expect((await followed.end()).strayed).toBeLessThanOrEqual(1)
    expect(await pill().textContent()).toBe('1 条新消息')
  })

  test('where one has scrolled about while a text was selected and messages came', async () => {
    await open(conversation(60))
    await page.getByText('第 58 条').selectText()
    await says(...numbered('选中时', 12))
    expect(await talk.toEnd()).toBeGreaterThan(300)
    await expect.poll(async () => Number((await pill().textContent())?.split(' ')[0])).toBeGreaterThan(5)
    await page.mouse.move(640, 400)
    await page.mouse.wheel(0, 50)
    await page.waitForTimeout(300)
    const followed = await follow(page)
    await page.evaluate(() => document.getSelection()?.removeAllRanges())
    await page.waitForTimeout(300)
    await says('下一条')
    expect((await followed.end()).strayed).toBeLessThanOrEqual(1)
    expect(await pill().count()).toBe(1)
  })
})

test('whoever has gone to the end is held there, not where they were before', async () => {
  await open(conversation(60))
  await talk.log.focus()
  await page.keyboard.press('ArrowUp')
  await readFurtherUp(page)
  await page.keyboard.press('End')
  await expect.poll(talk.toEnd).toBeLessThan(2)
  await talk.message('第 59 条').locator('[data-bubble]').selectText()
  const followed = await follow(page)
  await says('选中时来的')
  expect((await followed.end()).strayed).toBeLessThanOrEqual(1)
})

test.each([
  ['PC', PC, 12],
  ['phone', PHONE, 10],
])('a visit that begins near the end stays there until one goes on (%s)', async (_, device, unread) => {
  await open(conversation(60, unread), device)
  await page.waitForTimeout(2_600)
  const near = await talk.toEnd()
  expect(near).toBeGreaterThan(20)
  expect(near).toBeLessThan(80)
  const followed = await follow(page)
  await page.getByRole('textbox').click()
  await page.keyboard.type('一二三')
  expect((await followed.end()).strayed).toBeLessThanOrEqual(1)
})

test('what is read after the screen has turned is held, not what it has put out of view', async () => {
  const long = conversation(60).map((row, i) =>
    Object.assign(row, { content: `第 ${i} 条${'，说得长一点'.repeat(16)}` }),
  )
  await open(long, PHONE)
  await readFurtherUp(page)
  await talk.log.evaluate((list) => {
    const edge = list.getBoundingClientRect().top
    const bottoms = [...list.querySelectorAll('[role="article"]')].map(
      (one) => one.getBoundingClientRect().bottom,
    )
    // only the last 20 px of the first message
    list.scrollTop += (bottoms.find((bottom) => bottom > edge + 3) ?? 0) - edge - 20
  })
  await page.waitForTimeout(200)
  await page.setViewportSize({ width: 667, height: 375 })
  await page.waitForTimeout(300)
  const followed = await follow(page)
  await talk.log.evaluate((list) => {
    const edge = list.getBoundingClientRect().top
    const above = [...list.querySelectorAll<HTMLElement>('[role="article"]')].filter(
      (one) => one.getBoundingClientRect().bottom <= edge + 3,
    )
    for (const one of above.slice(-1)) one.style.paddingBottom = '60px'
  })
  expect((await followed.end()).strayed).toBeLessThanOrEqual(1)
})

test('the end is followed by whom a larger window has brought there', async () => {
  await open(conversation(60), { viewport: { width: 800, height: 400 } })
  await talk.scrollBy(-300)
  // exactly to the end: nothing scrolls
  await page.setViewportSize({ width: 800, height: 700 })
  await page.waitForTimeout(300)
  expect(await talk.toEnd()).toBeLessThan(2)
  await says(...numbered('新', 3))
  expect(await talk.toEnd()).toBeLessThan(2)
  expect(await pill().count()).toBe(0)
})

test('a leap to the end ends there', async () => {
  const rows = conversation(205, 0, 4 * MINUTE).map((row, i) =>
    Object.assign(row, { content: `第 ${i} 条${'，说得长一点'.repeat((i * 5) % 11)}` }),
  )
  await open(rows, PHONE)
  const first = talk.message('第 0 条')
  for (let i = 0; i < 400 && (await first.count()) === 0; i += 1) {
    await talk.log.evaluate((list) => (list.scrollTop -= 300))
    await page.waitForTimeout(25)
  }
  await talk.log.evaluate((list) => (list.scrollTop = 0))
  await page.waitForTimeout(500)
  await talk.log.evaluate((list) => (list.scrollTop = list.scrollHeight))
  await page.waitForTimeout(500)
  expect(await talk.toEnd()).toBeLessThan(2)
})

test('the keyboard of a phone leaves the end of a short talk in sight, also after a long message', async () => {
  await open(conversation(2), PHONE)
  await says('有点长。'.repeat(27))
  await says('最后一句')
  expect(await talk.log.evaluate((list) => list.scrollHeight - list.clientHeight)).toBeLessThan(2)
  await page.setViewportSize({ width: 375, height: 330 })
  await expect.poll(talk.toEnd).toBeLessThan(2)
  await says('又一句')
  await expect.poll(talk.toEnd).toBeLessThan(2)
})

describe('the line above what is new', () => {
  test('stands above what came while nobody looked, not above what was seen before', async () => {
    await open(conversation(30))
    await says('看过一', '看过二')
    await talk.hideAndReceive(() => talk.backend.add({ from: '2', content: '没看过' }))
    await talk.comes('没看过')
    await page.waitForTimeout(300)
    await talk.setVisibility('visible')
    const row = page.locator('[data-row]').filter({ has: page.locator('[data-unread-line]') })
    await expect.poll(() => row.locator('[data-bubble]').allTextContents()).toEqual(['没看过'])
    // an older page brings unread ones, too: who was here has seen them, whatever the server knows
    await talk.log.evaluate((list) => (list.scrollTop = 0))
    await talk.comes('第 0 条')
    expect(await row.locator('[data-bubble]').allTextContents()).toEqual(['没看过'])
  })

  test('leads a visit up to the first of many unread messages, page by page', async () => {
    await open(conversation(60, 45))
    const quarter = (await heightOfView()) / 4
    await expect.poll(() => talk.topOf('第 15 条'), { timeout: 5_000 }).toBeGreaterThan(quarter - 2)
    expect(await talk.topOf('第 15 条')).toBeLessThan(quarter + 2)
    const row = page.locator('[data-row]').filter({ has: page.locator('[data-unread-line]') })
    expect(await row.locator('[data-bubble]').allTextContents()).toEqual(['第 15 条'])
    // what is not in view yet, of all 45
    await expect.poll(async () => Number((await pill().textContent())?.split(' ')[0])).toBeGreaterThan(25)
  })
})

test('the line above what is new does not come back after one has answered', async () => {
  const history = '/api/im/getMsgListByPageAndUserId'
  talk = await openTalk(browser, conversation(120, 75), PC, (backend) => backend.delay(history, 1_500))
  page = talk.page
  const line = page.locator('[data-unread-line]')
  await line.waitFor({ state: 'attached' })
  await page.getByRole('textbox').fill('回答')
  await page.keyboard.press('Enter')
  await talk.comes('回答')
  await expect.poll(() => line.count()).toBe(0)
  await talk.comes('第 85 条')
  await page.waitForTimeout(300)
  expect(await line.count()).toBe(0)
})

test('a finger whose picture goes away beneath it holds the list no longer than it rests', async () => {
  await open(conversation(60), PHONE)
  talk.backend.delay('/media/late.png', 4_000)
  talk.backend.add({ from: '2', type: 'IMAGE', content: '/media/late.png' })
  const picture = page.getByRole('link', { name: '查看图片' })
  await picture.waitFor()
  await expect.poll(talk.toEnd).toBeLessThan(2)
  const { x = 0, y = 0 } = (await picture.boundingBox()) ?? {}
  const session = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchEnd') =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{ x: x + 40, y: y + 40 }],
    })
  await touch('touchStart')
  await page.getByRole('button', { name: /图片加载失败/ }).waitFor()
  await touch('touchEnd')
  await says(...numbered('新', 3))
  await expect.poll(talk.toEnd).toBeLessThan(2)
})

test.each([
  ['the search', PC],
  ['a menu', PC],
  ['a menu', PHONE],
])('the end is followed again once %s that lay over it is closed', async (what, options) => {
  await open(conversation(60), options)
  const isPhone = options === PHONE
  const bubble = talk.message('第 59 条').locator('[data-bubble]')
  if (what === 'the search') {
    await page.getByRole('button', { name: '搜索消息' }).click()
    await page.getByRole('searchbox').waitFor()
  } else {
    // it is loaded with the first touch
    const menu = page.getByRole('menu')
    for (let tried = 0; tried < 40 && !(await menu.isVisible()); tried += 1) {
      if (isPhone) await pressLong(bubble)
      else await bubble.click({ button: 'right' })
      await page.waitForTimeout(100)
    }
    await menu.waitFor()
  }
  for (const content of numbered('新', 8)) talk.backend.add({ from: '2', content })
  // by its words: what is covered has no roles
  await page.locator('[data-bubble]', { hasText: '新 7 号' }).waitFor({ state: 'attached', timeout: 25_000 })
  await page.waitForTimeout(300)
  if (isPhone) await page.touchscreen.tap(20, 100)
  else await page.keyboard.press('Escape')
  await expect.poll(talk.toEnd).toBeLessThan(2)
  expect(await pill().count()).toBe(0)
})

async function pressLong(what: Locator): Promise<void> {
  const { x = 0, y = 0 } = (await what.boundingBox()) ?? {}
  const session = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchEnd', touchPoints: readonly { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: [...touchPoints] })
  await touch('touchStart', [{ x: x + 10, y: y + 10 }])
  await page.waitForTimeout(600)
  await touch('touchEnd', [])
}

describe('the focus goes on', () => {
  test('from what can be done about a message to the message, once nothing need be done', async () => {
    await open(conversation(30))
    const { backend } = talk
    // no failure, which would let the message wait before it leaves
    backend.fail('getNewestMsgListByLastTime', 'hang')
    backend.fail('getMsgListByPageAndUserId', 'hang')
    backend.fail('sendMsg', 'ackLost')
    await page.getByRole('textbox').fill('到了没有')
    await page.keyboard.press('Enter')
    await talk.message('到了没有').getByRole('button', { name: '复制' }).focus({ timeout: 25_000 })
    backend.heal()
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await talk.message('到了没有').getByText('未读').waitFor({ timeout: 25_000 })
    await expect.poll(talk.active).toBe('到了没有')
  })

  test('from the way to try again to the list, once that has helped', async () => {
    await open(conversation(30))
    talk.backend.fail('getNewestMsgListByLastTime', { status: 500 })
    talk.backend.fail('getMsgListByPageAndUserId', { status: 500 })
    await visitAnew(page)
    await talk.log.getByRole('button', { name: '重试' }).focus({ timeout: 25_000 })
    talk.backend.heal()
    await page.keyboard.press('Enter')
    await talk.comes('第 29 条')
    await expect.poll(talk.active).toBe('log')
  })

  test('from the way to older messages to the list, once there are none', async () => {
    await open(conversation(30))
    await talk.log.focus()
    await page.keyboard.press('Tab')
    await expect.poll(talk.active).toBe('BUTTON')
    for (let i = 0; i < 3; i += 1) {
      await page.keyboard.press('Enter')
      await page.waitForTimeout(500)
    }
    await page.getByText('没有更早的消息了').waitFor()
    await expect.poll(talk.active).toBe('log')
    await page.keyboard.press('ArrowUp')
    await expect.poll(talk.active).toMatch(/^第 \d+ 条$/)
  })

  test('from the button to the list, once the end is in view', async () => {
    await open(conversation(60))
    await readFurtherUp(page)
    await talk.scrollBy(-900)
    await pill().focus()
    await talk.log.evaluate((list) => (list.scrollTop = list.scrollHeight))
    await expect.poll(() => pill().count()).toBe(0)
    await expect.poll(talk.active).toBe('log')
  })

  test('from a picture that does not load to the way to try again, and back', async () => {
    await open(conversation(3))
    talk.backend.delay('/media/late.png', 1_500)
    talk.backend.add({ from: '2', type: 'IMAGE', content: '/media/late.png' })
    const picture = page.getByRole('link', { name: '查看图片' })
    await picture.focus()
    const retry = page.getByRole('button', { name: /图片加载失败/ })
    await retry.waitFor()
    expect(await retry.evaluate((button) => button === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    await picture.waitFor()
    expect(await picture.evaluate((link) => link === document.activeElement)).toBe(true)
  })
})

test('nothing cuts off the focus ring of a link', async () => {
  await open([...conversation(2), aRow({ from: '2', status: 1, content: 'https://example.com/a' })])
  const room = await page.getByRole('link', { name: 'https://example.com/a' }).evaluate((link) => {
    const ring = link.getBoundingClientRect()
    const around = link.parentElement?.getBoundingClientRect() ?? ring
    return [ring.left - around.left, ring.top - around.top, around.bottom - ring.bottom]
  })
  // 2 px wide, 2 px away
  expect(Math.min(...room)).toBeGreaterThanOrEqual(4)
})
