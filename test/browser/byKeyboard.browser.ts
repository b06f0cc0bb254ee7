import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  ANNA,
  ASKED,
  BERT,
  box,
  bubble,
  lineOf,
  openDesk,
  rowOf,
  talkWith,
} from '~test/browser/support/aDesk'
import { focused } from '~test/browser/support/access/focus'
import { listen } from '~test/browser/support/access/spoken'
import { launchChromium } from '~test/browser/support/chromium'
import { fromKept, toKept } from '~/store/keptContacts'
import { contactsKey } from '~/store/deskKeys'
import { without } from '~/domain/desk/contacts'
import { conversation, MINUTE, openTalk, PC, type Talk } from '~test/browser/support/talk'
import { aRow } from '~test/support/rows'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

/** Tab until `wanted` has the focus; what had it on the way, none of it unseen. */
async function tabTo(page: Talk['page'], wanted: string, key = 'Tab'): Promise<string[]> {
  const way: string[] = []
  for (let i = 0; i < 25 && way[way.length - 1] !== wanted; i += 1) {
    await page.keyboard.press(key)
    way.push(await focused(page))
  }
  expect(way[way.length - 1]).toBe(wanted)
  expect(way.filter((one) => /not seen|nothing/.test(one))).toEqual([])
  return way
}

