import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { type Browser, chromium, type LaunchOptions } from 'playwright'
import { type Choice, chooseChromium } from './chooseChromium'

const isRoot = process.platform === 'linux' && process.getuid?.() === 0

/** Flags for a browser that serves tests only. Chromium refuses to run as root with its sandbox. */
const ARGS = [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  // each window readies an address bar and a toolbar that nobody sees, at two seconds of a processor. The last list of this
  // kind counts, so what Playwright switches off is said again
  `--disable-features=${[
    'WebUIOmniboxPopup',
    'WebUIOmniboxAimPopup',
    'PreloadTopChromeWebUI',
    'AimEnabled',
    'AvoidCorsURLLoaderRestartOnRedirect',
    'AvoidUnnecessaryBeforeUnloadCheckSync',
    'DestroyProfileOnBrowserClose',
    'HttpsFirstBalancedModeAutoEnable',
    'HttpsUpgrades',
    'LensOverlay',
    'MediaRouter',
    'NetworkTimeServiceQuerying',
    'OptimizationHints',
    'PaintHolding',
    'PreconnectToSearch',
    'ThirdPartyStoragePartitioning',
  ].join(',')}`,
]

const installers = {
  apt: {
    says: 'No Chromium found: installing the packages chromium and fonts-noto-cjk.',
    run() {
      // an outdated list of one source must not hinder the installation from the others
      apt('update')
      apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk')
      // by itself: not every Debian has it, and the tests can do without
      apt('install', '-y', '--no-install-recommends', 'chromium-headless-shell')
    },
  },
  playwright: {
    says: "No Chromium found: downloading Playwright's own.",
    run() {
      const folder = path.dirname(createRequire(import.meta.url).resolve('playwright/package.json'))
      run(process.execPath, [path.join(folder, 'cli.js'), 'install', 'chromium'])
    },
  },
}

/**
 * The path of a Chromium to test with; installs one, saying so, where there is none (which may take minutes). Throws
 * an Error of one sentence that says what to do if none can be had.
 */
export function findChromium({ shell }: Readonly<{ shell: boolean }>): string {
  const choose = () => chooseFor(shell)
  const first = choose()
  if (first.kind === 'use') return first.executable
  if (first.kind === 'impossible') throw new Error(first.reason)
  for (const installer of first.by.map((name) => installers[name])) {
    console.log(installer.says)
    installer.run()
    const now = choose()
    if (now.kind === 'use') return now.executable
  }
  throw new Error(
    'No Chromium could be installed: install Chrome or Chromium, or set CHROMIUM_PATH to its executable.',
  )
}

/** How many times slower each page computes: what a test takes for granted of time shows there (`npm run test:thorough`). */
const SLOWED = Number(process.env['SLOWED'] ?? 1)

/**
 * A new headless browser: today's Chromium, with the flags that tests want. `whole`: the browser as people have it; the shell has
 * no permissions to ask for and no back/forward cache.
 */
export async function launchChromium({
  whole = false,
  ...options
}: LaunchOptions & { whole?: boolean } = {}): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: findChromium({ shell: !whole }),
    ...options,
    args: [...ARGS, ...(options.args ?? [])],
  })
  withoutWorkers(browser)
  if (SLOWED > 1) slowDown(browser)
  return browser
}

/** The page is opened by the server, whatever an earlier test has left, unless a test is about that and says so. */
function withoutWorkers(browser: Browser): void {
  const newContext = browser.newContext.bind(browser)
  browser.newContext = async (options) => {
    const context = await newContext(options)
    // Playwright would block them by itself, and say so on the console
    if (!options?.serviceWorkers)
      await context.addInitScript(() => {
        const container = globalThis.ServiceWorkerContainer
        if (container) container.prototype.register = () => new Promise(() => {})
      })
    return context
  }
  browser.newPage = async (options) => (await browser.newContext(options)).newPage()
}

function slowDown(browser: Browser): void {
  const newContext = browser.newContext.bind(browser)
  browser.newContext = async (options) => {
    const context = await newContext(options)
    const newPage = context.newPage.bind(context)
    context.newPage = async () => {
      const page = await newPage()
      const session = await context.newCDPSession(page)
      await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWED })
      return page
    }
    return context
  }
  browser.newPage = async (options) => (await browser.newContext(options)).newPage()
}

const chooseFor = (shell: boolean) =>
  chooseChromium({
    platform: process.platform,
    env: process.env,
    isRoot,
    shell,
    exists: existsSync,
    playwrights: chromium.executablePath(),
  })

/** Which whole Chromium is there, without installing any. */
export const chosenChromium = (): Choice => chooseFor(false)

const apt = (...args: readonly string[]) => run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args])

/** Whether it worked shows in what is there afterwards. */
function run(command: string, args: readonly string[]) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env })
}
