import type { Browser, BrowserContextOptions, Page, Route } from 'playwright'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchChromium } from '~test/browser/support/chromium'
import { conversation, PHONE } from '~test/browser/support/talk'
import { type Backend, startBackend } from '~test/support/backend'

const ADDRESS = '/?appid=JH&from=200&to=2&fromrole=MEMBER'
const SAYS = '正在打开会话…'

let browser: Browser
let backend: Backend
beforeAll(async () => {
  browser = await launchChromium()
  backend = await startBackend({ dist: inject('dist'), rows: conversation(3) })
})
afterAll(async () => {
  await browser.close()
  await backend.close()
})

/** Keeps back what the page asks for of this kind, until it is let go. */
async function held(page: Page, files: string) {
  const waiting: Route[] = []
  let isLetGo = false
  await page.route(files, (route) => (isLetGo ? route.continue() : void waiting.push(route)))
  return async () => {
    isLetGo = true
    await Promise.all(waiting.splice(0).map((route) => route.continue()))
  }
}

/** A phone that notes whether nothing at all stood in the page once something had. */
async function aPhone(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext({ ...PHONE, ...options })).newPage()
  await page.addInitScript(() => {
    const looked = { wasBlank: false }
    Object.assign(globalThis, { jhLooked: looked })
    let isFilled = false
    new MutationObserver(() => {
      const count = document.getElementById('root')?.childElementCount ?? 0
      if (isFilled && count === 0) looked.wasBlank = true
      isFilled ||= count > 0
    }).observe(document, { childList: true, subtree: true })
  })
  return page
}
const wasBlank = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { jhLooked: { wasBlank: boolean } }).jhLooked.wasBlank)

const text = (page: Page) => page.locator('svg text', { hasText: SAYS })
const link = (page: Page) => page.getByRole('link', { name: '点按刷新' })
const isPainted = (page: Page) =>
  page.evaluate(() => performance.getEntriesByName('first-contentful-paint').length)
const place = (page: Page) => text(page).evaluate((one) => one.getBoundingClientRect().toJSON() as object)
/** Milliseconds until what is hidden now appears. */
const waits = (page: Page) =>
  page.evaluate(() =>
    document
      .getAnimations()
      .flatMap((one) =>
        one instanceof CSSAnimation && one.animationName === 'appear' ? one.effect?.getTiming().delay : [],
      ),
  )
/** Lets what appears late appear now. */
const later = (page: Page) =>
  page.evaluate(() => {
    for (const one of document.getAnimations())
      if (one instanceof CSSAnimation && one.animationName === 'appear') one.currentTime = 15_001
  })

describe('what stands there until the script has come', () => {
  test('is painted with the page alone, stays where it is as the styles come, and gives way to the conversation at once', async () => {
    const page = await aPhone()
    const styles = await held(page, '**/assets/*.css')
    const scripts = await held(page, '**/assets/*.js')
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    const parts = page.waitForRequest('**/assets/ComposerParts-*.js')
    await page.goto(backend.origin + ADDRESS, { waitUntil: 'commit' })
    await expect.poll(() => isPainted(page)).toBe(1)
    await page.getByRole('img', { name: SAYS }).waitFor()
    const before = await place(page)
    expect(await page.locator('#late').count()).toBe(0)
    await styles()
    await page.locator('#late').waitFor({ state: 'attached' })
    expect(await place(page)).toEqual(before)
    expect(await waits(page)).toEqual([15_000])
    await scripts()
    await page.getByRole('log').getByRole('article').first().waitFor()
    expect(await text(page).count()).toBe(0)
    expect(await page.locator('#late').count()).toBe(0)
    expect(await wasBlank(page)).toBe(false)
    // nothing that can wait takes the messages' place on a slow line
    const messages = asked.findIndex((url) => url.includes('getMsgListByPageAndUserId'))
    expect(messages).toBeGreaterThan(-1)
    expect(messages).toBeLessThan(asked.indexOf((await parts).url()))
    await page.context().close()
  })

  test('stays until the styles have come where the engine runs the script before, as WebKit does', async () => {
    const page = await aPhone()
    const styles = await held(page, '**/assets/*.css')
    // no engine waits for styles that a script asks for
    await page.addInitScript(() => {
      const replaced = new WeakSet<Node>()
      new MutationObserver(() => {
        const link = document.querySelector('#root+link')
        if (!link || replaced.has(link)) return
        const again = document.createElement('link')
        Object.assign(again, { rel: 'stylesheet', href: link.getAttribute('href') })
        replaced.add(again)
        link.replaceWith(again)
      }).observe(document, { childList: true, subtree: true })
    })
    const ran = page.waitForFunction(() => performance.getEntriesByName('jh-ran').length > 0)
    await page.route('**/assets/first-*.js', async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ response: answer, body: `${await answer.text()};performance.mark('jh-ran')` })
    })
    await page.goto(backend.origin + ADDRESS, { waitUntil: 'commit' })
    await ran
    await page.waitForTimeout(300)
    expect(await text(page).isVisible()).toBe(true)
    await styles()
    await page.getByRole('log').getByRole('article').first().waitFor()
    expect(await wasBlank(page)).toBe(false)
    await page.context().close()
  })

  test('offers to reload where the script does not come', async () => {
    const page = await aPhone()
    await page.route('**/assets/*.js', (route) => route.fulfill({ status: 404 }))
    await page.goto(backend.origin + ADDRESS)
    expect(await waits(page)).toEqual([15_000])
    await later(page)
    expect(await link(page).isVisible()).toBe(true)
    await page.unroute('**/assets/*.js')
    await link(page).tap()
    await page.getByRole('log').getByRole('article').first().waitFor()
    expect(page.url()).toBe(backend.origin + ADDRESS)
    await page.context().close()
  })

  test('offers it at once where not even the styles come: all files of an old release are gone', async () => {
    const page = await aPhone({ colorScheme: 'dark' })
    await page.route('**/assets/*', (route) => route.fulfill({ status: 404 }))
    await page.goto(backend.origin + ADDRESS)
    expect(await text(page).isVisible()).toBe(true)
    expect(await link(page).isVisible()).toBe(true)
    // light on dark, without a style
    expect(await text(page).evaluate((one) => getComputedStyle(one).fill)).toBe('rgb(255, 255, 255)')
    await page.context().close()
  })
})

describe('nothing is blank', () => {
  let page: Page
  beforeAll(async () => {
    page = await aPhone()
    return () => page.context().close()
  })

  test.each([
    ['the desk', '/?appid=JH&from=2&fromrole=SALER', '**/assets/Desk-*.js', '[aria-label="会话"]'],
    ['what is wrong with an address', '/', '**/assets/AddressProblems-*.js', 'text=appid'],
    ['English', `${ADDRESS}&lang=en`, '**/assets/words.en-*.js', '[aria-label="Message"]'],
  ])('until %s has come', async (_, address, part, shown) => {
    const letCome = await held(page, part)
    const asked = page.waitForRequest(part)
    await page.goto(backend.origin + address)
    await asked
    expect(await text(page).isVisible()).toBe(true)
    expect(await waits(page)).toEqual([15_000])
    await letCome()
    await page.locator(shown).first().waitFor()
    expect(await text(page).count()).toBe(0)
    expect(await page.locator('#late').count()).toBe(0)
    expect(await wasBlank(page)).toBe(false)
  })
})
