import path from 'node:path'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { messageAt } from '~test/bench/compare/conversation'
import { median } from '~test/bench/compare/figures'
import { peer } from '~test/bench/compare/peer'
import type { Candidate, Stage } from '~test/bench/compare/stage'
import { launchChromium } from '~test/browser/support/chromium'

const PAGE = path.resolve(import.meta.dirname, '../bench/planted')
const COUNT = 300

let browser: Browser
let planted: Candidate
let list: Stage
let next = COUNT
beforeAll(async () => {
  browser = await launchChromium()
  planted = await peer(PAGE, { name: 'planted', label: 'planted', versions: {}, largest: COUNT })
  list = await planted.open(browser, COUNT)
  await list.mount(10_000)
})
afterAll(async () => {
  await browser.close()
  await planted.close()
})

/** What `look` tells of a list with that fault; '' is one without. */
async function of<T>(fault: string, look: () => Promise<T>): Promise<T> {
  const plant = (name: string) =>
    list.page.evaluate((name) => (window as unknown as { plant: (name: string) => void }).plant(name), name)
  await list.page.evaluate(() => window.probe!.scrollTo(1e9))
  await plant(fault)
  try {
    return await look()
  } finally {
    await plant('')
  }
}

const append = (limit = 10_000) => list.append([messageAt((next += 1), { at: Date.now() })], limit)

/** What it costs of the processor to append one, at the median of three, ms; and how many nodes that changes. */
async function appending() {
  await list.page.evaluate(() => window.probe!.count())
  const all: number[] = []
  for (let i = 0; i < 3; i += 1) all.push((await append()).cpu)
  const { mutations } = await list.page.evaluate(() => window.probe!.counted())
  return { cpu: median(all), mutations: mutations / 3 }
}

test('a row that burns 30 ms of the processor is seen, and a list that makes all rows anew for each', async () => {
  const well = await of('', appending)
  expect(well.mutations).toBe(1)
  const slow = await of('slow', appending)
  // not 30: what else runs on the machine takes part of the wall time that is burnt
  expect(slow.cpu - well.cpu).toBeGreaterThan(8)
  expect((await of('all', appending)).mutations).toBeGreaterThan(2 * COUNT)
})

test('an append that is not followed is seen', async () => {
  await expect(of('stays', () => append(300))).rejects.toThrow('not in view')
})

test('an empty poll that changes the page, lays it out or has React commit is seen', async () => {
  const idle = () => list.idle(2)
  expect(await of('', idle)).toMatchObject({ mutations: 0, layouts: 0, commits: 0 })
  expect(await of('mutates', idle)).toMatchObject({ mutations: 1, commits: 0 })
  expect(await of('commits', idle)).toMatchObject({ mutations: 0, commits: 1 })
  expect((await of('lays out', idle)).layouts).toBeGreaterThanOrEqual(1)
})

test('a list that jumps by 40 px for two frames, as older ones come, is seen', async () => {
  const prepend = () => list.prepend(150)
  const well = await of('', prepend)
  expect(well.worst).toBeLessThan(1)
  const jumping = await of('jump', prepend)
  expect(jumping.worst).toBeGreaterThan(39)
  expect(jumping.worst).toBeLessThan(41)
  expect(jumping.end).toBeLessThan(1)
})

test('blank and dropped frames of a fling are seen, and a list that drifts while one reads', async () => {
  const fling = () => list.page.evaluate(() => window.probe!.fling(150, 20))
  expect(await of('', fling)).toMatchObject({ blank: 0, partly: 0, moved: 20 * 150 })
  expect((await of('blank', fling)).blank).toBeGreaterThan(15)
  expect((await of('drops', fling)).dropped).toBeGreaterThan(20)
  const drift = () => list.page.evaluate(() => window.probe!.drift(12, 40))
  expect(await of('', drift)).toMatchObject({ jumps: 0 })
  expect((await of('drifts', drift)).jumps).toBeGreaterThan(5)
})
