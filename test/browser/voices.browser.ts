import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { launchChromium } from '~test/browser/support/chromium'
import { type Backend, startBackend } from '~test/support/backend'
import { aRow } from '~test/support/rows'
import { sound, unsound } from '~test/support/voiceFiles'

declare global {
  interface Window {
    /** The element that all voices share. */
    sound?: HTMLAudioElement
  }
}

/** Seconds of the first voice: two digits, so that none ends as another does. */
const FIRST = 11

let browser: Browser
let other: Backend
let backend: Backend
let page: Page
let complaints: string[]

const media = {
  ...sound,
  ...Object.fromEntries(Object.entries(unsound).map(([name, [bytes]]) => [name, bytes])),
}

beforeAll(async () => {
  browser = await launchChromium()
  // which lets no other origin read
  other = await startBackend()
})
afterAll(async () => {
  await browser.close()
  await other.close()
})

/** The page with these voices of the other side, each a second longer, and `more` above them; its policy stands on every file. */
async function open(voices: readonly string[], more = 0) {
  const html = await readFile(path.join(inject('dist'), 'index.html'), 'utf8')
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1]?.replaceAll('&#39;', "'") ?? ''
  expect(policy).toContain("script-src 'self';")
  const now = Date.now()
  const rows = [
    ...Array.from({ length: more }, (_, i) => aRow({ from: '2', content: `第 ${i} 条` }, now - 9e6 + i)),
    ...voices.map((content, i) =>
      aRow({ from: '2', type: 'VOICE', content, voiceLength: FIRST + i }, now - 60_000 + i),
    ),
  ]
  const fileHeaders = { 'content-security-policy': policy }
  backend = await startBackend({ dist: inject('dist'), rows, media, fileHeaders })
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })
  page = await context.newPage()
  page.setDefaultTimeout(8000)
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (line) => {
    if (/eval|asm\.js|WebAssembly|worker/i.test(line.text())) complaints.push(line.text())
  })
  await page.addInitScript(() => {
    const Native = window.Audio
    window.Audio = function Audio() {
      window.sound = new Native()
      return window.sound
    } as unknown as typeof Audio
  })
  await page.goto(`${backend.origin}/?appid=JH&from=200&to=2&fromrole=MEMBER`)
  await page.getByRole('log').getByRole('button').first().waitFor()
}

const voice = (verb: string, seconds: number) =>
  page.getByRole('button', { name: `${verb}语音 ${seconds} 秒`, exact: true })
const heard = () => page.evaluate(() => window.sound?.currentTime ?? 0)
const row = (seconds: number) =>
  page
    .getByRole('article')
    .filter({ hasText: `${seconds}″` })
    .last()

describe('a voice under the policy of the page, which stands on every file', () => {
  beforeEach(() => {
    complaints = []
  })
  afterEach(async () => {
    await page.context().close()
    await backend.close()
    expect(complaints).toEqual([])
  })

  test('F73 plays, whatever it is called and however it was recorded', async () => {
    const own = ['voice-4s.mp3', 'voice-4s.amr', 'voice-4s-dtx.amr', 'cut.amr', 'mislabelled.mp3', 'nameless']
    const voices = [...own.map((name) => `/media/${name}`), `${other.origin}/media/voice-4s.mp3`]
    await open(voices)
    for (const [i] of voices.entries()) {
      await voice('播放', FIRST + i).click()
      await row(FIRST + i)
        .getByRole('slider', { name: '播放进度' })
        .waitFor()
      await expect.poll(heard, { interval: 20 }).toBeGreaterThan(0.05)
    }
    expect(await page.getByRole('img', { name: '未播放' }).count()).toBe(0)
  })

  test('F72 or says why not, each in its own words, and has the file', async () => {
    const all = Object.entries(unsound).map(([name, [, text]]): [string, string] => [`/media/${name}`, text])
    all.push(['/media/gone.amr', '语音文件已不在服务器上'], ['/media/gone.mp3', '语音文件已不在服务器上'])
    all.push([`${other.origin}/media/voice-4s.amr`, '语音在其他网站上'])
    await open(all.map(([content]) => content))
    for (const [i, [content, text]] of all.entries()) {
      await voice('播放', FIRST + i).click()
      await row(FIRST + i)
        .getByRole('status')
        .filter({ hasText: text })
        .waitFor()
      const link = row(FIRST + i).getByRole('link', { name: '下载文件' })
      expect(await link.getAttribute('href')).toBe(new URL(content, backend.origin).href)
    }
    expect(await page.getByRole('img', { name: '未播放' }).count()).toBe(all.length)
  })

  test('goes on while the list scrolls, and then the next that nobody has played', async () => {
    await open(['/media/long.amr', '/media/voice-4s.mp3'], 40)
    await voice('播放', FIRST).click()
    await page.getByRole('slider').waitFor()
    await page.getByRole('textbox').focus()
    await page.getByRole('log').evaluate((list) => list.scrollTo(0, 0))
    const before = await heard()
    await expect.poll(heard).toBeGreaterThan(before)
    await page.getByRole('log').evaluate((list) => list.scrollTo(0, list.scrollHeight))
    await voice('暂停', FIRST).waitFor()
    await page.getByRole('button', { name: '播放速度 1×' }).click()
    // a seek lets the sound wait for a moment, and nobody loses the bar by it
    await page.getByRole('slider').press('PageUp')
    await page.keyboard.press('PageUp')
    await expect.poll(heard).toBeGreaterThan(10)
    await page.keyboard.press('End')
    await voice('暂停', FIRST + 1).waitFor()
    await expect.poll(heard).toBeGreaterThan(0.05)
    expect(await page.evaluate(() => window.sound?.playbackRate)).toBe(1.5)
  })
})
