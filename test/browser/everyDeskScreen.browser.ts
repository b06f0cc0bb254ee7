import type { Browser, Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ANNA, ASKED, BERT, box, openDesk, openMember, rowOf, talkWith } from '~test/browser/support/aDesk'
import { drawnBy } from '~test/browser/support/access/forced'
import { survey } from '~test/browser/support/access/survey'
import { launchChromium } from '~test/browser/support/chromium'
import { PC, PHONE } from '~test/browser/support/talk'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

describe.each([
  ['a PC', PC, 32],
  ['a phone', PHONE, 44],
] as const)('the desk on %s', (device, options, target) => {
  let desk: Awaited<ReturnType<typeof openDesk>>
  let page: Page
  beforeAll(async () => {
    desk = await openDesk(browser, options, { rows: talkWith(ANNA, 6), asked: ASKED.repeat(4) })
    page = desk.page
    await page.waitForTimeout(500)
  })
  afterAll(() => desk.close())
  const found = (narrow = device === 'a phone') => survey(page, { target, narrow, large: device === 'a PC' })
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const itemOf = (member: string) => rowOf(page, member).locator('..')
  /** What is chosen is told from what is not, also where colours are forced and grounds are those of the page. */
  const isToldApart = async (chosen: Locator, other: Locator) => {
    await page.emulateMedia({ forcedColors: 'active' })
    expect.soft(await drawnBy(chosen)).not.toEqual(await drawnBy(other))
    await page.emulateMedia({ forcedColors: 'none' })
  }

  test('its list, and nobody in front', async () => {
    expect.soft(await found()).toEqual([])
  })

  test('a filter, and nobody found', async () => {
    await button(/^待回复/).click()
    await page.getByRole('searchbox').fill('没有这个人')
    await page.getByText('没有找到').waitFor()
    expect.soft(await found()).toEqual([])
    await isToldApart(button(/^待回复/), button(/^全部/))
    await button('清除搜索').click()
    await button(/^全部/).click()
  })

  test('the menu of a row, and one that was removed', async () => {
    await rowOf(page, ANNA).click({ button: 'right' })
    await page.getByRole('menu').waitFor()
    expect.soft(await found()).toEqual([])
    await page.getByRole('menuitem', { name: '从列表移除' }).click()
    await button('撤销').waitFor()
    expect.soft(await found()).toEqual([])
    await button('撤销').click()
  })

  test('a member who is added', async () => {
    await button('添加会员').click()
    await page.getByRole('dialog', { name: '添加会员' }).waitFor()
    await page.getByRole('button', { name: '添加', exact: true }).click()
    await page.getByText('会员编号为 1 到 64 个字符').waitFor()
    expect.soft(await found()).toEqual([])
    await page.keyboard.press('Escape')
  })

  test('the settings of the alerts', async () => {
    await button('提醒设置').click()
    await page.getByRole('dialog', { name: '提醒设置' }).waitFor()
    await page.getByRole('checkbox', { name: '每天定时免打扰' }).check()
    expect.soft(await found()).toEqual([])
    await page.keyboard.press('Escape')
  })

  test('a conversation in front', async () => {
    await openMember(page, ANNA)
    await button('表情').waitFor()
    await page.waitForTimeout(300)
    expect.soft(await found()).toEqual([])
    if (device !== 'a PC') return
    await page.emulateMedia({ forcedColors: 'active' })
    expect.soft(await drawnBy(itemOf(ANNA))).toContain('span: Left border of 3px')
    expect.soft(await drawnBy(itemOf(BERT))).not.toContain('span: Left border of 3px')
    await page.emulateMedia({ forcedColors: 'none' })
  })

  test.skipIf(device === 'a phone')('which key sends', async () => {
    await button('回车键设置').click()
    await page.getByRole('menu').waitFor()
    expect.soft(await found()).toEqual([])
    const items = page.getByRole('menuitemradio')
    // the focus is in it, whose ring is no sign of what is chosen
    await items.last().focus()
    await isToldApart(items.and(page.locator('[aria-checked="true"]')), items.last())
    await page.keyboard.press('Escape')
  })

  test.skipIf(device === 'a phone')('the sheet of shortcuts', async () => {
    await page.keyboard.press('Control+/')
    await page.getByRole('dialog', { name: '键盘快捷键' }).waitFor()
    expect.soft(await found()).toEqual([])
    await page.keyboard.press('Escape')
  })

  test.skipIf(device === 'a phone')(
    'quick replies: to choose from, to fill in, to manage and to write',
    async () => {
      await box(page).focus()
      await page.keyboard.type('/')
      await page.getByRole('option').first().waitFor()
      expect.soft(await found()).toEqual([])
      await isToldApart(page.getByRole('option').first(), page.getByRole('option').last())
      await page.getByRole('option', { name: /发货进度/ }).click()
      await button('插入').waitFor()
      expect.soft(await found()).toEqual([])
      await page.keyboard.press('Escape')
      await box(page).fill('')
      await button('快捷回复').click()
      await button('管理').click()
      await page.getByRole('dialog', { name: '管理快捷回复' }).waitFor()
      expect.soft(await found(true)).toEqual([])
      await button('删除：欢迎').click()
      expect.soft(await found()).toEqual([])
      await button('保留').click()
      await button('新建').click()
      await page.getByRole('textbox', { name: '标题' }).fill('题目')
      expect.soft(await found()).toEqual([])
      await page.keyboard.press('Escape')
      await button('放弃').waitFor()
      expect.soft(await found()).toEqual([])
      await button('放弃').click()
      await page.keyboard.press('Escape')
    },
  )

  test.skipIf(device === 'a PC')('without its network', async () => {
    desk.backend.fail('getNewestMsgListByLastTime', 'reset')
    desk.backend.fail('getMsgListByPageAndUserId', 'reset')
    desk.backend.fail('unreadcount', 'reset')
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    // the list says so too, behind the conversation
    const said = page.getByText('网络断开，正在重试').filter({ visible: true })
    await said.first().waitFor({ timeout: 30_000 })
    expect.soft(await found()).toEqual([])
  })
})
