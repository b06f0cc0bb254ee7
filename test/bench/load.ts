import type { Browser } from 'playwright'
import { number, table } from '~test/simulation/document'
import { launchChromium } from '~test/browser/support/chromium'
import { conversation, PHONE } from '~test/browser/support/talk'
import { startBackend } from '~test/support/backend'
import { aRow } from '~test/support/rows'
import { buildPage, DIST } from './builtPage'
import { ask, SEEN, wait, watchTasks } from './loadPage'

/** How often it is opened; the median counts. */
const TIMES = Number(process.env['JH_TIMES'] ?? 5)
/** A phone of few means on a network of few means. */
const CPU = 4
const NETWORK = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }
const ADDRESS = '/?appid=JH&from=200&to=2&fromrole=MEMBER'

/**
 * Has V8 note the place of each instruction as it compiles. Else it does so once a stack is looked at, by parsing all that is on it anew; on
 * a page that is watched, as by Playwright, that is each `Error` that is made. React makes five as it is evaluated: 150 ms and more that no
 * phone spends.
 */
const EAGER = ['--js-flags=--no-enable-lazy-source-positions']

/** What one visit tells, ms: when things stood on the screen, and of the slowed processor each task in each part of it. */
type Visit = Readonly<{
  stood: Readonly<Record<string, number>>
  tasks: Readonly<Record<string, readonly number[]>>
}>

/**
 * What a phone shows when, four times as slow as this machine, on 400 kbit/s with 400 ms of latency; and what keeps it from answering a
 * finger. Of the environment: `JH_TIMES` (5) visits, `JH_DIST` a folder of the built page, which is taken as it is. Have a font of emoji
 * installed, as every phone has (`fonts-noto-color-emoji`): looking for their signs in all others takes their panel 200 ms more.
 */
export async function run(): Promise<void> {
  await buildPage()
  const browser = await launchChromium({ args: EAGER })
  const visits: Visit[] = []
  for (let i = 0; i < TIMES; i += 1) visits.push(await visit(browser))
  await browser.close()
  const median = (all: readonly number[]) =>
    [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN
  const [first] = visits
  console.log(
    table(
      [`CPU ${CPU}×, 400 kbit/s, 400 ms; median of ${TIMES}`, 'ms after the tap'],
      Object.keys(first?.stood ?? {}).map((what) => [
        what,
        number(median(visits.map(({ stood }) => stood[what] ?? Number.NaN))),
      ]),
    ),
  )
  console.log('')
  console.log(
    table(
      ['tasks that keep a finger waiting', 'longest, ms', 'the worst of all', 'over 50 ms', 'over 200 ms'],
      Object.keys(first?.tasks ?? {}).map((part) => {
        const all = visits.map(({ tasks }) => tasks[part] ?? [])
        const over = (ms: number) => median(all.map((one) => one.filter((task) => task > ms).length))
        const longest = all.map((one) => Math.max(0, ...one))
        return [
          part,
          number(median(longest)),
          number(Math.max(...longest)),
          number(over(50)),
          number(over(200)),
        ]
      }),
    ),
  )
}

async function visit(browser: Browser): Promise<Visit> {
  const backend = await startBackend({ dist: DIST, compresses: true, rows: conversation(300) })
  const context = await browser.newContext({ ...PHONE, timezoneId: 'Asia/Shanghai', locale: 'zh-CN' })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', NETWORK)
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU })
  await page.addInitScript(SEEN)
  const watch = await watchTasks(browser)
  const tasks: Record<string, readonly number[]> = {}
  const part = async (name: string, act: () => Promise<unknown>) => {
    await watch.start()
    await act()
    await wait(2_000)
    tasks[name] = await watch.end()
  }
  const asked = async (count: number) => {
    const before = backend.requests.length
    while (backend.requests.length < before + count) await wait(100)
  }
  await part('until the conversation stands', async () => {
    await page.goto(backend.origin + ADDRESS, { waitUntil: 'commit' })
    while (backend.asked('getMsgListByPageAndUserId').length === 0) await wait(100)
    await wait(4_000)
  })
  const paint = `performance.getEntriesByName('first-contentful-paint')[0]?.startTime`
  const stood = {
    'the first sign': await ask<number>(session, paint),
    ...(await ask<Record<string, number>>(session, 'jhSeen')),
  }
  const now = Date.now()
  const burst = Array.from({ length: 100 }, (_, i) =>
    aRow({ from: '2', content: `一阵 ${i}` }, now - 100 + i),
  )
  await part('100 messages at once', () => {
    backend.rows.push(...burst)
    return asked(2)
  })
  await part('older pages, scrolling up', async () => {
    for (let i = 0; i < 60; i += 1) {
      await ask(session, `document.querySelector('[role="log"]').scrollBy(0, -150)`)
      await wait(50)
    }
  })
  await part('writing 30 letters', async () => {
    await ask(session, `document.querySelector('textarea').focus()`)
    for (let i = 0; i < 30; i += 1) {
      await page.keyboard.insertText('字')
      await wait(60)
    }
  })
  await part('the emoji panel', () => ask(session, `document.querySelector('[aria-label="表情"]').click()`))
  await context.close()
  await backend.close()
  return { stood, tasks }
}
