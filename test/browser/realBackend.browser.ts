import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, Page, Request } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { launchChromium } from '~test/browser/support/chromium'
import { type Backend, startBackend } from '~test/support/backend'
import { sampleRows } from '~test/support/samples'

const ADDRESS = '/?appid=JH&from=200&to=2&fromrole=MEMBER'
const samples = [...sampleRows('getNewestMsgListByLastTime'), ...sampleRows('getMsgListByPageAndUserId')]
const inOrder = [...samples]
  .sort((a, b) => a.sendtime - b.sendtime || (a._id < b._id ? -1 : 1))
  .map(({ _id }) => _id)

/** Two polls at the active pace, and what a busy machine takes. */
const SOON = { timeout: 10_000 }

let browser: Browser
let backend: Backend
let page: Page
let complaints: string[]

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())
beforeEach(async () => {
  backend = await startBackend({ dist: inject('dist'), rows: samples })
  const context = await browser.newContext({
    viewport: { width: 375, height: 667 },
    timezoneId: 'Asia/Shanghai',
    locale: 'zh-CN',
  })
  page = await context.newPage()
  complaints = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (line) => {
    if (/Content.Security.Policy|refused to/i.test(line.text())) complaints.push(line.text())
  })
})
afterEach(async () => {
  await page.context().close()
  await backend.close()
  expect(complaints).toEqual([])
})

const ids = () =>
  page
    .locator('[data-message-id]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-message-id')))
const lasttimes = () =>
  backend.requests
    .filter(({ path }) => path.endsWith('getNewestMsgListByLastTime'))
    .map(({ query }) => query['lasttime'])
const open = async () => {
  await page.goto(backend.origin + ADDRESS)
  await page.locator('[data-message-id]').first().waitFor()
}
const bubbles = () => page.locator('[data-bubble]').allTextContents()
const notice = (page: Page) => page.getByRole('status').first()
/** All that is told from now on: some of it stands for a few seconds, in which a busy machine may not come to look. */
const notices = () =>
  notice(page).evaluateHandle((line) => {
    const texts: (string | null)[] = []
    const look = () => void texts.push(line.textContent)
    new MutationObserver(look).observe(line, { subtree: true, childList: true, characterData: true })
    return texts
  })

