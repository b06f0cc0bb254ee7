import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright'
import { launchChromium } from './chromium'
import { type Backend, startBackend } from '~test/support/backend'

let backend: Backend
let browser: Browser
let page: Page

beforeAll(async () => {
  backend = await startBackend()
  browser = await launchChromium()
  page = await browser.newPage()
  await page.goto(`${backend.origin}/media/8x8.png`)
})
afterAll(async () => {
  await browser.close()
  await backend.close()
})

const ask = (endpoint: string, method: 'GET' | 'POST' = 'GET') =>
  page.evaluate(([url, verb]) => fetch(url, { method: verb }).then(({ status }) => status, String), [
    `/api/im/${endpoint}`,
    method,
  ] as const)

test('a browser does not repeat a send whose acknowledgement is lost', async () => {
  backend.fail('sendMsg', 'ackLost')
  for (let sent = 1; sent <= 3; sent++) {
    expect(await ask('unreadcount')).toBe(200) // leaves a connection that could be used again
    expect(await ask('sendMsg', 'POST')).toBe('TypeError: Failed to fetch')
    expect([backend.rows.length, backend.asked('sendMsg').length]).toEqual([sent, sent])
  }
})

test('a browser finds a server that was killed and came back', async () => {
  await backend.stopListening()
  expect(await ask('unreadcount')).toBe('TypeError: Failed to fetch')
  await backend.listenAgain()
  expect(await ask('unreadcount')).toBe(200)
})

test('a browser plays and seeks the voice', async () => {
  const [duration, at] = await page.evaluate(async () => {
    const audio = new Audio('/media/voice-4s.mp3')
    const next = (event: string) =>
      new Promise((resolve, reject) => {
        audio.addEventListener(event, resolve)
        audio.addEventListener('error', () => reject(new Error(audio.error?.message)))
      })
    await next('loadedmetadata')
    audio.currentTime = 3
    await next('seeked')
    return [audio.duration, audio.currentTime]
  })
  expect(duration).toBeCloseTo(4.5, 0)
  expect(at).toBe(3)
})
