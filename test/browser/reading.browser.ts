import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { launchChromium } from '~test/browser/support/chromium'
import { readFurtherUp } from '~test/browser/support/follow'
import { conversation, openTalk, PHONE, type Talk } from '~test/browser/support/talk'
import type { Row } from '~test/support/rows'

let browser: Browser
let talk: Talk
let page: Page
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())
afterEach(() => talk.close())

async function open(rows: Row[], options?: BrowserContextOptions): Promise<void> {
  talk = await openTalk(browser, rows, options)
  page = talk.page
}

describe('a visit begins', () => {
  test('at the end where all was read', async () => {
    await open(conversation(60))
    expect(await talk.toEnd()).toBeLessThan(2)
    expect(await page.locator('[data-unread-line]').count()).toBe(0)
  })

  test('at the first unread message, a quarter below the top, with a line above it', async () => {
    await open(conversation(60, 15))
    await page.getByText('以下是新消息').waitFor()
    const { height } = (await talk.log.boundingBox()) ?? { height: 0 }
    await expect.poll(() => talk.topOf('第 45 条')).toBeGreaterThan(height / 4 - 2)
    expect(await talk.topOf('第 45 条')).toBeLessThan(height / 4 + 2)
  })

  test('telling how many of the unread ones are further down, whatever their heights', async () => {
    const rows = conversation(130, 15).map((row, i) =>
      Object.assign(row, { content: `第 ${i} 条${'，说得长一点'.repeat((i * 5) % 11)}` }),
    )
    await open(rows, PHONE)
    await expect.poll(() => talk.toEnd()).toBeGreaterThan(200)
    const further = await talk.log.evaluate((list) => {
      const { bottom } = list.getBoundingClientRect()
      const all = [...list.querySelectorAll('[role="article"]')]
      return all.filter((one) => one.getBoundingClientRect().top >= bottom).length
    })
    expect(further).toBeGreaterThan(4)
    await page.getByRole('button', { name: `${further} 条新消息` }).waitFor()
  })

  test('at the end where the few unread ones fit', async () => {
    await open(conversation(60, 3))
    expect(await talk.toEnd()).toBeLessThan(2)
    expect(await page.locator('[data-unread-line]').count()).toBe(1)
  })
})

describe('news', () => {
  beforeEach(() => open(conversation(60)))

  test('taller than the view are shown from their top', async () => {
    talk.backend.add({ from: '2', content: `长文 ${'很长的话。'.repeat(400)}` })
    await talk.comes('长文')
    await expect.poll(() => talk.topOf('长文')).toBeLessThan(2)
    expect(await talk.topOf('长文')).toBeGreaterThan(-2)
    expect(await talk.toEnd()).toBeGreaterThan(50)
  })

  test('come into view one after the other while one is at the end', async () => {
    for (const text of ['新一', '新二', '新三']) {
      talk.backend.add({ from: '2', content: text })
      await talk.comes(text)
    }
    await expect.poll(talk.toEnd).toBeLessThan(2)
  })

  test('that come to a hidden page leave it where it is, with a line above them', async () => {
    const last = await talk.topOf('第 59 条')
    await talk.hideAndReceive(() => {
      for (let i = 0; i < 9; i += 1) talk.backend.add({ from: '2', content: `隐藏 ${i}` })
    })
    await talk.comes('隐藏 8')
    await page.waitForTimeout(300)
    await talk.setVisibility('visible')
    await page.waitForTimeout(600)
    expect(Math.abs((await talk.topOf('第 59 条')) - last)).toBeLessThanOrEqual(1)
    await page.getByText('以下是新消息').waitFor({ state: 'attached' })
    await page.getByRole('button', { name: /条新消息/ }).waitFor()
  })

  test('are reached by the button: first the first of them, then the end', async () => {
    await readFurtherUp(page)
    for (let i = 0; i < 30; i += 1) talk.backend.add({ from: '2', content: `新 ${i} 号` })
    const pill = page.getByRole('button', { name: '30 条新消息' })
    await pill.click()
    await page.waitForTimeout(300)
    const { height } = (await talk.log.boundingBox()) ?? { height: 0 }
    expect(Math.abs((await talk.topOf('新 0 号')) - height / 4)).toBeLessThan(3)
    await page.getByRole('button', { name: /条新消息|回到底部/ }).click()
    await expect.poll(talk.toEnd).toBeLessThan(2)
    await expect.poll(() => page.getByRole('button', { name: /条新消息/ }).count()).toBe(0)
  })

  test('are counted and spoken, too, where they stand above an own message on its way', async () => {
    let letGo = () => {}
    const held = new Promise<void>((resolve) => (letGo = resolve))
    await page.route('**/sendMsg*', async (route) => {
      await held
      await route.continue()
    })
    await page.getByRole('textbox').fill('慢慢发')
    await page.keyboard.press('Enter')
    await talk.comes('慢慢发')
    await readFurtherUp(page)
    talk.backend.add({ from: '2', content: '先到的' })
    await page.getByRole('button', { name: '1 条新消息' }).waitFor()
    await expect.poll(() => page.locator('[data-announcer]').textContent()).toBe('ikima：先到的')
    letGo()
    await expect.poll(() => talk.backend.rows.some(({ content }) => content === '慢慢发')).toBe(true)
    // the server's answer tells its place
    const placeOf = async (text: string) =>
      (await talk.log.getByRole('article').allTextContents()).findIndex((one) => one.includes(text))
    await expect.poll(async () => (await placeOf('先到的')) < (await placeOf('慢慢发'))).toBe(true)
    await page.getByRole('button', { name: '1 条新消息' }).click()
    await expect.poll(() => page.getByRole('button', { name: /条新消息/ }).count()).toBe(0)
  })

  test('do not move a list in which a text is selected, and are followed again afterwards', async () => {
    await page.getByText('第 58 条').selectText()
    const before = await talk.topOf('第 58 条')
    talk.backend.add({ from: '2', content: '选中时来的' })
    await talk.comes('选中时来的')
    await page.waitForTimeout(300)
    expect(await talk.topOf('第 58 条')).toBe(before)
    await page.evaluate(() => document.getSelection()?.removeAllRanges())
    await expect.poll(talk.toEnd).toBeLessThan(2)
  })

  test('are spoken once; own messages and the history are not', async () => {
    const spoken = () => page.locator('[data-announcer]').textContent()
    expect(await spoken()).toBe('')
    await page.getByRole('textbox').fill('我说的')
    await page.keyboard.press('Enter')
    await talk.comes('我说的')
    await page.waitForTimeout(2_500)
    expect(await spoken()).toBe('')
    talk.backend.add({ from: '2', content: '对方说的' })
    await expect.poll(spoken, { timeout: 5_000 }).toBe('ikima：对方说的')
    await expect.poll(spoken, { timeout: 5_000 }).toBe('')
    await talk.log.evaluate((list) => (list.scrollTop = 0))
    await page.waitForTimeout(800)
    expect(await spoken()).toBe('')
  })
})