describe('the built page before a plain HTTP backend with the documented messages', () => {
  test('F37 shows each once, in order, at its true time', async () => {
    await open()
    expect(await ids()).toEqual(inOrder)
    expect(await page.locator('[data-time]').allTextContents()).toEqual([
      '2017年8月16日 09:44',
      '2017年8月16日 09:50',
    ])
    expect(await page.getByText('17:50').count()).toBe(0)
  })

  test('a new message arrives, and lasttime moves on to it', async () => {
    await open()
    await expect.poll(lasttimes, SOON).toContain('1502877055334')
    const added = backend.add({ from: '2', content: '您好，请问有什么可以帮您' })
    await page.getByRole('log').getByText('您好，请问有什么可以帮您').waitFor()
    await expect.poll(() => lasttimes().at(-1), SOON).toBe(String(added['sendtime']))
    expect((await ids()).length).toBe(inOrder.length + 1)
    expect(lasttimes().every((text) => text?.length === 13)).toBe(true)
  })

  test('a text is sent as a form, stands there at once, and stays one bubble', async () => {
    await open()
    await page.getByRole('textbox', { name: '输入消息' }).fill('好的，谢谢')
    await page.getByRole('button', { name: '发送' }).click()
    await page.getByText('好的，谢谢').waitFor()
    await expect.poll(() => backend.rows.some(({ content }) => content === '好的，谢谢')).toBe(true)
    const [sent] = backend.asked('sendMsg')
    expect(sent?.body).toMatchObject({
      appid: 'JH',
      from: '200',
      to: '2',
      fromrole: 'MEMBER',
      type: 'TEXT',
      f_nickname: 'LAUFEN',
    })
    await expect.poll(async () => (await ids()).at(-1), SOON).toBe(backend.rows.at(-1)?._id)
    expect((await bubbles()).filter((text) => text === '好的，谢谢')).toHaveLength(1)
  })

  test('F1 a server that dies and comes back costs no message, and the page says what is going on', async () => {
    await open()
    await backend.stopListening()
    await expect.poll(() => notice(page).textContent(), { timeout: 15_000 }).toContain('网络断开，正在重试')
    expect(await ids()).toEqual(inOrder)
    backend.add({ from: '2', content: '回来了' })
    await backend.listenAgain()
    const told = await notices()
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await page.getByRole('log').getByText('回来了').waitFor()
    await expect.poll(() => told.jsonValue(), SOON).toContainEqual(expect.stringContaining('网络已恢复'))
    await expect.poll(() => notice(page).textContent(), { timeout: 10_000 }).toBe('')
  })

  test('F1 what tells of trouble comes with the first answer, where the server died before it was there', async () => {
    const parts = /\/assets\/(ConnectionTrouble|SendTrouble|UnsentNotice)-/
    const failed: string[] = []
    page.on('requestfailed', (request) => parts.test(request.url()) && failed.push(request.url()))
    await page.route(parts, (route) => route.abort())
    await open()
    await expect.poll(() => failed.length).toBe(3)
    await backend.stopListening()
    await expect.poll(() => notice(page).textContent(), { timeout: 15_000 }).toContain('网络断开，正在重试')
    await page.unroute(parts)
    await backend.listenAgain()
    const told = await notices()
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await expect.poll(() => told.jsonValue(), SOON).toContainEqual(expect.stringContaining('网络已恢复'))
    const came = () => backend.requests.map(({ path }) => parts.exec(path)?.[1])
    await expect.poll(came).toEqual(expect.arrayContaining(['SendTrouble', 'UnsentNotice']))
  })

  test('what looks again is asked for again where it did not arrive', async () => {
    const part = /\/assets\/sweep-/
    await page.route(part, (route) => route.abort())
    const failed = page.waitForEvent('requestfailed', (request) => part.test(request.url()))
    await open()
    await failed
    await page.unroute(part)
    const newest = [...samples].sort((a, b) => b.sendtime - a.sendtime)[0]!
    // no poll brings it
    const late = {
      ...newest,
      _id: newest._id.replace(/.$/, '0'),
      content: '迟到的',
      sendtime: newest.sendtime - 1,
    }
    backend.rows.push(late)
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await expect.poll(ids, SOON).toContain(late._id)
  })

  test('a backend without history opens by polls alone', async () => {
    backend.fail('getMsgListByPageAndUserId', { status: 404 })
    await open()
    expect(await ids()).toEqual(inOrder)
    expect(lasttimes()[0]).toBe('0000000000000')
  })

  test('F73 a picture and voices work under the content security policy, and are told no referrer', async () => {
    const requests: Request[] = []
    page.on('request', (request) => request.url().includes('/media/') && requests.push(request))
    backend.add({ from: '2', type: 'IMAGE', content: '/media/320x240.png', imageSize: 900 })
    backend.add({ from: '2', type: 'VOICE', content: '/media/voice-4s.mp3', voiceLength: 4 })
    backend.add({ from: '2', type: 'VOICE', content: '/media/voice-4s.amr', voiceLength: 9 })
    await open()
    const image = page.getByRole('link', { name: '查看图片' }).locator('img')
    await expect.poll(() => image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(320)
    await page.getByRole('button', { name: '播放语音 4 秒' }).click()
    await page.getByRole('button', { name: '暂停语音 4 秒' }).waitFor()
    await page.getByRole('button', { name: '播放语音 9 秒' }).click()
    await page.getByRole('slider', { name: '播放进度' }).waitFor()
    await page.getByRole('button', { name: '暂停语音 9 秒' }).waitFor()
    const referrers = await Promise.all(requests.map((request) => request.headerValue('referer')))
    expect(referrers.length).toBeGreaterThanOrEqual(3)
    expect(referrers.filter(Boolean)).toEqual([])
  })

  test('F84 the build has no mock, and only the settings that the page reads', async () => {
    const all = (await readdir(inject('dist'), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
    expect(all.filter((name) => /mock/i.test(path.basename(name)))).toEqual([])
    const code = await Promise.all(all.map((name) => readFile(name, 'utf8')))
    const mock = /\bmsw\b|mockServiceWorker|serviceWorker\.register|~mock/g
    const settings = /BASE_URL:|PROD:!0|VITE_API_TARGET/g
    for (const traces of [mock, settings])
      expect(code.flatMap((text) => text.match(traces) ?? [])).toEqual([])
  })

  test('F83 what somebody injects on the way is blocked, the page works on, and no worker stands in between', async () => {
    await open()
    const blocked = await page.evaluate(async () => {
      const directives: string[] = []
      document.addEventListener('securitypolicyviolation', (event) =>
        directives.push(event.effectiveDirective),
      )
      const script = document.createElement('script')
      script.textContent = 'document.body.dataset.injected = "yes"'
      const style = document.createElement('style')
      style.textContent = '* { display: none !important }'
      const image = document.createElement('div')
      image.setAttribute('onclick', 'document.body.dataset.injected = "yes"')
      document.body.append(script, style, image)
      image.click()
      await new Promise((resolve) => setTimeout(resolve, 100))
      return [...new Set(directives)].sort()
    })
    expect(blocked).toEqual(['script-src-attr', 'script-src-elem', 'style-src-elem'])
    complaints = []
    expect(await page.locator('body').getAttribute('data-injected')).toBeNull()
    const workers = () => navigator.serviceWorker.getRegistrations().then((all) => all.length)
    expect(await page.evaluate(workers)).toBe(0)
    backend.add({ from: '2', content: '还在' })
    await page.getByRole('log').getByText('还在').waitFor()
  })

  test('F85 a part that a new release has removed: the page works on, says so, and a reload loses nothing', async () => {
    const english = '**/assets/words.en-*.js'
    // the words fail before the messages have come
    backend.delay('/api/im/getMsgListByPageAndUserId', 500)
    await page.route(english, (route) => route.fulfill({ status: 404 }))
    await page.goto(`${backend.origin}${ADDRESS}&lang=en`)
    await page.getByRole('alert').getByText('有新版本，点按刷新').waitFor()
    await expect.poll(ids).toEqual(inOrder)
    await page.getByRole('textbox', { name: '输入消息' }).fill('写到一半')
    await page.unroute(english)
    await page.getByRole('button', { name: '刷新', exact: true }).click()
    const box = page.getByRole('textbox', { name: 'Message' })
    await box.waitFor()
    expect(await box.inputValue()).toBe('写到一半')
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  test('F86 rows that throw while they are drawn leave the page, the polls and the console alone', async () => {
    const lines: string[] = []
    page.on('console', (line) => lines.push(line.text()))
    await page.addInitScript(() => {
      const value = () => {
        throw new Error('planted')
      }
      Reflect.defineProperty(Date.prototype, 'toISOString', { value })
    })
    await open()
    expect(await ids()).toEqual(inOrder)
    expect(await page.locator('[data-time]').count()).toBe(0)
    backend.add({ from: '2', content: '还在' })
    await page.getByRole('log').getByText('还在').waitFor()
    expect(lines).toEqual([])
  })
})
