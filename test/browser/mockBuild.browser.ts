import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchChromium } from '~test/browser/support/chromium'
import { startStaticServer } from '~test/support/staticServer'

/** Where the build lies at a server that serves files and nothing else. */
const FOLDER = '/some/dir'
const MEMBER = '?appid=JH&from=200&to=2&fromrole=MEMBER'
const SALER = '?appid=JH&from=2&to=200&fromrole=SALER'
const QUIET = '&scenario=quiet'

let server: Awaited<ReturnType<typeof startStaticServer>>
let browser: Browser
const complaints: string[] = []
const asked: string[] = []

beforeAll(async () => {
  server = await startStaticServer(inject('mockDist'), FOLDER)
  browser = await launchChromium({ args: ['--host-resolver-rules=MAP jh.test 127.0.0.1'] })
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})
afterEach(() => {
  asked.push(...server.takeAsked())
  expect(complaints.splice(0)).toEqual([])
  // the mock answers for the API, and the folder has all files: the server is asked for nothing else
  const ours =
    /^\/some\/dir\/(|await-styles\.js|favicon(-unread)?\.svg|mockServiceWorker\.js|(assets|mock-media)\/[\w.-]+)$/
  expect(asked.splice(0).filter((path) => !ours.test(path))).toEqual([])
})

/** A browser of its own, with or without service workers: each page that `tab` opens is one more tab of it. */
async function aBrowser(serviceWorkers: 'allow' | 'block', origin = server.origin) {
  const context = await browser.newContext({
    serviceWorkers,
    viewport: { width: 375, height: 667 },
    timezoneId: 'Asia/Shanghai',
    locale: 'zh-CN',
  })
  return {
    context,
    async tab(query: string): Promise<Page> {
      const page = await context.newPage()
      // what does not happen is told by its own line
      page.setDefaultTimeout(15_000)
      page.on('pageerror', (error) => complaints.push(String(error)))
      page.on('console', (line) => {
        if (/Content.Security.Policy|refused to/i.test(line.text())) complaints.push(line.text())
      })
      await page.goto(`${origin}${FOLDER}/${query}`)
      await isReady(page)
      return page
    },
    async close() {
      // before it closes: for what a page still wants while it goes, its worker is no longer there
      asked.push(...server.takeAsked())
      await context.close()
      server.takeAsked()
    },
  }
}

/** The page waits for the mock to be ready. */
const isReady = (page: Page) => page.getByRole('textbox', { name: '输入消息' }).waitFor()

/**
 * Lets the page go, by what leads elsewhere. What the old one still wants while it goes finds its worker no longer there: nobody
 * waits for that.
 */
async function leave(page: Page, go: () => Promise<unknown>) {
  asked.push(...server.takeAsked())
  await go()
  asked.push(...server.takeAsked().filter((path) => !path.includes('/~mock/')))
  await page.waitForLoadState()
}
/** Loads the page anew. */
const reload = (page: Page) => leave(page, () => page.reload({ waitUntil: 'commit' }))
/** Opens another address in the tab, which costs a third of a new tab; where it is there already it stays. */
async function show(page: Page, query: string, ready = isReady) {
  await page.bringToFront()
  const url = new URL(query, page.url())
  if (url.href !== page.url()) await leave(page, () => page.goto(url.href, { waitUntil: 'commit' }))
  await ready(page)
}
const messages = (page: Page) => page.locator('[data-message-id]')
const message = (page: Page, text: string) => messages(page).filter({ hasText: text })
const says = async (page: Page, text: string) => {
  // a page in the background draws once a second
  await page.bringToFront()
  await page.getByRole('textbox', { name: '输入消息' }).fill(text)
  await page.getByRole('button', { name: '发送', exact: true }).click()
  await expect.poll(() => idOf(page, text)).toMatch(/^[0-9a-f]{24}$/)
}
/** The page asks at once for what is new, as it does when it learns that it is online. */
const looks = (page: Page) => page.evaluate(() => void window.dispatchEvent(new Event('online')))
const hears = async (page: Page, text: string) => {
  await page.bringToFront()
  await looks(page)
  await message(page, text).waitFor()
}
/** The member sends past the page, and is told the id. */
const post = (page: Page, scenario: string, type: string, content: string) =>
  page.evaluate(
    async ([world, fields]) => {
      const body = new URLSearchParams(fields)
      const answer = await fetch(`./~mock/${world}/1/api/im/sendMsg`, { method: 'POST', body })
      return String((await answer.json()).data._id)
    },
    [scenario, { appid: 'JH', from: '200', to: '2', fromrole: 'MEMBER', type, content }] as const,
  )
