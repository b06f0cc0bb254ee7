import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import {
  ANNA,
  BERT,
  box,
  bubble,
  DESK,
  deskBackend,
  lineOf,
  openMember,
  rowOf,
  talkWith,
} from '~test/browser/support/aDesk'
import { launchChromium } from '~test/browser/support/chromium'
import { AFTERNOON } from '~test/browser/support/afternoon'
import { MINUTE, PC } from '~test/browser/support/talk'
import type { Backend, BackendOptions } from '~test/support/backend'
import { startStaticServer } from '~test/support/staticServer'

declare global {
  interface Window {
    /** Whatever makes sound, by conversation. */
    sounds?: HTMLAudioElement[]
    /** What changed in the document. */
    changes?: string[]
  }
}

let browser: Browser
let backend: Backend
let page: Page

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())
afterEach(async () => {
  await page.context().close()
  await backend?.close()
})

async function open(options: BackendOptions, how: BrowserContextOptions = PC) {
  backend = await deskBackend(options)
  const context = await browser.newContext({ timezoneId: AFTERNOON, locale: 'zh-CN', ...how })
  page = await context.newPage()
  page.setDefaultTimeout(10_000)
  await page.addInitScript(() => {
    const Native = window.Audio
    window.sounds = []
    window.Audio = function Audio() {
      const made = new Native()
      window.sounds?.push(made)
      return made
    } as unknown as typeof Audio
  })
  await page.goto(backend.origin + DESK)
  await rowOf(page, ANNA).waitFor()
}

/** A minute of silence as a WAV of 8 bits. */
function minuteOfSilence(): Uint8Array {
  const samples = 60 * 8_000
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples, 4)
  head.write('WAVEfmt ', 8)
  for (const [at, size] of [
    [16, 16],
    [24, 8_000],
    [28, 8_000],
    [40, samples],
  ] as const)
    head.writeUInt32LE(size, at)
  for (const [at, size] of [
    [20, 1],
    [22, 1],
    [32, 1],
    [34, 8],
  ] as const)
    head.writeUInt16LE(size, at)
  head.write('data', 36)
  return Buffer.concat([head, Buffer.alloc(samples, 128)])
}

/** Where the first message in view is, px below the top of the list. */
const place = () =>
  page.getByRole('log').evaluate((log) => {
    const edge = log.getBoundingClientRect().top
    const first = [...log.querySelectorAll('[role="article"]')].find(
      (one) => one.getBoundingClientRect().top >= edge,
    )
    const id = first?.getAttribute('data-message-id') ?? ''
    return { id, top: (first?.getBoundingClientRect().top ?? 0) - edge }
  })
const sounding = () =>
  page.evaluate(() => (window.sounds ?? []).map(({ paused, currentTime }) => !paused && currentTime > 0))
const heard = () => page.evaluate(() => window.sounds?.[0]?.currentTime ?? 0)

test('a conversation that one comes back to is as it was left, and its voice has gone on', async () => {
  const voice = { type: 'VOICE', content: '/media/minute.wav', voiceLength: 60, status: 1 }
  const rows = [
    ...talkWith(ANNA, 60, 9 * MINUTE),
    lineOf(ANNA, voice, 8 * MINUTE),
    ...Array.from({ length: 12 }, (_, i) => lineOf(ANNA, { content: `新 ${i}` }, 3 * MINUTE - i * 1_000)),
    ...talkWith(BERT, 30, 9 * MINUTE),
    lineOf(BERT, voice, 8 * MINUTE),
  ]
  await open({ rows, media: { 'minute.wav': minuteOfSilence() } })
  await openMember(page, ANNA)
  await page.getByRole('button', { name: '播放语音 60 秒' }).click()
  await expect.poll(sounding).toEqual([true])
  await page.getByText('以下是新消息').waitFor()
  await box(page).fill('稍等，我查一下')
  await box(page).evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(3, 6))
  await page.getByRole('log').evaluate((log) => log.scrollBy(0, -73))
  await page
    .getByRole('log')
    .evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  const before = await place()
  // near the end, which is followed from here once the beginning of the visit is held no longer
  await page.waitForTimeout(2_500)

  await openMember(page, BERT)
  expect(await box(page).inputValue()).toBe('')
  await expect.poll(() => rowOf(page, ANNA).textContent()).toContain('[草稿] 稍等，我查一下')
  const then = await heard()
  await expect.poll(heard).toBeGreaterThan(then)

  await openMember(page, ANNA)
  await expect.poll(async () => (await place()).id).toBe(before.id)
  // to the pixel: what is measured has fractions
  await expect.poll(async () => Math.abs((await place()).top - before.top)).toBeLessThan(1)
  expect(await box(page).inputValue()).toBe('稍等，我查一下')
  expect(
    await box(page).evaluate((field: HTMLTextAreaElement) => [field.selectionStart, field.selectionEnd]),
  ).toEqual([3, 6])
  await page.getByText('以下是新消息').waitFor({ state: 'attached' })
  await page.getByRole('button', { name: '暂停语音 60 秒' }).waitFor({ state: 'attached' })

  // one of another conversation: the first falls silent
  await openMember(page, BERT)
  expect(await sounding()).toEqual([true])
  await page.getByRole('button', { name: '播放语音 60 秒' }).click()
  await expect.poll(sounding).toEqual([false, true])
})

