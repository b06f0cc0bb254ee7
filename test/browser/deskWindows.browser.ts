import type { Browser, BrowserContext, Page } from 'playwright'
import { afterEach, expect, test } from 'vitest'
import {
  ANNA,
  BERT,
  box,
  bubble,
  DESK,
  deskBackend,
  lineOf,
  ofHost,
  openMember,
  rowOf,
  talkWith,
} from '~test/browser/support/aDesk'
import { alertsKey } from '~/store/alertSettings'
import { launchChromium } from '~test/browser/support/chromium'
import { AFTERNOON } from '~test/browser/support/afternoon'
import { MINUTE, PC } from '~test/browser/support/talk'
import type { Backend } from '~test/support/backend'

let browser: Browser
let backend: Backend

afterEach(async () => {
  await browser.close()
  await backend.close()
})

const READS = /\/api\/im\/(getNewestMsgListByLastTime|getMsgListByPageAndUserId|unreadcount|getUserStatus)\?/

/** A window, and what it asked for. */
async function aWindow(context: BrowserContext): Promise<{ page: Page; asked: string[] }> {
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const asked: string[] = []
  page.on('request', (request) => {
    if (READS.test(request.url())) asked.push(request.url())
  })
  await page.goto(backend.origin + DESK)
  await rowOf(page, ANNA).waitFor()
  return { page, asked }
}

test('of two windows one asks, both show what comes, and each keeps what is written in it', async () => {
  browser = await launchChromium()
  backend = await deskBackend({ rows: [...talkWith(ANNA, 8), ...talkWith(BERT, 8)] })
  const context = await browser.newContext({ timezoneId: AFTERNOON, locale: 'zh-CN', ...PC })
  const first = await aWindow(context)
  await expect.poll(() => rowOf(first.page, BERT).textContent()).toContain('第 7 条')
  const second = await aWindow(context)
  await openMember(second.page, BERT)
  await openMember(first.page, ANNA)

  const before = { first: first.asked.length, second: second.asked.length }
  backend.rows.push(lineOf(ANNA, { content: '给安娜' }), lineOf(BERT, { content: '给伯特' }))
  await bubble(first.page, '给安娜').waitFor()
  await bubble(second.page, '给伯特').waitFor()
  await expect.poll(() => rowOf(second.page, ANNA).textContent()).toContain('给安娜')
  await expect.poll(() => rowOf(first.page, BERT).textContent()).toContain('给伯特')
  expect(first.asked.length).toBeGreaterThan(before.first)
  expect(second.asked.slice(before.second)).toEqual([])

  await box(first.page).fill('写给安娜')
  await box(second.page).fill('写给伯特')
  await expect.poll(() => rowOf(second.page, ANNA).textContent()).toContain('[草稿] 写给安娜')
  await expect.poll(() => rowOf(first.page, BERT).textContent()).toContain('[草稿] 写给伯特')

  await first.page.close()
  const then = second.asked.length
  backend.rows.push(lineOf(ANNA, { content: '还在吗' }))
  await openMember(second.page, ANNA)
  await bubble(second.page, '还在吗').waitFor()
  expect(second.asked.length).toBeGreaterThan(then)
  expect(await box(second.page).inputValue()).toBe('写给安娜')
  await openMember(second.page, BERT)
  expect(await box(second.page).inputValue()).toBe('写给伯特')
})

/**
 * Tells the server what nobody can ask a hidden page for: to look into it makes it a seen one. Its salesperson wants notifications. And holds the page to the worst that
 * browsers do: from the moment it is hidden its own timers go off after a minute at the earliest.
 */
const SPY = `
localStorage.setItem('${alertsKey({ appid: 'JH', me: { id: '2', role: 'SALER' } })}', '{"notifications":true}')
const tell = (what) => void fetch('/told/' + encodeURIComponent(what))
const isHidden = () => document.visibilityState === 'hidden'
addEventListener('visibilitychange', () => tell(document.visibilityState))
const plain = setTimeout
setTimeout = (task, ms) => plain(task, isHidden() ? Math.max(ms, 60000) : ms)
const Native = Notification
Notification = class extends Native {
  constructor(title, options) {
    super(title, options)
    tell(title + ': ' + options.body)
  }
}
`

test('a hidden desk whose timers are throttled says who writes, and nothing of what was there before', async () => {
  // the shell asks for no permissions
  browser = await launchChromium({ whole: true })
  backend = await deskBackend({
    rows: [...talkWith(ANNA, 3), lineOf(ANNA, { content: '早就在这里' }, 5 * MINUTE), ...talkWith(BERT, 3)],
    media: { 'spy.js': Buffer.from(SPY) },
    edit: (html) => ofHost(html).replace('<head>', '<head><script src="/media/spy.js"></script>'),
  })
  const told = () =>
    backend.requests.flatMap(({ path }) => (path.startsWith('/told/') ? [path.slice('/told/'.length)] : []))
  const notes = () => told().filter((what) => what.includes(':'))
  const session = await browser.newBrowserCDPSession()
  const title = async () => {
    const { targetInfos } = await session.send('Target.getTargets')
    return targetInfos.find(({ type, url }) => type === 'page' && url.startsWith(backend.origin))?.title
  }
  await session.send('Browser.grantPermissions', { origin: backend.origin, permissions: ['notifications'] })
  // not through Playwright, which tells its pages that they are seen
  await session.send('Target.createTarget', { url: backend.origin + DESK })
  await expect.poll(title).toBe('(1) 客服工作台')
  const { targetId } = await session.send('Target.createTarget', { url: 'about:blank' })
  await session.send('Target.activateTarget', { targetId })
  await expect.poll(told).toContain('hidden')
  expect(notes()).toEqual([])

  for (const [i, text] of ['第一句', '第二句'].entries()) {
    backend.rows.push(lineOf(ANNA, { content: text }))
    await expect.poll(title, { timeout: 20_000 }).toBe(`(${i + 2}) 客服工作台`)
    await expect.poll(() => notes().length).toBe(i + 1)
  }
  expect(notes()[0]).toMatch(/^安娜: /)
  expect(told()).not.toContain('visible')
})