describe('a conversation by keyboard alone', () => {
  let talk: Talk
  let page: Talk['page']
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const has = async (wanted: string) => {
    await expect.poll(() => focused(page)).toBe(wanted)
  }
  beforeAll(async () => {
    const later = (fields: object, i: number) =>
      aRow({ from: '2', status: 1, ...fields }, Date.now() - (3 - i) * 1_000)
    const rows = [
      ...conversation(4),
      later({ type: 'IMAGE', content: '/media/320x240.png' }, 0),
      later({ type: 'VOICE', content: '/media/voice-4s.mp3', voiceLength: 4 }, 1),
    ]
    talk = await openTalk(browser, rows)
    page = talk.page
    page.setDefaultTimeout(15_000)
    await page.getByRole('button', { name: '表情' }).waitFor()
    await page.waitForTimeout(1_000)
  })
  afterAll(() => talk.close())

  test('Tab goes through it from top to bottom', async () => {
    await has('textarea 输入消息')
    await tabTo(page, 'button 搜索消息', 'Shift+Tab')
    const way = await tabTo(page, 'button 回车键设置')
    expect(way.slice(0, 1)).toEqual(['log 消息记录'])
    expect(way.slice(-3)).toEqual(['textarea 输入消息', 'button 表情', 'button 回车键设置'])
  })

  test('arrows read, a voice plays and a picture opens', async () => {
    await tabTo(page, 'button 播放语音 4 秒', 'Shift+Tab')
    await press('Enter')
    await has('button 暂停语音 4 秒')
    await press('Enter')
    await has('button 播放语音 4 秒')
    await press('ArrowUp')
    await expect.poll(() => focused(page)).toMatch(/^article/)
    await press('Tab')
    await has('a 查看图片')
    await press('Enter')
    await page.getByRole('dialog', { name: '图片浏览' }).waitFor()
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null))
      .toBe(true)
    await press('Escape')
    await has('a 查看图片')
    await press('End')
    await has('article 4″')
  })

  test('a message that was not sent says so, is sent again by its menu, or deleted', async () => {
    const heard = await listen(page)
    talk.backend.fail('sendMsg', { status: 400, body: '{"success":false,"message":"不可以"}' })
    await tabTo(page, 'textarea 输入消息')
    await page.keyboard.type('第一句')
    await press('Enter')
    await talk.message('第一句').getByRole('button', { name: '重新发送' }).waitFor()
    await expect.poll(heard).toEqual(['发送失败：第一句'])
    await page.keyboard.type('第二句')
    await press('Enter')
    await talk.message('第二句').getByRole('button', { name: '重新发送' }).waitFor()
    await expect.poll(heard).toEqual(['发送失败：第二句'])
    await has('textarea 输入消息')

    await tabTo(page, 'button 删除', 'Shift+Tab')
    await press('End')
    await has('article 第二句')
    await press('Shift+F10')
    await has('menuitem 复制')
    await press('End')
    await has('menuitem 删除')
    await press('Enter')
    await talk.message('第二句').waitFor({ state: 'detached' })
    // its place in the list goes on with the one that is there now
    await expect.poll(() => focused(page)).toMatch(/^(article 第一句|log 消息记录)$/)

    await press('ArrowUp')
    await has('article 第一句')
    await press('ContextMenu')
    await has('menuitem 复制')
    talk.backend.heal()
    await press('ArrowDown', 'ArrowDown')
    await has('menuitem 重新发送')
    await press('Enter')
    await talk.message('第一句').getByText('未读').waitFor()
    await expect.poll(() => focused(page)).toMatch(/^(article 第一句|log 消息记录)$/)
  })

  test('the focus stays on a message while it is delivered', async () => {
    talk.backend.delay('/api/im/sendMsg', 1_500)
    await tabTo(page, 'textarea 输入消息')
    await page.keyboard.type('慢慢发出')
    await press('Enter')
    await press('Shift+Tab', 'End')
    await has('article 慢慢发出')
    // the very same: another in its place would be read out anew
    const row = await page.evaluateHandle(() => document.activeElement)
    await talk.message('慢慢发出').getByText('未读').waitFor()
    talk.backend.delay('/api/im/sendMsg', 0)
    await page.waitForTimeout(300)
    expect(await row.evaluate((one) => one === document.activeElement)).toBe(true)
  })

  test('an emoji, a message, and a search for it', async () => {
    await tabTo(page, 'button 表情')
    await press('Enter')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.hasAttribute('data-emoji')))
      .toBe(true)
    await press('ArrowRight', 'Enter', 'Escape')
    await has('button 表情')
    await press('Shift+Tab')
    await has('textarea 输入消息')
    await page.keyboard.type('找得到的一句')
    await press('Enter')
    await talk.message('找得到的一句').getByText('未读').waitFor()

    await tabTo(page, 'button 搜索消息', 'Shift+Tab')
    await press('Enter')
    await has('input 搜索消息')
    await page.keyboard.type('找得到')
    await page.locator('[data-hit]').first().waitFor()
    await press('Enter')
    await expect.poll(() => page.evaluate(() => document.activeElement?.hasAttribute('data-hit'))).toBe(true)
    await press('Enter')
    await expect.poll(() => focused(page)).toMatch(/^article .*找得到的一句$/)
  })

  test('readers find a log of articles, each with its author, time, kind and state', async () => {
    const tree = await talk.log.ariaSnapshot()
    expect(tree).toMatch(/^- log "消息记录":/)
    const told = await talk.log.getByRole('article').evaluateAll((all) =>
      all.map((one) => ({
        name: one.getAttribute('aria-label') ?? '',
        says: document.getElementById(one.getAttribute('aria-describedby') ?? '')?.innerText ?? '',
        sign: [...one.querySelectorAll('[aria-label]')].map((part) => part.getAttribute('aria-label')).join(),
      })),
    )
    for (const { name } of told) expect(name).toMatch(/^\S+ \d{4}年\d+月\d+日 \d\d:\d\d:\d\d$/)
    expect(told.some(({ sign }) => sign.includes('查看图片'))).toBe(true)
    expect(told.some(({ sign }) => sign.includes('播放语音 4 秒'))).toBe(true)
    expect(told[told.length - 1]?.says).toMatch(/找得到的一句[^]*未读/)
  })

  test('news are spoken once, a burst as one; what is our own, older or there after a reload is not', async () => {
    const hear = () =>
      page.evaluate(() => {
        const heard: string[] = []
        Object.assign(window, { jhHeard: heard })
        const region = document.querySelector('[data-announcer]')
        if (!region) throw new Error('nothing speaks')
        new MutationObserver(() => {
          if (region.textContent) heard.push(region.textContent)
        }).observe(region, { childList: true, characterData: true, subtree: true })
      })
    const heard = () => page.evaluate(() => (window as unknown as { jhHeard: string[] }).jhHeard)
    await hear()
    talk.backend.add({ from: '2', content: '单独一条' })
    await talk.comes('单独一条')
    await expect.poll(heard).toHaveLength(1)
    expect((await heard())[0]).toMatch(/：单独一条$/)
    for (let i = 1; i <= 5; i += 1) talk.backend.add({ from: '2', content: `连着第 ${i} 条` })
    await talk.comes('连着第 5 条')
    await expect.poll(heard).toHaveLength(2)
    expect((await heard())[1]).toMatch(/发来 5 条新消息，最后一条：连着第 5 条$/)
    await page.getByRole('textbox').focus()
    await page.keyboard.type('自己的一句')
    await press('Enter')
    await talk.message('自己的一句').getByText('未读').waitFor()
    await page.waitForTimeout(700)
    expect(await heard()).toHaveLength(2)
    await page.reload()
    await talk.comes('连着第 5 条')
    await hear()
    await page.waitForTimeout(1_500)
    expect(await heard()).toEqual([])
    const spoken = page.locator('[data-announcer]')
    expect(await spoken.evaluate((one) => [one.getAttribute('aria-live'), one.textContent])).toEqual([
      'polite',
      '',
    ])
    expect(await talk.log.getAttribute('aria-live')).toBe('off')
  })

  test('that the network is gone, is back, and that one is signed out is said once each, and politely', async () => {
    const heard = await listen(page)
    const polls = ['getNewestMsgListByLastTime', 'getMsgListByPageAndUserId'] as const
    const look = () => page.evaluate(() => window.dispatchEvent(new Event('online')))
    for (const poll of polls) talk.backend.fail(poll, 'reset')
    const notice = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor()
    await notice('网络断开，正在重试')
    // it stays so
    await look()
    await page.waitForTimeout(1_500)
    expect(await heard()).toEqual(['网络断开，正在重试'])
    talk.backend.heal()
    await look()
    await notice('网络已恢复')
    expect(await heard()).toEqual(['网络已恢复'])
    for (const poll of polls) talk.backend.fail(poll, { status: 401 })
    await notice('登录已失效，请重新进入')
    await look()
    await page.waitForTimeout(1_500)
    expect((await heard()).map((one) => one.slice(0, 11))).toEqual(['登录已失效，请重新进入'])
    talk.backend.heal()
    await look()
    await notice('网络已恢复')
  })
})