test('where there is room for one thing only, Back leads to the list, and a reload to what was in front', async () => {
  const phone = { viewport: { width: 390, height: 700 } }
  await open({ rows: [...talkWith(ANNA, 5), ...talkWith(BERT, 5)] }, phone)
  const list = page.getByRole('list', { name: '会话' })
  await openMember(page, ANNA)
  expect(await list.isVisible()).toBe(false)
  await page.getByRole('button', { name: '返回' }).click()
  await rowOf(page, BERT).waitFor()
  expect(await page.getByRole('log').count()).toBe(0)

  await openMember(page, BERT)
  await page.reload()
  await bubble(page, '第 4 条').waitFor()
  await page.getByRole('heading', { name: '伯特', exact: true }).waitFor()
  expect(await list.isVisible()).toBe(false)
  await page.goBack()
  await rowOf(page, ANNA).waitFor()
  expect(await page.getByRole('log').count()).toBe(0)
})

test('a desk where nothing happens changes nothing in its page', async () => {
  await open({ rows: [...talkWith(ANNA, 30), ...talkWith(BERT, 5)] })
  await openMember(page, ANNA)
  await bubble(page, '第 29 条').getByText('已读').waitFor()
  const polls = () => backend.asked('getNewestMsgListByLastTime').length
  const answered = async (more: number) => {
    const before = polls()
    await expect.poll(polls, { timeout: 25_000 }).toBeGreaterThan(before + more)
  }
  // what comes late, such as who is online, has come
  await answered(3)
  await page.evaluate(() => {
    window.changes = []
    const observer = new MutationObserver((records) => {
      for (const { type, target, attributeName } of records)
        window.changes?.push(
          `${type} ${attributeName ?? ''} of ${target.nodeName} ${target.textContent}`.slice(0, 200),
        )
    })
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
  })
  await answered(8)
  expect(await page.evaluate(() => window.changes)).toEqual([])
})

test('the page of a host tells of members, opens conversations, and hears what is unread', async () => {
  const folder = '/some/dir'
  const server = await startStaticServer(inject('mockDist'), folder)
  try {
    const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, locale: 'zh-CN' })
    page = await context.newPage()
    page.setDefaultTimeout(15_000)
    await page.goto(`${server.origin}${folder}/mock-host.html?scenario=default`)
    const desk = page.frameLocator('iframe')
    await desk.getByRole('list', { name: '会话' }).getByRole('button').first().waitFor()
    const added = desk.getByText('来自业务系统的会员')
    expect(await added.count()).toBe(0)
    await page.getByRole('button', { name: /Send contacts/ }).click()
    await added.first().waitFor()
    await expect.poll(() => page.getByText('未读 Unread').textContent()).toMatch(/[1-9]\d* \(2\d\d: \d/)
    await page.getByRole('textbox', { name: '会员 Member' }).fill('9001')
    await page.getByRole('button', { name: /Open/ }).click()
    await desk.getByRole('heading', { name: '来自业务系统的会员' }).waitFor()

    // whoever writes in the page around it writes on, until the desk is given the keyboard
    const box = desk.getByRole('textbox', { name: '输入消息' })
    await box.waitFor()
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BUTTON')
    await page.locator('iframe').focus()
    await page.keyboard.type('a')
    await expect.poll(() => box.inputValue()).toBe('a')
  } finally {
    await server.stop()
  }
})
