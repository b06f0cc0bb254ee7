import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '~test/browser/support/chromium'
import { conversation, openTalk, PHONE, type Talk } from '~test/browser/support/talk'

let browser: Browser
let talk: Talk
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())
afterEach(() => talk.close())

const box = (page: Page) => page.getByRole('textbox')

test('Enter that confirms a word of an input method sends nothing; the next one sends the word', async () => {
  talk = await openTalk(browser, conversation(3))
  const { page } = talk
  const client = await page.context().newCDPSession(page)
  await client.send('Input.imeSetComposition', { text: 'ni hao', selectionStart: 6, selectionEnd: 6 })
  // the page hears of the key; what it does is the input method's
  for (const type of ['rawKeyDown', 'keyUp'] as const) {
    await client.send('Input.dispatchKeyEvent', {
      type,
      key: 'Enter',
      code: 'Enter',
      windowsVirtualKeyCode: 13,
    })
  }
  expect(await box(page).inputValue()).toBe('ni hao')
  await client.send('Input.insertText', { text: '你好' })
  expect(await box(page).inputValue()).toBe('你好')
  expect(talk.backend.asked('sendMsg')).toHaveLength(0)
  await page.keyboard.press('Enter')
  await talk.comes('你好')
})

test('a phone with keys keeps its focus when the button is pressed by one; a finger opens no keyboard', async () => {
  talk = await openTalk(browser, conversation(3), PHONE)
  const { page } = talk
  await box(page).fill('用键盘')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  expect(await talk.active()).toBe('BUTTON')
  await page.keyboard.press('Enter')
  await talk.comes('用键盘')
  expect(await talk.active()).toBe('TEXTAREA')
  await box(page).fill('用手指')
  await box(page).blur()
  await page.getByRole('button', { name: '发送', exact: true }).tap()
  await talk.comes('用手指')
  expect(await talk.active()).toBe('BODY')
})

test('a draft lives through a reload with its caret; emoji go in there, and undo takes them back', async () => {
  talk = await openTalk(browser, conversation(3))
  const { page } = talk
  await page.keyboard.type('写到一半')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await page.reload()
  await expect.poll(talk.active).toBe('TEXTAREA')
  await page.keyboard.insertText('了')
  expect(await box(page).inputValue()).toBe('写到了一半')
  // a part that does not arrive is asked for again
  await page.route('**/EmojiPanel*', (route) => route.abort(), { times: 1 })
  await page.getByRole('button', { name: '表情' }).click()
  await page.getByText('表情没有加载出来，请再点一次').waitFor()
  await page.getByRole('button', { name: '表情' }).click()
  await page.getByRole('button', { name: '👍' }).click()
  await page.getByRole('button', { name: '❤️' }).click()
  expect(await box(page).inputValue()).toBe('写到了👍❤️一半')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await page.keyboard.type('。')
  expect(await box(page).inputValue()).toMatch(/^写到了?。一半$/)
})

test('on a phone the emoji stand in place of the keyboard, and the list keeps its end', async () => {
  talk = await openTalk(browser, conversation(30), PHONE)
  const { page } = talk
  await box(page).tap()
  const button = page.getByRole('button', { name: '表情' })
  const look = () =>
    button.evaluate((it) => [getComputedStyle(it).color, getComputedStyle(it).backgroundColor])
  const closed = await look()
  await button.tap()
  await page.getByRole('button', { name: '👍' }).tap()
  // its sign and its ground tell which panel stands there
  for (const [i, value] of (await look()).entries()) expect(value).not.toBe(closed[i])
  expect(await talk.active()).toBe('BODY')
  await expect.poll(talk.toEnd).toBeLessThan(2)
  const send = page.getByRole('button', { name: '发送' })
  await box(page).tap()
  await expect.poll(() => page.getByRole('group', { name: '表情' }).count()).toBe(0)
  expect(await look()).toEqual(closed)
  await send.tap()
  // the second tap of a double tap meets a button that has nothing to send
  await send.tap({ force: true })
  expect(await talk.active()).toBe('TEXTAREA')
  await talk.comes('👍')
})
