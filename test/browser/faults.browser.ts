import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchChromium } from '~test/browser/support/chromium'
import { atRest } from '~test/browser/support/follow'
import { type Backend, startBackend } from '~test/support/backend'
import { type Fault, faults } from '~test/support/faults'

const ADDRESS = '/?appid=JH&from=200&to=2&fromrole=MEMBER'
const POLL = 'getNewestMsgListByLastTime'
const HISTORY = 'getMsgListByPageAndUserId'

let browser: Browser
let backend: Backend
let context: BrowserContext
let page: Page

beforeAll(async () => {
  // Playwright's flag would keep every page out of the back/forward cache
  browser = await launchChromium({ whole: true, ignoreDefaultArgs: ['--disable-back-forward-cache'] })
  backend = await startBackend({ dist: inject('dist') })
  context = await browser.newContext({ viewport: { width: 375, height: 667 }, timezoneId: 'Asia/Shanghai' })
  // time runs as ever, and can be made to jump
  await context.clock.install()
  page = await open()
})
afterAll(async () => {
  await browser.close()
  await backend.close()
})

async function open(): Promise<Page> {
  if (backend.rows.length === 0) backend.add({ from: '2', content: '您好' })
  const opened = await context.newPage()
  await opened.goto(backend.origin + ADDRESS)
  await opened.locator('[data-message-id]').first().waitFor()
  return opened
}
const bubbles = (on = page) => on.getByRole('log').locator('[data-bubble]').allTextContents()
const bubble = (text: string, on = page) => on.getByRole('article').filter({ hasText: text })
const notice = () => page.getByRole('status').first().textContent()
const stored = (content: string) => backend.rows.filter((row) => row['content'] === content).length
const writes = async (text: string, on = page) => {
  await on.getByRole('textbox').fill(text)
  await on.getByRole('button', { name: '发送' }).click()
}
/** The page asks at once, as it does when the network may be back; not if it has just asked. */
const asks = async () => {
  await page.clock.fastForward(400)
  const before = backend.asked(POLL).length
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await page.clock.fastForward(300)
  await expect.poll(() => backend.asked(POLL).length, { interval: 20 }).toBeGreaterThan(before)
}
/** What is told of two polls that fail: the messages stay, and all is well again when the server is. */
async function toldOf(fault: Fault): Promise<string | null> {
  const shown = await bubbles()
  backend.fail(POLL, fault)
  await asks()
  await page.waitForTimeout(50)
  await asks()
  await expect.poll(notice, { interval: 20 }).not.toMatch(/^$|网络已恢复/)
  const told = await notice()
  expect(await bubbles()).toEqual(shown)
  backend.heal()
  await asks()
  await expect.poll(notice, { interval: 20 }).toContain('网络已恢复')
  return told
}

