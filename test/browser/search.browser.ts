import { setTimeout as delay } from 'node:timers/promises'
import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
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
afterEach(() => talk.close())
afterAll(() => browser.close())

/** Messages of many heights: those out of view are not where they are guessed to be. */
const uneven = (count: number): Row[] =>
  conversation(count).map((row, i) =>
    Object.assign(row, { content: `第 ${i} 条${'，说得长一点'.repeat((i * 7) % 40)}` }),
  )

async function open(...args: Parameters<typeof openTalk> extends [Browser, ...infer Rest] ? Rest : never) {
  talk = await openTalk(browser, ...args)
  page = talk.page
}

const searchFor = async (text: string) => {
  await page.getByRole('button', { name: '搜索消息' }).click()
  await page.getByRole('searchbox', { name: '搜索消息' }).fill(text)
}

test('a hit a thousand messages up is led to, with the focus, and stays in view; the button leads back', async () => {
  const rows = uneven(1_000)
  Object.assign(rows[3] ?? {}, { content: '退款' })
  await open(rows, PHONE)
  await searchFor('退款')
  await page.getByRole('button', { name: '查找更早的消息' }).click()
  await page.getByRole('button', { name: /退款/ }).click()
  const { height } = (await talk.log.boundingBox()) ?? { height: 0 }
  await expect.poll(talk.active).toContain('退款')
  // longer than the mark, and than the place is held
  for (const wait of [100, 900, 2_000]) {
    await page.waitForTimeout(wait)
    const top = await talk.topOf('退款')
    expect(top).toBeGreaterThan(0)
    expect(top).toBeLessThan(height / 2)
  }
  expect(await talk.active()).toContain('退款')
  // messages that come meanwhile do not pull the view back
  talk.backend.add({ from: '2', content: '新的一条' })
  const pill = page.getByRole('button', { name: '1 条新消息' })
  await pill.waitFor()
  expect(await talk.topOf('退款')).toBeLessThan(height / 2)
  await pill.click()
  await expect.poll(talk.toEnd).toBeLessThan(height)
})

test('what was in view is where it was when the search is closed, whatever it has loaded', async () => {
  await open(uneven(300))
  await readFurtherUp(page)
  await page.waitForTimeout(300)
  const before = await talk.log.evaluate((list) => {
    const edge = list.getBoundingClientRect().top + 3
    const one = [...list.querySelectorAll('[role="article"]')].find(
      (row) => row.getBoundingClientRect().bottom > edge,
    )
    return {
      text: one?.querySelector('[data-bubble]')?.textContent ?? '',
      top: (one?.getBoundingClientRect().top ?? 0) - edge + 3,
    }
  })
  await searchFor('没有说过')
  await page.getByRole('button', { name: '查找更早的消息' }).click()
  await page.getByText('没有更早的消息了').nth(1).waitFor()
  await page.keyboard.press('Escape')
  await page.waitForTimeout(300)
  expect(Math.abs((await talk.topOf(before.text)) - before.top)).toBeLessThanOrEqual(1)
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('搜索消息')
})

test('what is typed for a search that is still on its way is no message', async () => {
  await open(conversation(5))
  await page.route('**/SearchPanel*', async (route) => {
    await delay(1_500)
    await route.continue()
  })
  await page.getByRole('button', { name: '搜索消息' }).click()
  await page.keyboard.type('ab')
  await page.keyboard.press('Enter')
  await page.getByRole('searchbox', { name: '搜索消息' }).waitFor()
  expect(await page.getByRole('textbox', { name: '输入消息' }).inputValue()).toBe('')
  expect(talk.backend.asked('sendMsg')).toHaveLength(0)
})

test('a search that does not arrive is told of, and the next tap tries again', async () => {
  await open(conversation(5))
  const button = page.getByRole('button', { name: '搜索消息' })
  await page.context().setOffline(true)
  await button.click()
  const told = page.getByText('搜索没有打开，请再试一次')
  await told.waitFor()
  // below what is said of the network, and not over it
  const offline = page.getByRole('status').getByText('网络断开，正在重试')
  await offline.waitFor({ timeout: 20_000 })
  const [above, below] = [await offline.boundingBox(), await told.boundingBox()]
  expect(below?.y).toBeGreaterThanOrEqual((above?.y ?? NaN) + (above?.height ?? NaN))
  await page.context().setOffline(false)
  await button.click()
  await expect.poll(() => page.getByRole('searchbox', { name: '搜索消息' }).count()).toBe(1)
})
