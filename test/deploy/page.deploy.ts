import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page, Request } from 'playwright'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { launchChromium } from '~test/browser/support/chromium'
import { conversation, PHONE } from '~test/browser/support/talk'
import { type Backend, startBackend } from '~test/support/backend'
import { listen, type Listener } from '~test/support/listener'
import { startCrowd } from './support/crowd'
import { type Nginx, startNginx } from './support/nginx'

const MEMBER = '/?appid=JH&from=200&to=2&fromrole=MEMBER'
const POLL = 'getNewestMsgListByLastTime'
/** Milliseconds that a limit asks for. */
const WAIT = 4_000

let browser: Browser
let backend: Backend
let nginx: Nginx
let page: Page
let host: Listener
let stranger: Listener
const complaints: string[] = []

beforeAll(async () => {
  // pages that carry the desk, and one that may not
  const carrier = () => listen((_, response) => response.setHeader('content-type', 'text/html').end('<body>'))
  ;[host, stranger, backend, browser] = await Promise.all([
    carrier(),
    carrier(),
    startBackend({ rows: conversation(12) }),
    launchChromium(),
  ])
  nginx = await startNginx({
    folder: mkdtempSync(path.join(tmpdir(), 'nginx-')),
    released: inject('released'),
    api: new URL(backend.origin).host,
    framedBy: `'self' ${host.origin}`,
    // longer than the page would wait by itself, and no longer than that
    settings: {
      'add_header Retry-After 5': `add_header Retry-After ${WAIT / 1_000}`,
      // pictures and voices on the page's own origin
      'include snippets/jh-im/upload.conf;': 'location /media/ { proxy_pass http://jh_im_api; }',
    },
  })
  page = await (await browser.newContext({ ...PHONE, timezoneId: 'Asia/Shanghai' })).newPage()
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (line) => /error|warning/.test(line.type()) && complaints.push(line.text()))
})
afterAll(async () => {
  await browser.close()
  await nginx.close()
  await Promise.all([backend.close(), host.stop(), stranger.stop()])
})

const log = () => page.getByRole('log')
const bubble = (text: string) => log().getByRole('article').filter({ hasText: text })
const comes = (text: string) => bubble(text).waitFor({ state: 'attached', timeout: 25_000 })
const notice = () => page.getByRole('status').first().textContent()
const stored = (content: string) => backend.rows.filter((row) => row['content'] === content).length
const writes = async (text: string) => {
  await page.getByRole('textbox').fill(text)
  await page.getByRole('button', { name: '发送', exact: true }).click()
}
/** As when a phone's network is back: nobody waits for a pace that has become slow. */
const wake = () => page.evaluate(() => window.dispatchEvent(new Event('online')))
/** The page shows each message of the conversation once, in order. */
const expectWhole = () => {
  const ids = backend.rows.filter(({ from, to }) => [from, to].includes('200')).map(({ _id }) => _id)
  const shown = () =>
    page
      .locator('[data-message-id]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-message-id')))
  return expect.poll(shown).toEqual(ids)
}