describe('one page lives through', () => {
  test('F1 a connection that is reset', async () => {
    expect(await toldOf('reset')).toContain('网络断开，正在重试')
  })
  test('F5 a server that fails', async () => {
    expect(await toldOf(faults.broken)).toContain('服务器暂时没有回应')
  })
  test('F7 a session that has ended', async () => {
    expect(await toldOf(faults.unauthorized)).toContain('登录已失效')
  })
  test('F9 an answer without anything in it', async () => {
    expect(await toldOf(faults.noContent)).toContain('无法识别')
  })
  test('F10 a sign-in page', async () => {
    expect(await toldOf(faults.webPage)).toContain('当前网络需要登录认证')
  })
  test('F15 an answer that ends half-way', async () => {
    expect(await toldOf(faults.truncated)).toContain('无法识别')
  })
  test('F15 an answer that cannot be unpacked', async () => {
    const notPacked = { status: 200, headers: { 'content-encoding': 'gzip' }, body: 'no gzip' }
    expect(await toldOf(notPacked)).toContain('网络断开，正在重试')
  })
  test('F11 an answer that leads to another place: it is not followed', async () => {
    const elsewhere = await startBackend()
    const headers = { 'access-control-allow-origin': '*', 'content-type': 'application/json' }
    elsewhere.fail(POLL, { status: 200, headers, body: '{"success":true,"data":[]}' })
    const location = `${elsewhere.origin}/api/im/${POLL}`
    expect(await toldOf({ status: 302, headers: { location } })).toContain('网络断开，正在重试')
    expect(elsewhere.requests).toEqual([])
    await elsewhere.close()
  })

  test('F2 a poll that hangs: it is given up after 10 s, and alone until then', async () => {
    backend.fail(POLL, 'hang')
    await asks()
    const before = backend.asked(POLL).length
    await page.clock.fastForward(9_000)
    expect(await notice()).toContain('网络较慢')
    expect(backend.asked(POLL)).toHaveLength(before)
    backend.heal()
    backend.add({ from: '2', content: '挂起时来的' })
    await page.clock.fastForward(1_100)
    await page.clock.fastForward(5_000)
    await bubble('挂起时来的').waitFor()
  })

  test('F3 a body that stalls half-way: the same', async () => {
    backend.fail(POLL, 'stall')
    await asks()
    await page.waitForTimeout(100)
    backend.heal()
    backend.add({ from: '2', content: '停顿时来的' })
    await page.clock.fastForward(9_000)
    expect(await notice()).toContain('网络较慢')
    await page.clock.fastForward(1_100)
    await page.clock.fastForward(5_000)
    await expect.poll(() => bubble('停顿时来的').count()).toBe(1)
  })

  test('F6 a server that wants to be left alone for a minute', async () => {
    backend.fail(POLL, faults.tooMany(60))
    await asks()
    await page.waitForTimeout(100)
    const before = backend.asked(POLL).length
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await page.clock.fastForward(30_000)
    await page.clock.fastForward(29_000)
    await page.waitForTimeout(100)
    expect(backend.asked(POLL)).toHaveLength(before)
    backend.heal()
    await page.clock.fastForward(8_000)
    await expect.poll(() => backend.asked(POLL).length, { interval: 20 }).toBeGreaterThan(before)
  })

  test('F18 a night’s sleep: it asks once, and sweeps once', async () => {
    await asks()
    // nothing of before is under way: a return of the network is acted upon within a second, by a poll and a sweep
    await page.clock.fastForward(1_500)
    await atRest(() => Promise.resolve(backend.requests.length))
    const before = { polls: backend.asked(POLL).length, sweeps: backend.asked(HISTORY).length }
    backend.add({ from: '2', content: '早' })
    await page.clock.fastForward('08:00:00')
    await page.waitForTimeout(100)
    await page.clock.fastForward(400)
    await bubble('早').waitFor()
    await page.waitForTimeout(300)
    expect(backend.asked(POLL).length - before.polls).toBeLessThanOrEqual(2)
    expect(backend.asked(HISTORY).length - before.sweeps).toBe(1)
  })

  test('F53 an acknowledgement that is lost: one message on either side', async () => {
    await asks()
    backend.fail('sendMsg', 'ackLost')
    await writes('确认丢了')
    await expect.poll(() => stored('确认丢了')).toBe(1)
    await expect.poll(() => bubble('确认丢了').textContent()).toContain('未读')
    backend.heal()
    expect(stored('确认丢了')).toBe(1)
    expect((await bubbles()).filter((text) => text === '确认丢了')).toHaveLength(1)
  })

  test('F61 a network that is gone: what is written waits, and goes out once when it is back', async () => {
    await context.setOffline(true)
    await page.clock.fastForward(12_000)
    await writes('没网时写的')
    await expect.poll(() => bubble('没网时写的').textContent()).toContain('等待网络')
    await page.clock.fastForward(20_000)
    expect(stored('没网时写的')).toBe(0)
    await context.setOffline(false)
    await page.clock.fastForward(300)
    await expect.poll(() => stored('没网时写的')).toBe(1)
    await expect.poll(() => bubble('没网时写的').textContent()).toContain('未读')
    expect(stored('没网时写的')).toBe(1)
  })

  test('F63 a storage that is full to the last byte', async () => {
    await page.evaluate(() => {
      for (let size = 2 ** 22; size > 0; size = Math.floor(size / 2)) {
        try {
          for (let i = 0; ; i += 1) localStorage.setItem(`full-${size}-${i}`, 'x'.repeat(size))
        } catch {
          // half as much may still fit
        }
      }
    })
    await asks()
    await writes('存储满了')
    await expect.poll(() => bubble('存储满了').textContent()).toContain('未读')
    expect(stored('存储满了')).toBe(1)
    await page.evaluate(() => localStorage.clear())
  })

  test('F60 a reload while a message is under way: it is looked for, and never posted again', async () => {
    await asks()
    backend.fail('sendMsg', 'hang')
    const posts = backend.asked('sendMsg').length + 1
    await writes('重载时写的')
    await expect.poll(() => backend.asked('sendMsg').length).toBe(posts)
    await page.reload()
    await expect.poll(() => bubble('重载时写的').textContent()).toContain('确认中')
    backend.heal()
    backend.add({ from: '200', content: '重载时写的' })
    await asks()
    await expect.poll(() => bubble('重载时写的').textContent()).toContain('未读')
    expect(await bubble('重载时写的').count()).toBe(1)
    expect(backend.asked('sendMsg')).toHaveLength(posts)
  })

  test('F21 the back/forward cache: it comes back as it was, catches up, and asks as one page', async () => {
    await page.evaluate(() => Object.assign(window, { before: true }))
    backend.fail(POLL, 'hang')
    await asks()
    await page.goto(`${backend.origin}/media/8x8.png`)
    // older engines keep a page that holds any out of the cache
    const inUse = await page.evaluate(async () => {
      const { held = [], pending = [] } = await navigator.locks.query()
      return [...held, ...pending].map(({ name }) => name)
    })
    expect(inUse).toEqual([])
    backend.heal()
    backend.add({ from: '2', content: '走开时来的' })
    await page.goBack({ waitUntil: 'commit' })
    await bubble('走开时来的').waitFor()
    expect(await page.evaluate(() => 'before' in window)).toBe(true)
    const before = backend.asked(POLL).length
    await page.waitForTimeout(2_200)
    expect(backend.asked(POLL).length - before).toBeLessThanOrEqual(2)
    await expect.poll(() => backend.asked(POLL).length).toBeGreaterThan(before)
  })

  test('F22 a second tab: one of them asks, both show the same, and the other goes on when it is closed', async () => {
    const second = await open()
    // it has opened, which takes more than one page of history
    await page.waitForTimeout(500)
    await atRest(() => Promise.resolve(backend.olderPages()))
    const asked: string[] = []
    // both windows have the keyboard here: which one tells what was read is chance
    second.on(
      'request',
      (request) => request.method() === 'GET' && request.url().includes('/api/') && asked.push(request.url()),
    )
    backend.add({ from: '2', content: '两边都有' })
    await bubble('两边都有').waitFor()
    await bubble('两边都有', second).waitFor()
    expect(asked).toEqual([])
    await writes('在第二个写', second)
    await expect.poll(() => stored('在第二个写')).toBe(1)
    await bubble('在第二个写').waitFor()
    expect(await bubbles()).toEqual(await bubbles(second))
    // it was written in: it asks now
    const goesOn = [POLL, HISTORY].map((name) =>
      page.waitForRequest((request) => request.url().includes(name), { timeout: 1_900 }),
    )
    await second.close()
    await Promise.all(goesOn)
  })
})