test('a small step away from the end is not taken back by rows that are measured further up', async () => {
  await open(conversation(60))
  await talk.log.evaluate((list) => (list.scrollTop -= 60))
  await page.waitForTimeout(100)
  const before = await talk.topOf('第 58 条')
  await talk.log.evaluate((list) => {
    const [first] = list.querySelectorAll<HTMLElement>('[data-row]')
    if (first) first.style.paddingBottom = '50px'
  })
  await page.waitForTimeout(200)
  expect(Math.abs((await talk.topOf('第 58 条')) - before)).toBeLessThanOrEqual(1)
  // and is close enough for the next message to be followed
  talk.backend.add({ from: '2', content: '新的一条' })
  await talk.comes('新的一条')
  await expect.poll(talk.toEnd).toBeLessThan(2)
})

describe('the keyboard', () => {
  beforeEach(() => open(conversation(300)))

  test('moves from message to message, to both ends and by views', async () => {
    await talk.log.focus()
    await page.keyboard.press('ArrowUp')
    expect(await talk.active()).toBe('第 299 条')
    await page.keyboard.press('ArrowUp')
    expect(await talk.active()).toBe('第 298 条')
    await page.keyboard.press('ArrowDown')
    expect(await talk.active()).toBe('第 299 条')
    await page.keyboard.press('PageUp')
    await expect.poll(talk.active).toMatch(/^第 2[78]\d 条$/)
    await page.keyboard.press('Home')
    await expect
      .poll(async () => page.evaluate(() => document.activeElement?.getAttribute('aria-posinset')))
      .toBe('1')
    await page.keyboard.press('End')
    await expect.poll(talk.active).toBe('第 299 条')
    await expect.poll(talk.toEnd).toBeLessThan(2)
  })

  test('keeps its place when messages come and when its message is scrolled far away', async () => {
    await talk.log.focus()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    const there = await talk.active()
    for (let i = 0; i < 60; i += 1) talk.backend.add({ from: '2', content: `后来 ${i}` })
    await talk.comes('后来 59')
    await talk.log.evaluate((list) => (list.scrollTop = 0))
    await page.waitForTimeout(500)
    expect(await talk.active()).toBe(there)
    await page.keyboard.press('ArrowUp')
    await expect.poll(talk.active).toBe('第 297 条')
  })
})

