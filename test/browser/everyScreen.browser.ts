import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { drawnBy } from '~test/browser/support/access/forced'
import { survey } from '~test/browser/support/access/survey'
import { launchChromium } from '~test/browser/support/chromium'
import { AFTERNOON } from '~test/browser/support/afternoon'
import { hurried, MINUTE, PC, PHONE } from '~test/browser/support/talk'
import { type Backend, startBackend } from '~test/support/backend'
import { aRow, type Row } from '~test/support/rows'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const ADDRESS = '/?appid=JH&from=200&to=2&fromrole=MEMBER'
const long = '这是一句很长的话，用来看气泡怎样换行。'.repeat(5)

/** Something of every kind, from both sides. */
const allKinds = (): Row[] =>
  [
    { from: '2', content: '您好', bustype: 'GOOD_CHAT', busid: '1234567890' },
    { from: '200', content: long },
    { from: '2', content: `请看 https://example.com/${'a'.repeat(120)} 和 https://example.com/b` },
    { from: '200', content: 'https://example.com/c' },
    { from: '2', type: 'IMAGE', content: '/media/320x240.png' },
    { from: '200', type: 'IMAGE', content: '/media/640x480.png' },
    { from: '2', type: 'IMAGE', content: '/media/missing.png' },
    { from: '2', type: 'VIDEO', content: 'x.mp4' },
    { from: '2', type: 'VOICE', content: '/media/nothing.mp3', voiceLength: 3 },
    { from: '200', type: 'VOICE', content: '/media/voice-4s.mp3', voiceLength: 1 },
    { from: '2', type: 'VOICE', content: '/media/voice-4s.mp3', voiceLength: 4 },
    { from: '200', content: '好的' },
  ].map((fields, i) => aRow({ status: 1, ...fields }, Date.now() - (40 - i) * MINUTE))