describe('a desk by keyboard alone', () => {
  let desk: Awaited<ReturnType<typeof openDesk>>
  let page: Talk['page']
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const contacts = [ANNA, BERT].map((id) => ({ id, nickname: id === ANNA ? '安娜' : '伯特', avatar: '' }))
  const member = () => page.evaluate(() => document.activeElement?.getAttribute('data-member') ?? '')
  beforeAll(async () => {
    const asks = lineOf(ANNA, { content: '还有货吗？' }, 3 * MINUTE)
    const shows = lineOf(ANNA, { type: 'IMAGE', content: '/media/320x240.png', status: 1 }, 4 * MINUTE)
    desk = await openDesk(browser, PC, { rows: [...talkWith(ANNA, 4), shows, asks], contacts })
    page = desk.page
    await rowOf(page, ANNA).getByText('1 条未读').waitFor({ state: 'attached' })
  })
  afterAll(() => desk.close())

  test('a conversation is picked and answered, with a quick reply, and the next who waits', async () => {
    for (let i = 0; i < 15 && (await member()) === ''; i += 1) {
      await press('Tab')
      expect(await focused(page)).not.toMatch(/not seen|nothing/)
    }
    expect(await member()).toBe(BERT)
    await press('ArrowDown')
    await expect.poll(member).toBe(ANNA)
    await press('ArrowUp')
    await expect.poll(member).toBe(BERT)
    await press('Enter')
    await bubble(page, ASKED).waitFor()
    await page.getByRole('button', { name: '快捷回复' }).waitFor()
    await expect.poll(() => focused(page)).toBe('textarea 输入消息')
    await page.keyboard.type('/')
    await page.getByRole('option').first().waitFor()
    await press('ArrowDown', 'Enter')
    await expect.poll(() => box(page).inputValue()).toContain('请稍等')
    expect(await focused(page)).toBe('textarea 输入消息')
    await press('Alt+Enter')
    await page.getByRole('heading', { name: '安娜', exact: true }).waitFor()
    await bubble(page, '还有货吗？').waitFor()
    await expect.poll(() => focused(page)).toBe('textarea 输入消息')
    await page.keyboard.type('有的')
    await press('Enter')
    await bubble(page, /^.*有的/)
      .first()
      .waitFor()
  })

  test('the sheet of shortcuts and the settings give the focus back', async () => {
    await press('Control+/')
    await page.getByRole('dialog', { name: '键盘快捷键' }).waitFor()
    await press('Escape')
    await expect.poll(() => focused(page)).toBe('textarea 输入消息')
    await press('Alt+Comma')
    await expect.poll(() => focused(page)).toBe('input 搜索会员')
    await tabTo(page, 'button 提醒设置')
    await press('Enter')
    await page.getByRole('dialog', { name: '提醒设置' }).waitFor()
    await press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)).toBe(true)
    await press('Escape')
    await expect.poll(() => focused(page)).toBe('button 提醒设置')
  })

  /** Brings that member to the front whatever is open, as a way back in the history does. */
  const bring = (id: string) =>
    page.evaluate((id) => {
      history.replaceState({ jhMember: id }, '')
      window.dispatchEvent(new PopStateEvent('popstate', { state: history.state }))
    }, id)

  test.each([
    [
      'the menu of a message',
      'menu',
      async () => {
        await press('Shift+Tab', 'End')
        // it comes a second after the conversation
        for (let i = 0; i < 50 && (await page.getByRole('menu').count()) === 0; i += 1) {
          await press('Shift+F10')
          await page.waitForTimeout(100)
        }
      },
    ],
    [
      'a search',
      'dialog',
      async () => tabTo(page, 'button 搜索消息', 'Shift+Tab').then(() => press('Enter')),
    ],
    [
      'the quick replies to manage',
      'dialog',
      async () => {
        await tabTo(page, 'button 快捷回复')
        await press('Enter')
        await page.getByRole('option').first().waitFor()
        await tabTo(page, 'button 管理')
        await press('Enter')
      },
    ],
    ['a picture', 'dialog', async () => tabTo(page, 'a 查看图片', 'Shift+Tab').then(() => press('Enter'))],
    ['which key sends', 'menu', async () => tabTo(page, 'button 回车键设置').then(() => press('Enter'))],
  ] as const)(
    '%s is gone with its conversation, and the focus is where one writes',
    async (_, role, open) => {
      await bring(ANNA)
      await bubble(page, '还有货吗？').waitFor()
      await box(page).focus()
      await open()
      await page.getByRole(role).waitFor()
      await bring(BERT)
      await page.getByRole('heading', { name: '伯特', exact: true }).waitFor()
      await page.getByRole(role).waitFor({ state: 'detached' })
      await expect.poll(() => focused(page)).toBe('textarea 输入消息')
      // nobody takes it away later
      await page.waitForTimeout(100)
      expect(await focused(page)).toBe('textarea 输入消息')
    },
  )

  test('where there is room for one only: what had no room any more gives the focus on, and the way back leads to the row', async () => {
    await tabTo(page, 'button 提醒设置', 'Shift+Tab')
    await press('Enter')
    await page.getByRole('dialog', { name: '提醒设置' }).waitFor()
    await page.setViewportSize({ width: 700, height: 800 })
    await press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => focused(page)).not.toBe('nothing')
    await box(page).focus()
    await tabTo(page, 'button 返回', 'Shift+Tab')
    await press('Enter')
    await expect.poll(member).toBe(BERT)
    expect(await focused(page)).toMatch(/^button (?!.*not seen)/)
    await page.setViewportSize({ width: 1280, height: 800 })
  })

  test('the focus goes along with a row that is sorted anew, and on from one that is removed', async () => {
    await press('Alt+Comma', 'ArrowDown', 'End')
    await expect.poll(member).not.toBe('')
    if ((await member()) === ANNA) await press('Home')
    await expect.poll(member).toBe(BERT)
    desk.backend.rows.push(lineOf(ANNA, { content: '还在吗？' }))
    await rowOf(page, ANNA).getByText('还在吗？').waitFor()
    await page.waitForTimeout(300)
    expect(await member()).toBe(BERT)
    await press('Tab')
    expect(await focused(page)).toMatch(/^button 更多/)
    await press('Enter')
    await expect.poll(() => focused(page)).toBe('menuitem 置顶')
    await press('End', 'Enter')
    await rowOf(page, BERT).waitFor({ state: 'detached' })
    await expect.poll(member).toBe(ANNA)
  })

  test('the focus gets to a row that is far away', async () => {
    contacts.push(
      ...Array.from({ length: 60 }, (_, i) => ({ id: `${900 + i}`, nickname: '会员', avatar: '' })),
    )
    await page.reload()
    await rowOf(page, ANNA).waitFor()
    await expect.poll(() => page.getByRole('listitem').first().getAttribute('aria-setsize')).toBe('61')
    await press('Alt+Comma', 'ArrowDown', 'End')
    await expect.poll(() => focused(page)).toMatch(/^button (?!.*not seen)/)
    await expect.poll(member).toBe('959')
    await press('Home')
    await expect.poll(member).not.toMatch(/^(959)?$/)
    expect(await focused(page)).not.toMatch(/not seen|nothing/)
  })

  test('the menu of a row that another window removes is gone, and the focus is on the next', async () => {
    const removed = await member()
    await press('ContextMenu')
    await page.getByRole('menu').waitFor()
    const key = contactsKey({ appid: 'JH', me: { id: '2', role: 'SALER' } })
    const kept = fromKept(JSON.parse((await page.evaluate((key) => localStorage.getItem(key), key)) ?? ''))
    await page.evaluate(
      ([key, kept]) => {
        const other = document.body.appendChild(document.createElement('iframe'))
        other.contentWindow?.localStorage.setItem(key, kept)
        other.remove()
      },
      [key, JSON.stringify(toKept(without(kept ?? new Map(), removed, Date.now())))] as const,
    )
    await page.getByRole('menu').waitFor({ state: 'detached' })
    await rowOf(page, removed).waitFor({ state: 'detached' })
    await expect.poll(() => focused(page)).toMatch(/^button (?!.*not seen)/)
    await expect.poll(member).not.toBe('')
  })
})