test('a short conversation is in the page as a whole, a long one by a screenful', async () => {
  await open(conversation(19))
  await expect.poll(() => page.getByRole('article').count()).toBe(19)
  await talk.close()
  await open(conversation(2_000))
  // as a whole too, until there are too many
  const seen = await talk.log.evaluate(async (list) => {
    const seen: number[] = []
    const count = () => list.querySelectorAll('[role="article"]').length
    for (let i = 0; i < 1_000 && count() >= Math.max(0, ...seen) / 2; i += 1) {
      seen.push(count())
      list.scrollTop = 0
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    return seen
  })
  expect(seen).toSatisfy((counts: number[]) => Math.max(...counts) > 150)
  await expect.poll(() => page.locator('[role="log"] *').count()).toBeLessThan(1_000)
})

test('at the top older messages come, also where the view is thrown back to it between two frames', async () => {
  await open(conversation(60))
  // the engine takes it for the end of scrolling where nothing has scrolled for so long: here it is told when that is
  await page.addInitScript(() => {
    const QUIET = 150
    const set = window.setTimeout.bind(window)
    let ends: (() => void)[] = []
    const noting = (task: () => void, ms?: number) => {
      if (ms === QUIET) ends.push(task)
      return set(task, ms)
    }
    const endScrolling = () => {
      for (const end of ends) end()
      ends = []
    }
    Object.assign(window, { setTimeout: noting, endScrolling })
  })
  await page.reload()
  const articles = page.getByRole('article')
  await expect.poll(() => articles.count()).toBe(20)
  await page.waitForTimeout(500)
  await talk.log.evaluate((list) => {
    const { endScrolling } = window as unknown as { endScrolling: () => void }
    const toTop = () => (list.scrollTop = 0)
    const throwBack = async () => {
      // what else the answer changes is done by then, and no frame has come
      for (let i = 0; i < 100; i += 1) await Promise.resolve()
      toTop()
      endScrolling()
      requestAnimationFrame(() => setTimeout(toTop, 0))
    }
    let count = list.querySelectorAll('[role="article"]').length
    new MutationObserver(() => {
      const now = list.querySelectorAll('[role="article"]').length
      if (now !== count) void throwBack()
      count = now
    }).observe(list, { childList: true, subtree: true })
    toTop()
  })
  await expect.poll(() => articles.count()).toBe(60)
})

test('what is selected stays so far away, and can be copied', async () => {
  // within minutes: where the times stand above them would change with older pages, and with midnight
  await open(conversation(600, 0, 500))
  const selection = () => page.evaluate(() => String(document.getSelection()))
  await talk.log.evaluate((list) => {
    const all = [...list.querySelectorAll('[data-bubble]')]
    const [from, to] = [all[all.length - 5], all[all.length - 2]]
    if (from && to) document.getSelection()?.setBaseAndExtent(from, 0, to, 1)
  })
  const before = await selection()
  expect(before).toContain('第 597 条')
  for (let i = 0; i < 30; i += 1) {
    await talk.log.evaluate((list) => (list.scrollTop -= 400))
    await page.waitForTimeout(30)
  }
  expect(await talk.message('第 590 条').count()).toBe(0)
  expect(await selection()).toBe(before)
})

test('a long press opens the menu with the exact time, a short one and a scroll do not', async () => {
  await open(conversation(10), PHONE)
  const session = await page.context().newCDPSession(page)
  const box = await talk.message('第 8 条').boundingBox()
  const at = { x: (box?.x ?? 0) + 80, y: (box?.y ?? 0) + 10 }
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', dy = 0) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{ x: at.x, y: at.y + dy }],
    })
  const exact = () => page.getByText(/^\d{4}年\d+月\d+日 \d\d:\d\d:\d\d$/).count()
  // sent at once: a wait between them may well take longer than a long press on a busy machine
  await Promise.all([touch('touchStart'), touch('touchEnd')])
  await page.waitForTimeout(600)
  expect(await exact()).toBe(0)
  await Promise.all([touch('touchStart'), touch('touchMove', 30)])
  await page.waitForTimeout(600)
  expect(await exact()).toBe(0)
  await touch('touchEnd')
  await touch('touchStart')
  await page.waitForTimeout(600)
  await touch('touchEnd')
  // lifting the finger neither chooses nor closes
  await page.waitForTimeout(300)
  expect(await exact()).toBe(1)
  expect(await page.getByRole('menuitem').allTextContents()).toEqual(['复制', '引用'])
  await page.keyboard.press('Escape')
  expect(await exact()).toBe(0)

  await page.evaluate(() => (document.documentElement.style.fontSize = '300%'))
  await talk.log.evaluate((list) => (list.scrollTop = list.scrollHeight))
  await page.waitForTimeout(300)
  const large = await talk.message('第 9 条').locator('[data-bubble]').boundingBox()
  Object.assign(at, { x: (large?.x ?? 0) + 20, y: (large?.y ?? 0) + 20 })
  await touch('touchStart')
  await page.getByRole('menu').waitFor()
  await touch('touchEnd')
  for (const part of [
    page.getByText(/^\d{4}年\d+月\d+日 \d\d:\d\d:\d\d$/),
    page.getByRole('menuitem').last(),
  ]) {
    const told = await part.boundingBox()
    expect(told?.x).toBeGreaterThanOrEqual(0)
    expect((told?.x ?? 0) + (told?.width ?? 0)).toBeLessThanOrEqual(375)
    expect((told?.y ?? 0) + (told?.height ?? 0)).toBeLessThanOrEqual(667)
  }
})