test('F64 a browser that forbids storage', async () => {
  const forbidding = await browser.newContext()
  await forbidding.addInitScript(() => {
    const get = () => {
      throw new DOMException('denied', 'SecurityError')
    }
    for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get })
  })
  const opened = await forbidding.newPage()
  const errors: Error[] = []
  opened.on('pageerror', (error) => errors.push(error))
  await opened.goto(backend.origin + ADDRESS)
  await bubble('您好', opened).first().waitFor()
  await writes('没有存储', opened)
  await expect.poll(() => bubble('没有存储', opened).textContent()).toContain('未读')
  expect(errors).toEqual([])
  await forbidding.close()
})

test('F64 a frame that is given neither storage nor locks talks all the same', async () => {
  backend.letOthersRead()
  // a sandbox makes the page's origin nobody's
  const host = await startBackend({
    dist: inject('dist'),
    edit: () =>
      `<iframe sandbox="allow-scripts allow-forms" width="400" height="600" src="${backend.origin}${ADDRESS}"></iframe>`,
  })
  const framed = await browser.newPage()
  await framed.goto(host.origin)
  const frame = framed.frameLocator('iframe')
  await frame.getByText('您好').first().waitFor()
  backend.add({ from: '2', content: '在框里' })
  await frame.getByText('在框里').first().waitFor()
  await frame.getByRole('textbox').fill('框里写的')
  await frame.getByRole('button', { name: '发送', exact: true }).click()
  await expect.poll(() => stored('框里写的')).toBe(1)
  await framed.close()
  await host.close()
})

test.each([true, false])(
  'F14 an API on another origin that the browser keeps from this page is named, and heals once it does not (its policy knows it: %s)',
  async (allowed) => {
    const elsewhere = await startBackend({ rows: backend.rows.slice(0, 1) })
    const own = 'connect-src &#39;self&#39;'
    const here = await startBackend({
      dist: inject('dist'),
      edit: (page) =>
        page
          .replace(own, allowed ? `${own} ${elsewhere.origin}` : own)
          .replace('<head>', `<head><meta name="jh-api-base" content="${elsewhere.origin}" />`),
    })
    const apart = await browser.newContext()
    await apart.clock.install()
    const opened = await apart.newPage()
    await opened.goto(here.origin + ADDRESS)
    const told = () => opened.getByRole('status').first().textContent()
    await expect
      .poll(async () => {
        await opened.clock.fastForward(8_000)
        return told()
      })
      .toContain('请检查跨域配置（CORS、CSP）')
    expect(elsewhere.requests.length > 0).toBe(allowed)
    if (allowed) {
      elsewhere.letOthersRead()
      await opened.getByRole('button', { name: '重试' }).click()
      await bubble('您好', opened).first().waitFor()
    }
    await apart.close()
    await Promise.all([here.close(), elsewhere.close()])
  },
)
