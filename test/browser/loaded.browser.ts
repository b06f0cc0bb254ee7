import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { launchChromium } from '~test/browser/support/chromium'
import { conversation, PHONE } from '~test/browser/support/talk'
import { startBackend } from '~test/support/backend'
import { aRow } from '~test/support/rows'

/** Milliseconds in which nothing is asked for but news, after the part that is loaded last. */
const QUIET = 3_000
const LAST = /offline-/

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

/** Texts, a picture and a voice. */
const talk = () => [
  ...conversation(30),
  aRow({ from: '2', type: 'IMAGE', content: '/media/320x240.png', status: 1 }, Date.now() - 50_000),
  aRow(
    { from: '200', type: 'VOICE', content: '/media/voice.mp3', voiceLength: 7, status: 1 },
    Date.now() - 40_000,
  ),
]

const UPLOAD = '<meta name="jh-upload-url" content="/upload">'

test.each([
  ['sends texts', '', 168],
  ['sends pictures and voices too', UPLOAD, 171],
])('a member on a phone who %s has loaded so much until the conversation is idle', async (_, meta, kB) => {
  const dist = inject('dist')
  const edit = (html: string) => html.replace('<head>', `<head>${meta}`)
  const backend = await startBackend({ dist, rows: talk(), edit })
  const context = await browser.newContext({ ...PHONE, locale: 'zh-CN' })
  const files = new Set<string>()
  let last = Date.now()
  context.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (!/\.(js|css)$/.test(pathname)) return
    files.add(pathname)
    last = Date.now()
  })
  const page = await context.newPage()
  await page.goto(`${backend.origin}/?appid=JH&from=200&to=2&fromrole=MEMBER`)
  await page.getByRole('log').getByRole('article').last().waitFor()
  await expect.poll(() => [...files].some((file) => LAST.test(file)), { timeout: 30_000 }).toBe(true)
  await expect.poll(() => Date.now() - last, { timeout: 30_000 }).toBeGreaterThan(QUIET)
  const sizes = await Promise.all(
    [...files].map(async (file) => {
      // as `deploy/release.mjs` packs them
      const { length } = gzipSync(await readFile(path.join(dist, file)), { level: 9 })
      return [length, file] as const
    }),
  )
  await context.close()
  await backend.close()
  const sum = sizes.reduce((all, [bytes]) => all + bytes, 0)
  const lines = sizes.sort(([a], [b]) => b - a).map(([bytes, file]) => `${bytes} ${file}`)
  expect(sum, `${sum} bytes:\n${lines.join('\n')}\n`).toBeLessThanOrEqual(kB * 1_000)
})
