import { mkdtempSync, rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser } from 'playwright'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '~test/browser/support/chromium'
import { builtFile, serve } from '~test/support/files'
import { listen } from '~test/support/listener'

const ROOT = path.resolve(import.meta.dirname, '../..')

/** Ticks of each kind, every 250 ms, told to the server: nothing else may look into a page that is to be really hidden. */
const PAGE = `
import { createSteadyTimer } from '${ROOT}/src/lib/steadyTimer.ts'
const tell = (what) => void fetch('/told/' + what)
const timer = createSteadyTimer()
const steady = () => { tell('steady'); timer.after(250, steady) }
const plain = () => { tell('plain'); setTimeout(plain, 250) }
document.addEventListener('visibilitychange', () => tell(document.visibilityState))
steady()
plain()
`
const POLICY = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'"

/** The page as it is released: its worker is bundled, and the policy of the released page holds. */
async function buildPage(outDir: string) {
  const entry = 'virtual:page'
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    base: './',
    resolve: { tsconfigPaths: true },
    publicDir: false,
    plugins: [
      {
        name: 'page',
        resolveId: (id) => (id === entry ? `\0${entry}` : null),
        load: (id) => (id === `\0${entry}` ? PAGE : null),
      },
    ],
    build: {
      outDir,
      emptyOutDir: true,
      rolldownOptions: { input: entry, output: { entryFileNames: 'page.js' } },
    },
  })
}

async function answer(request: IncomingMessage, response: ServerResponse) {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  const [, what] = /^\/told\/(.*)$/.exec(pathname) ?? []
  if (what !== undefined) {
    told.push(what)
    response.writeHead(204).end()
  } else if (pathname === '/') {
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': POLICY })
    response.end('<!doctype html><title>tick</title><script type="module" src="page.js"></script>')
  } else {
    const file = await builtFile(outDir, pathname)
    if (file) serve(request, response, file)
    else response.writeHead(404).end()
  }
}

const outDir = mkdtempSync(path.join(tmpdir(), 'hidden-tick-'))
const told: string[] = []
let server: Awaited<ReturnType<typeof listen>>
let browser: Browser

beforeAll(async () => {
  await buildPage(outDir)
  server = await listen((request, response) => void answer(request, response))
  browser = await launchChromium({
    whole: true,
    // five minutes until timers are throttled become a second
    args: ['--enable-features=IntensiveWakeUpThrottling:grace_period_seconds/1'],
    // what Playwright switches off so that hidden pages go on
    ignoreDefaultArgs: [
      '--disable-background-timer-throttling',
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
    ],
  })
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  rmSync(outDir, { recursive: true, force: true })
})

const count = (what: string, among: readonly string[] = told) => among.filter((one) => one === what).length

/** What was told during the last 20 steady ticks, 5 s: where timers are throttled to one a second that has five plain ones. */
function lately() {
  const places = told.flatMap((what, i) => (what === 'steady' ? [i] : []))
  return told.slice(places[places.length - 20])
}

test('a steady timer keeps time in a hidden page, whose own timers are throttled to one a minute', async () => {
  const session = await browser.newBrowserCDPSession()
  // not through Playwright, which tells its pages that they are seen
  await session.send('Target.createTarget', { url: server.origin })
  await expect.poll(() => Math.min(count('steady'), count('plain'))).toBeGreaterThan(4)
  // while it is seen both keep time
  expect(Math.abs(count('steady') - count('plain'))).toBeLessThan(3)

  const { targetId } = await session.send('Target.createTarget', { url: 'about:blank' })
  await session.send('Target.activateTarget', { targetId })
  await expect.poll(() => count('hidden')).toBe(1)
  told.splice(0)
  // one may fall into the five seconds by chance
  const isThrottled = () => count('steady') > 20 && count('plain', lately()) <= 1
  await expect.poll(isThrottled, { timeout: 20_000 }).toBe(true)
  expect(count('visible')).toBe(0)
})