test('a member opens the conversation, hears, writes, sees a picture, and hears a voice, without a complaint of the browser', async () => {
  backend.add({ from: '2', type: 'IMAGE', content: '/media/320x240.png', imageSize: 900 })
  backend.add({ from: '2', type: 'VOICE', content: '/media/voice-4s.amr', voiceLength: 4 })
  await page.goto(nginx.origin + MEMBER)
  await comes('第 11 条')
  const image = page.getByRole('link', { name: '查看图片' }).locator('img')
  await expect.poll(() => image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(320)
  await expectWhole()

  backend.add({ from: '2', content: '您好，请问有什么可以帮您' })
  await comes('您好，请问有什么可以帮您')
  await writes('好的，谢谢')
  await expect.poll(() => bubble('好的，谢谢').textContent()).toContain('未读')
  expect(backend.asked('sendMsg').map(({ body }) => body['content'])).toEqual(['好的，谢谢'])
  await expectWhole()

  await page.getByRole('button', { name: '播放语音 4 秒' }).click()
  await page.getByRole('button', { name: '暂停语音 4 秒' }).waitFor()
  await page.getByRole('link', { name: '查看图片' }).click()
  await page.getByRole('dialog').locator('img').first().waitFor()
  await page.keyboard.press('Escape')
  // parts that are loaded once they are wanted, and a worker, which is held to the policy by the header of its own
  for (const part of ['amr.worker', 'Viewer'])
    await expect.poll(nginx.accessLog).toMatch(new RegExp(`"GET /assets/${part}-[^ ]+ HTTP/1.1" 200 `))
  expect(complaints).toEqual([])
})

test('the backend restarts under load: JSON says so meanwhile, all is well at once after it, and no message is there twice', async () => {
  const crowd = startCrowd(nginx.origin)
  await expect.poll(crowd.heard).toEqual({ polls: [200], sends: [200] })
  await backend.stopListening()
  await crowd.everyone(502)
  await wake()
  await expect.poll(notice, { timeout: 25_000 }).toContain('服务器暂时没有回应')
  await writes('重启时写的')
  backend.add({ from: '2', content: '重启时来的' })
  await backend.listenAgain()
  crowd.mark()
  await crowd.everyone(200)
  const { before, after, odd } = await crowd.stop()
  expect(odd).toEqual([])
  expect(before.filter((status) => ![200, 502, 503, 504].includes(status))).toEqual([])
  expect(after.filter((status) => status !== 200)).toEqual([])
  const times = crowd.sent().map(({ content, status }) => ({ status, stored: stored(content) }))
  expect(times.filter(({ stored }) => stored > 1)).toEqual([])
  expect(times.filter(({ status, stored }) => status === 200 && stored !== 1)).toEqual([])
  await wake()
  await comes('重启时来的')
  await expect.poll(() => bubble('重启时写的').textContent(), { timeout: 25_000 }).toContain('未读')
  expect(stored('重启时写的')).toBe(1)
  await expect.poll(notice, { timeout: 25_000 }).not.toContain('服务器暂时没有回应')
  await expectWhole()
})

test('the cable is cut: the page says so, and has lost and doubled nothing when it is mended', async () => {
  await nginx.stop()
  await wake()
  await expect.poll(notice, { timeout: 25_000 }).toContain('网络断开，正在重试')
  await writes('断开时写的')
  backend.add({ from: '2', content: '断开时来的' })
  await nginx.start()
  await wake()
  await comes('断开时来的')
  await expect.poll(() => bubble('断开时写的').textContent(), { timeout: 25_000 }).toContain('未读')
  expect(stored('断开时写的')).toBe(1)
  await expect.poll(notice, { timeout: 25_000 }).not.toContain('网络断开')
  await expectWhole()
})

test('it is told to wait by a limit, and does', async () => {
  const polls: Request[] = []
  page.on('request', (request) => request.url().includes(POLL) && polls.push(request))
  const refused = page.waitForResponse(
    (response) => response.url().includes(POLL) && response.status() === 429,
  )
  const flood = { goesOn: true }
  void refused.then(() => (flood.goesOn = false))
  while (flood.goesOn)
    await Promise.all(
      Array.from({ length: 20 }, () => fetch(`${nginx.origin}/api/im/${POLL}${MEMBER.slice(1)}`)),
    )
  const first = (await refused).request()
  await expect.poll(() => polls.at(-1) !== first, { timeout: 25_000 }).toBe(true)
  const next = polls[polls.indexOf(first) + 1]
  expect((await next?.response())?.status()).toBe(200)
  const { startTime, responseStart } = first.timing()
  expect((next?.timing().startTime ?? 0) - (startTime + responseStart)).toBeGreaterThanOrEqual(WAIT)
})

test('a page of another origin that opens or frames the desk can talk with it, and a third one cannot frame it', async () => {
  const desk = `${nginx.origin}/?appid=JH&from=2&fromrole=SALER`
  const carrier = await (await browser.newContext()).newPage()
  const blocked: string[] = []
  carrier.on('console', (line) => /frame-ancestors/.test(line.text()) && blocked.push(line.text()))
  await carrier.goto(host.origin)
  const opened = carrier.waitForEvent('popup')
  const answered = carrier.evaluate((url) => {
    window.open(url)
    return new Promise((heard) => window.addEventListener('message', (event) => heard(event.data)))
  }, desk)
  const popup = await opened
  await popup.waitForLoadState()
  expect(await popup.evaluate(() => window.opener !== null)).toBe(true)
  await popup.evaluate((origin) => (window.opener as Window | null)?.postMessage('jh', origin), host.origin)
  expect(await answered).toBe('jh')

  const frame = (url: string) =>
    carrier.evaluate(
      (src) => document.body.append(Object.assign(document.createElement('iframe'), { src })),
      url,
    )
  await frame(desk)
  await carrier
    .frameLocator('iframe')
    .getByRole('main')
    .or(carrier.frameLocator('iframe').getByRole('navigation'))
    .first()
    .waitFor()
  expect(blocked).toEqual([])
  await carrier.goto(stranger.origin)
  await frame(desk)
  await expect.poll(() => blocked.length).toBeGreaterThan(0)
})