async function openMember(options: BrowserContextOptions) {
  const edit = (html: string) =>
    hurried(html).replace('<head>', '<head><meta name="jh-upload-url" content="/up" />')
  const backend = await startBackend({ dist: inject('dist'), rows: allKinds(), edit })
  // which is said above where one writes
  backend.online.delete('2')
  const context = await browser.newContext({ timezoneId: AFTERNOON, locale: 'zh-CN', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  await page.addInitScript(() => {
    // a microphone that hums
    const getUserMedia = () => {
      const context = new AudioContext()
      const hum = context.createOscillator()
      const out = context.createMediaStreamDestination()
      hum.connect(out)
      hum.start()
      return Promise.resolve(out.stream)
    }
    Object.defineProperty(navigator, 'mediaDevices', { value: { getUserMedia, enumerateDevices: () => [] } })
  })
  await page.goto(backend.origin + ADDRESS)
  await page.getByText('好的', { exact: true }).waitFor()
  await page.getByRole('button', { name: '表情' }).waitFor()
  await page.getByText('客服不在线，留言后会回复').waitFor()
  await page.waitForTimeout(1_500)
  return { backend, page }
}

describe.each([
  ['a phone', PHONE, 44],
  ['a PC', PC, 32],
] as const)('the conversation on %s', (device, options, target) => {
  let backend: Backend
  let page: Page
  beforeAll(async () => {
    ;({ backend, page } = await openMember(options))
  })
  afterAll(async () => {
    await page.context().close()
    await backend.close()
  })
  const found = () => survey(page, { target, narrow: device === 'a phone', large: device === 'a PC' })
  const message = (text: string) => page.getByRole('log').getByRole('article').filter({ hasText: text })
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const write = async (text: string) => {
    await page.getByRole('textbox', { name: '输入消息' }).fill(text)
    await button(/^发送$/).click()
  }

  test('all kinds', async () => {
    expect.soft(await found()).toEqual([])
  })

  test.skipIf(device === 'a PC')('whose a message is, where colours are forced', async () => {
    await page.emulateMedia({ forcedColors: 'active' })
    const [mine, theirs] = await Promise.all([
      drawnBy(message('好的').locator('[data-bubble]')),
      drawnBy(message('您好').locator('[data-bubble]')),
    ])
    expect(mine).not.toEqual([])
    expect(theirs).not.toEqual([])
    expect(mine).not.toEqual(theirs)
    await page.emulateMedia({ forcedColors: 'none' })
  })

  test('a voice that plays, and one that cannot', async () => {
    await button('播放语音 3 秒').click()
    await page.getByRole('link', { name: /下载/ }).waitFor()
    await button('播放语音 4 秒').click()
    await page.getByRole('slider').waitFor()
    // grounds are those of the page where colours are forced: what has a meaning is drawn otherwise
    await page.emulateMedia({ forcedColors: 'active' })
    const [ground, dot, progress] = await Promise.all([
      page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor),
      page
        .getByRole('img', { name: '未播放' })
        .first()
        .evaluate((one) => {
          const { borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(one)
          return borderTopWidth === '0px' ? backgroundColor : borderTopColor
        }),
      page
        .locator('[role="slider"] > span')
        .first()
        .evaluate((one) => getComputedStyle(one).backgroundColor),
    ])
    expect.soft(dot).not.toBe(ground)
    expect.soft(progress).not.toBe(ground)
    await page.emulateMedia({ forcedColors: 'none' })
    // it would come to its end meanwhile
    await button('暂停语音 4 秒').click()
    await page.getByRole('slider').waitFor()
    expect.soft(await found()).toEqual([])
  })

  test('the menu of a message', async () => {
    await message('您好').locator('[data-bubble]').click({ button: 'right' })
    await page.getByRole('menu').waitFor()
    expect.soft(await found()).toEqual([])
    await page.keyboard.press('Escape')
  })

  test('the emoji', async () => {
    await page.emulateMedia({ forcedColors: 'active' })
    const closed = await drawnBy(button('表情'))
    await button('表情').click()
    const panel = page.getByRole('group', { name: '表情' })
    await panel.waitFor()
    expect.soft(await drawnBy(button('表情'))).not.toEqual(closed)
    await page.emulateMedia({ forcedColors: 'none' })
    expect.soft(await found()).toEqual([])
    if (device === 'a PC') return button('表情').click()
    // a group is drawn once it comes into view, and is as high before: nothing jumps as one scrolls
    const groups = await panel.getByRole('group').all()
    expect(groups.length).toBeGreaterThan(3)
    const looks = () =>
      Promise.all(
        groups.map((one) =>
          one.evaluate((it) => ({
            isDrawn: it.firstElementChild?.checkVisibility({ contentVisibilityAuto: true }),
            height: it.getBoundingClientRect().height,
          })),
        ),
      )
    await groups[0]?.evaluate((one) => one.scrollIntoView())
    await expect.poll(async () => (await looks()).map(({ isDrawn }) => isDrawn).slice(-1)).toEqual([false])
    const before = await looks()
    for (const [i, one] of groups.entries()) {
      await one.evaluate((it) => it.scrollIntoView())
      await expect.poll(async () => (await looks())[i]?.isDrawn).toBe(true)
      const { height } = (await looks())[i] ?? { height: NaN }
      expect.soft(Math.abs(height - (before[i]?.height ?? NaN))).toBeLessThanOrEqual(4)
    }
    await button('表情').click()
  })

  test.skipIf(device === 'a PC')('the search', async () => {
    await button('搜索消息').click()
    await page.getByRole('searchbox').waitFor()
    await page.getByRole('searchbox').fill('好')
    await page.locator('[data-hit]').first().waitFor()
    expect.soft(await found()).toEqual([])
    await page.emulateMedia({ forcedColors: 'active' })
    expect.soft(await drawnBy(page.locator('[data-hit] mark').first())).toContain('it: underline')
    // the message that one was led to
    await page.locator('[data-hit]').last().click()
    await page.locator('.marked').waitFor()
    expect(await drawnBy(page.locator('.marked'))).toContain('it: solid outline of 2px')
    await page.emulateMedia({ forcedColors: 'none' })
  })

  test('pictures before they are sent', async () => {
    const file = { name: '照片.png', mimeType: 'image/png', buffer: PIXEL }
    await page.locator('input[type=file]').first().setInputFiles([file, file])
    await button('发送 2 张').waitFor()
    expect.soft(await found()).toEqual([])
    await button('取消').click()
  })

  test.skipIf(device === 'a PC')('the recorder', async () => {
    await button(/^语音$/).click()
    await page.getByRole('timer').waitFor()
    await page.waitForTimeout(1_500)
    expect.soft(await found()).toEqual([])
    await button('完成').click()
    await button('发送语音').waitFor()
    expect.soft(await found()).toEqual([])
    await button('取消').or(button('关闭')).first().click()
  })

  test.skipIf(device === 'a PC')('the viewer', async () => {
    await page.getByRole('link', { name: '查看图片' }).first().click()
    await page.getByRole('dialog', { name: '图片浏览' }).waitFor()
    await page.waitForTimeout(500)
    expect.soft(await found()).toEqual([])
    await page.keyboard.press('Escape')
  })

  test('a message that was not sent, and one of which nobody knows', async () => {
    backend.fail('sendMsg', { status: 400, body: '{"success":false,"message":"不可以"}' })
    await write('没有发出去的一句')
    await message('没有发出去的一句').getByRole('button', { name: '重新发送' }).waitFor()
    backend.fail('sendMsg', 'ackLost')
    backend.fail('getNewestMsgListByLastTime', 'hang')
    backend.fail('getMsgListByPageAndUserId', 'hang')
    await write('不知道发没发出去')
    await message('不知道发没发出去').getByText('确认中').waitFor()
    expect.soft(await found()).toEqual([])
  })

  test.skipIf(device === 'a PC')('without a network', async () => {
    backend.fail('getNewestMsgListByLastTime', 'reset')
    backend.fail('getMsgListByPageAndUserId', 'reset')
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await page.getByText('网络断开，正在重试').first().waitFor({ timeout: 30_000 })
    await page.getByRole('log').evaluate((log) => (log.scrollTop = 0))
    expect.soft(await found()).toEqual([])
  })

  test.skipIf(device === 'a PC')('signed out', async () => {
    backend.fail('getNewestMsgListByLastTime', { status: 401 })
    backend.fail('getMsgListByPageAndUserId', { status: 401 })
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await page.getByText('登录已失效，请重新进入').first().waitFor({ timeout: 30_000 })
    expect.soft(await found()).toEqual([])
  })

  test.skipIf(device === 'a PC')('the diagnosis', async () => {
    await page.keyboard.press('Control+Alt+Shift+KeyD')
    await page.getByRole('dialog', { name: '诊断信息' }).waitFor()
    expect.soft(await found()).toEqual([])
    await page.keyboard.press('Escape')
  })
})

/** What the screens say that tell what is wrong, and in which colours they are looked at: the words alone are others in English. */
const SAID = {
  'zh-CN': {
    schemes: 'all',
    none: '发一条消息，开始对话',
    reload: '刷新',
    failed: '暂时看不到消息',
    offline: '网络断开，正在重试',
    signedOut: '登录已失效，请重新进入',
    copy: '复制诊断信息',
    retry: '重试',
  },
  en: {
    schemes: 'light',
    none: 'Send a message to start',
    reload: 'Reload',
    failed: 'Messages cannot be shown yet',
    offline: 'Offline, retrying',
    signedOut: 'Signed out, please open the chat again',
    copy: 'Copy diagnosis',
    retry: 'Retry',
  },
} as const

describe.each(['zh-CN', 'en'] as const)('where there is no conversation, in %s', (lang) => {
  const { schemes, ...said } = SAID[lang]
  const address = `${ADDRESS}&lang=${lang}`
  const polls = ['getNewestMsgListByLastTime', 'getMsgListByPageAndUserId'] as const
  let backend: Backend
  let page: Page
  beforeAll(async () => {
    const edit = (html: string) =>
      html.replace('<head>', '<head><meta name="jh-identity-url" content="/media/whoami" />')
    backend = await startBackend({ dist: inject('dist'), edit: (html) => (isHosted ? edit(html) : html) })
    const context = await browser.newContext({ timezoneId: AFTERNOON, locale: 'zh-CN', ...PHONE })
    page = await context.newPage()
    await page.addInitScript(() => {
      // of such a page nothing can be drawn
      if (!location.search.includes('crash')) return
      Object.defineProperty(document, 'title', {
        get: () => '客服会话',
        set: () => {
          throw new Error('no title')
        },
      })
    })
  })
  afterAll(async () => {
    await page.context().close()
    await backend.close()
  })
  let isHosted = false
  const found = () => survey(page, { target: 44, schemes })

  test('nothing was said yet, and a newer release is there', async () => {
    await page.goto(backend.origin + address)
    await page.getByText(said.none).waitFor()
    await page.evaluate(() => window.dispatchEvent(new Event('vite:preloadError', { cancelable: true })))
    await page.getByRole('button', { name: said.reload }).waitFor()
    expect.soft(await found()).toEqual([])
  })

  // in Chinese that was looked at above
  test.skipIf(lang === 'zh-CN')('one is signed out', async () => {
    for (const poll of polls) backend.fail(poll, { status: 401 })
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await page.getByText(said.signedOut).first().waitFor({ timeout: 30_000 })
    expect.soft(await found()).toEqual([])
    // what one can do stands together, on a phone below the words
    const top = async (name: string) => (await page.getByRole('button', { name }).boundingBox())?.y
    expect.soft(await top('Clear this browser')).toBe(await top('Retry'))
  })

  test('the messages do not come', async () => {
    for (const poll of polls) backend.fail(poll, { status: 500 })
    await page.reload()
    await page.getByText(said.failed).waitFor()
    expect.soft(await found()).toEqual([])
  })

  test('there is no network as it opens', async () => {
    for (const poll of polls) backend.fail(poll, 'reset')
    await page.getByText(said.offline).first().waitFor({ timeout: 30_000 })
    expect.soft(await found()).toEqual([])
    backend.heal()
  })

  test('the address is wrong', async () => {
    await page.goto(
      `${backend.origin}/?appid=JH&from=200&fromrole=NOBODY&bustype=${'x'.repeat(300)}&lang=${lang}`,
    )
    await page.getByRole('heading').waitFor()
    expect.soft(await found()).toEqual([])
  })

  test('the page cannot be drawn', async () => {
    await page.goto(`${backend.origin}${address}&crash=1`)
    await page.getByRole('alert').waitFor()
    await page.getByRole('button', { name: said.copy }).waitFor()
    expect.soft(await found()).toEqual([])
  })

  test('the host does not say who is looking', async () => {
    isHosted = true
    await page.goto(backend.origin + address)
    await page.getByRole('button', { name: said.retry }).waitFor()
    expect.soft(await found()).toEqual([])
  })
})

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
