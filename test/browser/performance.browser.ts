import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { messageAt } from '~test/bench/compare/conversation'
import { median } from '~test/bench/compare/figures'
import { openProduct, type ProductStage } from '~test/bench/compare/product'
import { type ProductSite, startProductSite } from '~test/bench/compare/productSite'
import { launchChromium } from '~test/browser/support/chromium'

const SHORT = 1_000
const LONG = 10_000
/** Longest wait for anything, ms. */
const LIMIT = 20_000
/** Appends by which a list is judged; as many again where these tell of a list that is too slow. */
const APPENDS = 5

let browser: Browser
const sites = new Map<number, ProductSite>()
const stages = new Map<number, ProductStage>()
const stage = (count: number): ProductStage => {
  const found = stages.get(count)
  if (!found) throw new Error(`no conversation of ${count}`)
  return found
}

beforeAll(async () => {
  browser = await launchChromium()
  for (const count of [SHORT, LONG]) {
    const site = await startProductSite(inject('dist'), count)
    sites.set(count, site)
    const opened = await openProduct(browser, site)
    stages.set(count, opened)
    await opened.mount(LIMIT)
    await opened.whole(LIMIT)
  }
})
afterAll(async () => {
  await browser.close()
  for (const site of sites.values()) await site.stop()
})

test('a poll that brings nothing changes nothing at ten thousand: no node, no layout, no commit', async () => {
  const { page, idle } = stage(LONG)
  expect(await idle(3)).toMatchObject({ mutations: 0, layouts: 0, commits: 0 })
  // what counts commits is heard
  await page.evaluate(() => window.probe!.count())
  await stage(LONG).append([messageAt(2 * LONG, { at: Date.now(), theirs: true })], LIMIT)
  const { commits, mutations } = await page.evaluate(() => window.probe!.counted())
  expect(commits).toBeGreaterThan(0)
  expect(mutations).toBeGreaterThan(0)
})

test('an append costs ten thousand messages no more than one and a half times what it costs a thousand', async () => {
  const cpu = new Map<number, number[]>([
    [SHORT, []],
    [LONG, []],
  ])
  let next = LONG
  const append = async (count: number) => {
    const row = messageAt((next += 1), { at: Date.now(), theirs: true, unread: true })
    cpu.get(count)?.push((await stage(count).append([row], LIMIT)).cpu)
  }
  const ratio = () => median(cpu.get(LONG) ?? []) / median(cpu.get(SHORT) ?? [])
  // what is called first is compiled meanwhile
  for (const count of [SHORT, LONG]) await append(count)
  for (const all of cpu.values()) all.length = 0
  for (let i = 0; i < 2 * APPENDS && (i < APPENDS || ratio() > 1.5); i += 1)
    // at the same time, so that whatever else the machine does is in both
    await Promise.all([SHORT, LONG].map(append))
  expect(ratio()).toBeLessThanOrEqual(1.5)
  // else nothing was measured
  expect(median(cpu.get(SHORT) ?? [])).toBeGreaterThan(0.3)
})

test('ten thousand messages take no more than 250 nodes in the list', async () => {
  const nodes = await stage(LONG).page.evaluate(() => window.probe!.nodes())
  expect(nodes).toBeGreaterThan(30)
  expect(nodes).toBeLessThanOrEqual(250)
})

test.each([SHORT, LONG])(
  'fifty above %i move what is read by no more than a pixel, in every painted frame',
  async (count) => {
    const { worst, gone, frames } = await stage(count).prepend(150)
    expect(frames).toBe(45)
    expect(worst).toBeLessThanOrEqual(1)
    expect(gone).toBe(0)
  },
)
