import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { chosenChromium, launchChromium } from '~test/browser/support/chromium'
import type { EngineName } from './asked'
import { bidiEngine } from './drivers/bidi'
import { startDisplay } from './drivers/display'
import { playwrightEngine } from './drivers/playwright'
import { webKitEngine } from './drivers/webKit'
import type { Engine } from './engine'
import { isFitFor, isInstalled, launchOldChromium, type OldVersion } from './oldChromium'

export type EngineEntry = Readonly<{
  /** What it is called, without its version. */
  title: string
  /** Whose browser it stands for. */
  standsFor: string
  /** What this machine lacks to run it, with how to get it; null for nothing. */
  lacks: () => string | null
  launch: () => Promise<Engine>
}>

/** With a package.json of its own, so that only these tests download them. */
const NPM = 'npm run engines:install'

const oldChromium = (version: OldVersion, standsFor: string): EngineEntry => ({
  title: `Chromium ${version}`,
  standsFor,
  lacks() {
    if (!isFitFor(process)) return 'its binary runs on Linux x64 only'
    return isInstalled(version) ? null : `its npm package: ${NPM}`
  },
  launch: async () => playwrightEngine(`chromium${version}`, await launchOldChromium(version)),
})

/** Where Debian has the browsers that WebDrivers start, by a pattern of `/usr/lib`: `*` is any one folder. */
const miniBrowser = (folder: RegExp) =>
  foldersIn('/usr/lib')
    .flatMap((system) => foldersIn(system).filter((each) => folder.test(path.basename(each))))
    .map((each) => path.join(each, 'MiniBrowser'))
    .reverse()
    .find(existsSync)

const foldersIn = (folder: string) =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((each) => each.isDirectory())
        .map(({ name }) => path.join(folder, name))
        .sort()
    : []

const command = (...names: readonly string[]) =>
  (process.env['PATH'] ?? '')
    .split(':')
    .flatMap((folder) => names.map((name) => path.join(folder, name)))
    .find(existsSync)

/** What is missing of an engine that Debian has: `apt install …`. */
const debian = (packages: string, parts: Readonly<Record<string, string | undefined>>) => {
  const missing = Object.keys(parts).filter((name) => parts[name] === undefined)
  return missing.length === 0 ? null : `${missing.join(', ')}: apt install ${packages}`
}

const WPE = /^wpe-webkit-/
const GTK = /^webkit2gtk-4\.1$/

export const ENGINES: Readonly<Record<EngineName, EngineEntry>> = {
  chromium86: oldChromium(86, 'WeChat on Android, 2021 to the end of 2022: the floor'),
  chromium107: oldChromium(107, 'WeChat on Android from the end of 2022'),
  wpe: {
    title: 'WPE WebKit',
    standsFor: 'WeChat on iOS 16 (WebKit of autumn 2022)',
    lacks: () =>
      debian('wpewebkit-driver gstreamer1.0-plugins-good libgles2 libegl1 libgl1-mesa-dri', {
        WPEWebDriver: command('WPEWebDriver'),
        MiniBrowser: miniBrowser(WPE),
      }),
    launch: () =>
      webKitEngine('wpe', {
        command: 'WPEWebDriver',
        env: { LIBGL_ALWAYS_SOFTWARE: '1', EGL_PLATFORM: 'surfaceless' },
        capabilities: {
          'wpe:browserOptions': { binary: miniBrowser(WPE), args: ['--automation', '--headless'] },
        },
        hasWheel: true,
      }),
  },
  webkitgtk: {
    title: 'WebKitGTK',
    standsFor: 'WeChat on iOS 26',
    lacks: () =>
      debian('webkit2gtk-driver xvfb', {
        WebKitWebDriver: command('WebKitWebDriver'),
        MiniBrowser: miniBrowser(GTK),
        Xvfb: command('Xvfb'),
      }),
    async launch() {
      const { display, stop } = await startDisplay()
      return webKitEngine('webkitgtk', {
        command: 'WebKitWebDriver',
        env: {
          DISPLAY: display,
          // root may not nest namespaces, and no machine of tests has a graphics card
          WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
          WEBKIT_DISABLE_COMPOSITING_MODE: '1',
          LIBGL_ALWAYS_SOFTWARE: '1',
        },
        capabilities: { 'webkitgtk:browserOptions': { binary: miniBrowser(GTK), args: ['--automation'] } },
        // within a frame it turns once and never again
        hasWheel: false,
        after: stop,
      })
    },
  },
  firefox: {
    title: 'Firefox',
    standsFor: 'salespeople’s PCs',
    lacks: () => {
      const puppeteer = path.join(import.meta.dirname, 'node_modules/puppeteer-core')
      return existsSync(puppeteer)
        ? debian('firefox-esr', { Firefox: command('firefox-esr', 'firefox') })
        : `puppeteer-core: ${NPM}`
    },
    launch: () => bidiEngine('firefox', command('firefox-esr', 'firefox') ?? ''),
  },
  chromium: {
    title: 'Chromium',
    standsFor: 'WeChat of today on Android and PCs, salespeople’s PCs',
    lacks: () =>
      chosenChromium().kind === 'use'
        ? null
        : 'Chromium: apt install chromium fonts-noto-cjk, or CHROMIUM_PATH with its executable',
    launch: async () => playwrightEngine('chromium', await launchChromium({ whole: true })),
  },
}