const idOf = (page: Page, text: string) => message(page, text).getAttribute('data-message-id')

describe.each([
  ['a service worker', 'allow'],
  ['a patched fetch', 'block'],
] as const)('the static mock build, answered by %s', (_, workers) => {
  let own: Awaited<ReturnType<typeof aBrowser>>
  let member: Page
  let saler: Page
  beforeAll(async () => {
    own = await aBrowser(workers)
    member = await own.tab(MEMBER + QUIET)
    saler = await own.tab(SALER + QUIET)
  })
  afterAll(() => own.close())
  const bothShow = async (scenario: string) => {
    await show(member, MEMBER + scenario)
    await show(saler, SALER + scenario)
  }

  test('two tabs talk to each other, and a reload keeps the talk', async () => {
    await bothShow(QUIET)
    expect(await member.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(workers === 'allow')
    await says(member, '请问有货吗')
    await hears(saler, '请问有货吗')
    await says(saler, '有的，您要哪个颜色')
    await hears(member, '有的，您要哪个颜色')
    const id = await idOf(member, '有的，您要哪个颜色')
    expect(await idOf(saler, '有的，您要哪个颜色')).toBe(id)

    await reload(member)
    await hears(member, '有的，您要哪个颜色')
    expect(await idOf(member, '有的，您要哪个颜色')).toBe(id)
    await says(member, '米色的')
    await hears(saler, '米色的')
    expect(await message(saler, '请问有货吗').count()).toBe(1)
  })

  test('sample pictures and voices are files of its folder', async () => {
    await show(member, MEMBER + QUIET)
    await post(member, 'quiet', 'IMAGE', '/mock-media/size-chart.svg')
    await post(member, 'quiet', 'VOICE', '/mock-media/voice-4s.mp3')
    await looks(member)
    // that of the newest message: while it is still to come, the list moves beneath the click
    const voice = messages(member)
      .last()
      .getByRole('button', { name: /播放语音/ })
    await voice.waitFor()
    const picture = member.getByRole('link', { name: '查看图片' }).last().locator('img')
    for (const image of [picture, member.locator('img[data-avatar]').last()]) {
      const width = () => image.evaluate((img: HTMLImageElement) => img.naturalWidth)
      await expect.poll(width).toBeGreaterThan(0)
      expect(await image.getAttribute('src')).toContain(`${server.origin}${FOLDER}/mock-media/`)
    }
    await voice.click()
    await member.getByRole('button', { name: /暂停语音/ }).waitFor()
  })

  test.runIf(workers === 'block')(
    'a picture that is sent is uploaded, and shown by both sides and after a reload, also without a service worker',
    async () => {
      await bothShow(QUIET)
      await member.bringToFront()
      const newest = () => messages(member).last().getAttribute('data-message-id')
      const before = await newest()
      await member.locator('input[type=file]').first().setInputFiles('src/mocks/media/rotated.jpg')
      await member.getByRole('button', { name: '发送 1 张' }).click()
      const picture = (page: Page) => page.getByRole('link', { name: '查看图片' }).last().locator('img')
      const isShown = async (page: Page) => {
        await page.bringToFront()
        await looks(page)
        const state = () =>
          picture(page).evaluate(({ naturalWidth, src }: HTMLImageElement) => [
            naturalWidth > 0,
            src.slice(0, 5),
          ])
        await expect.poll(state).toEqual([true, 'blob:'])
      }
      const isSent = async () => {
        const id = (await newest()) ?? ''
        return id !== before && /^[0-9a-f]{24}$/.test(id)
      }
      await expect.poll(isSent).toBe(true)
      await isShown(saler)
      await reload(member)
      await isShown(member)
    },
  )

  test.runIf(workers === 'allow')(
    'a service worker that the browser has ended meanwhile answers on',
    async () => {
      await show(member, MEMBER + QUIET)
      const devtools = await own.context.newCDPSession(member)
      await devtools.send('ServiceWorker.enable')
      await devtools.send('ServiceWorker.stopAllWorkers')
      await says(member, '还在吗')
      expect(await message(member, '还在吗').count()).toBe(1)
    },
  )

  test('requests of several tabs at once happen one after the other', async () => {
    const sending = [member, saler].map((tab) =>
      Promise.all(Array.from({ length: 20 }, () => post(tab, 'empty', 'TEXT', '在吗'))),
    )
    const ids = (await Promise.all(sending)).flat()
    expect(new Set(ids).size).toBe(40)
    await show(saler, `${SALER}&scenario=empty`)
    await expect.poll(() => messages(saler).count()).toBeGreaterThan(5)
    expect(ids).toContain(await messages(saler).last().getAttribute('data-message-id'))
  })

  test.runIf(workers === 'allow')('a reset begins the world anew in every tab', async () => {
    await bothShow('&scenario=empty')
    await says(member, '有人吗')
    await hears(saler, '有人吗')
    await saler.evaluate(() => fetch('./~mock/empty/1/reset', { method: 'POST' }))
    await reload(member)
    await isReady(member)
    await says(member, '又来了')
    await hears(saler, '又来了')
    expect(await messages(member).count()).toBe(1)
  })

  test('the address chooses a scenario; of an unknown one page and answers say which there are', async () => {
    await show(member, `${MEMBER}&scenario=signed-out`)
    await member.getByText('登录已失效').first().waitFor()
    await show(member, `${MEMBER}&scenario=nothing`, (page) => page.getByRole('alert').waitFor())
    expect(await member.getByRole('alert').textContent()).toMatch(/没有这个场景：nothing。已有：.*flaky/)
    const [status, text] = await member.evaluate(() =>
      fetch('./~mock/nothing/1/api/im/sendMsg', { method: 'POST' }).then(
        async (response) => [response.status, await response.text()] as const,
      ),
    )
    expect(status).toBe(404)
    expect(text).toContain('flaky')
  })

  test('an abort and an endpoint that is none behave as at a server', async () => {
    const aborted = await member.evaluate(async () => {
      const controller = new AbortController()
      setTimeout(() => controller.abort(), 100)
      const start = performance.now()
      const { signal } = controller
      const name = await fetch('./~mock/slow/1/api/im/sendMsg', { method: 'POST', signal }).catch(
        (error: unknown) => error instanceof DOMException && error.name,
      )
      return { name, early: performance.now() - start < 1000 }
    })
    expect(aborted).toEqual({ name: 'AbortError', early: true })
    const status = await member.evaluate(() =>
      fetch('./~mock/slow/1/nothing').then((answer) => answer.status),
    )
    expect(status).toBe(404)
  })
})

test('plain http, where there are no service workers, is as good', async () => {
  const own = await aBrowser('allow', server.origin.replace('127.0.0.1', 'jh.test'))
  const [member, saler] = [await own.tab(MEMBER + QUIET), await own.tab(SALER + QUIET)]
  expect(await member.evaluate(() => 'serviceWorker' in navigator)).toBe(false)
  await says(member, '请问有货吗')
  await hears(saler, '请问有货吗')
  await own.close()
})

test('a browser that lets nothing be registered or kept still shows the page', async () => {
  const own = await aBrowser('allow')
  await own.context.addInitScript(() => {
    const never = () => new Promise<never>(() => {})
    Object.defineProperty(navigator.serviceWorker, 'register', { value: never })
    Object.defineProperty(window, 'indexedDB', { value: { open: () => new EventTarget() } })
  })
  const page = await own.tab(MEMBER + QUIET)
  await says(page, '只有我')
  expect(await message(page, '只有我').count()).toBe(1)
  await own.close()
})

test('the page as it is released has nothing of the mock', async () => {
  const files = await readdir(inject('dist'), { recursive: true })
  expect(files.filter((name) => /mock|\.svg$|\.mp3$/i.test(name)).sort()).toEqual([
    'favicon-unread.svg',
    'favicon.svg',
  ])
  const texts = await Promise.all(
    files
      .filter((name) => /\.(js|html|css)$/.test(name))
      .map((name) => readFile(path.join(inject('dist'), name), 'utf8')),
  )
  expect(texts.join('')).not.toMatch(/~mock|mock-media|mockServiceWorker|\bmsw\b|林晓雨/)
})
