import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { launchChromium } from '~test/browser/support/chromium'
import { AFTERNOON } from '~test/browser/support/afternoon'
import { PC, PHONE } from '~test/browser/support/talk'
import { type Backend, startBackend } from '~test/support/backend'

let browser: Browser
let backend: Backend
const contexts: BrowserContext[] = []

beforeAll(async () => {
  browser = await launchChromium()
  backend = await startBackend({ dist: inject('dist') })
})
afterAll(async () => {
  for (const context of contexts) await context.close()
  await browser.close()
  await backend.close()
})

async function open(address: string, options: typeof PC): Promise<Page> {
  const context = await browser.newContext({ timezoneId: AFTERNOON, ...options })
  contexts.push(context)
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(`${backend.origin}/?appid=JH&${address}`)
  return page
}
const message = (page: Page, text: string | RegExp) =>
  page.getByRole('log').getByRole('article').filter({ hasText: text })
const write = (page: Page, text: string) => page.getByRole('textbox', { name: '输入消息' }).fill(text)
const texts = (page: Page) => page.locator('[data-bubble]').allTextContents()
const stored = () => backend.rows.map(({ content }) => content)

test('both sides talk, see each other read, and lose nothing when one is cut off and loads anew', async () => {
  const member = await open('from=200&to=2&fromrole=MEMBER', PHONE)
  const saler = await open('from=2&to=200&fromrole=SALER&bustype=ORDER_CHAT&busid=88', PC)
  await member.locator('[data-presence]').getByText('在线').waitFor()

  // on a phone Enter breaks the line, and the button sends
  await write(member, '在吗')
  await member.getByRole('textbox').press('Enter')
  expect(stored()).toEqual([])
  await write(member, '在吗')
  await member.getByRole('button', { name: '发送', exact: true }).tap()
  await message(saler, '在吗').waitFor()
  await expect.poll(() => backend.rows[0]?.['status']).toBe(1)

  await write(saler, '在的')
  await saler.getByRole('textbox').press('Enter')
  await message(member, '在的').waitFor()
  await expect.poll(() => backend.rows[1]?.['status']).toBe(1)
  expect(backend.rows[1]).toMatchObject({ bustype: 'ORDER_CHAT', busid: '88' })

  // the sweep after each acknowledgement brings what was read meanwhile; only the newest read one says so, which may be this one
  await write(member, '到哪了')
  await member.getByRole('button', { name: '发送', exact: true }).tap()
  await message(member, /在吗|到哪了/)
    .getByText('已读')
    .waitFor()
  await message(saler, '到哪了').waitFor()
  await write(saler, '马上查')
  await saler.getByRole('textbox').press('Enter')
  await message(saler, /在的|马上查/)
    .getByText('已读')
    .waitFor()

  await saler.context().setOffline(true)
  await saler.waitForTimeout(2_500)
  await write(saler, '已签收')
  await saler.getByRole('textbox').press('Enter')
  await message(saler, '已签收').getByText('等待网络').waitFor()
  await write(member, '好的')
  await member.getByRole('button', { name: '发送', exact: true }).tap()
  await saler.context().setOffline(false)
  await saler.reload()
  await message(member, '已签收').waitFor()
  await message(saler, '好的').waitFor()

  expect(stored().filter((text) => text === '已签收')).toEqual(['已签收'])
  const all = new Set(stored())
  for (const page of [member, saler]) {
    await expect.poll(async () => new Set(await texts(page))).toEqual(all)
    expect(await texts(page)).toHaveLength(all.size)
  }
  await expect.poll(() => saler.title()).not.toContain('(')
})
