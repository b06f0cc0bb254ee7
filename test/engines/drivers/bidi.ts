import { createRequire } from 'node:module'
import path from 'node:path'
import type { EngineName } from '~test/engines/asked'
import {
  type Engine,
  findElement,
  type Json,
  PATIENCE,
  partsOf,
  type Screen,
  type Target,
  type View,
} from '~test/engines/engine'
import { until } from './until'

/** The part of puppeteer-core that is used: its types are installed only where it is. */
type Handle = Readonly<{
  asElement: () => Handle | null
  click: () => Promise<void>
  hover: () => Promise<void>
  type: (text: string) => Promise<void>
  uploadFile: (...files: string[]) => Promise<void>
  contentFrame: () => Promise<Frame | null>
}>
type Frame = Readonly<{
  url: () => string
  goto: (address: string) => Promise<unknown>
  evaluate: (read: unknown, given: Json) => Promise<unknown>
  evaluateHandle: (read: unknown, given: Json) => Promise<Handle>
}>
type Page = Readonly<{
  mainFrame: () => Frame
  goto: (address: string) => Promise<unknown>
  reload: () => Promise<unknown>
  close: () => Promise<void>
  setViewport: (screen: Screen) => Promise<void>
  screenshot: () => Promise<Uint8Array>
  mouse: { wheel: (by: Readonly<{ deltaY: number }>) => Promise<void> }
  on: ((event: 'pageerror', heard: (error: Error) => void) => void) &
    ((event: 'console', heard: (line: { type: () => string; text: () => string }) => void) => void)
}>
type Puppeteer = Readonly<{
  launch: (options: Readonly<Record<string, unknown>>) => Promise<{
    version: () => Promise<string>
    newPage: () => Promise<Page>
    close: () => Promise<void>
  }>
}>

/** It asks the network for nothing by itself. */
const PREFERENCES = {
  'app.update.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'intl.accept_languages': 'zh-CN, zh',
}

/** Firefox by WebDriver BiDi, which it speaks itself. */
export async function bidiEngine(name: EngineName, executablePath: string): Promise<Engine> {
  const { default: puppeteer } = createRequire(path.join(import.meta.dirname, '../package.json'))(
    'puppeteer-core',
  ) as { default: Puppeteer }
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    env: { ...process.env, TZ: 'Asia/Shanghai' },
    extraPrefsFirefox: PREFERENCES,
  })
  let open: Page | null = null
  return {
    name,
    version: (await browser.version()).replace(/^\w+\//i, ''),
    isPhone: true,
    // without a sound card it plays only what nobody hears
    isMuted: true,
    async open(screen) {
      const before = open
      const page = await browser.newPage()
      open = page
      await before?.close()
      await page.setViewport(screen)
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(String(error)))
      page.on('console', (line) => {
        if (line.type() === 'error') errors.push(line.text())
      })
      return {
        ...viewOf(page, page.mainFrame()),
        goto: async (address) => void (await page.goto(address)),
        async frame(css) {
          const frame = await (await find(page.mainFrame(), css)).contentFrame()
          if (!frame) throw new Error(`${css} is no frame`)
          return viewOf(page, frame)
        },
        screenshot: async () => Buffer.from(await page.screenshot()),
        errors: () => errors,
      }
    },
    close: () => browser.close(),
  }
}

const find = (frame: Frame, target: Target): Promise<Handle> => {
  const { css, text } = partsOf(target)
  return until(`${css} ${text}`, PATIENCE, async () =>
    (await frame.evaluateHandle(findElement, { css, text })).asElement(),
  )
}

function viewOf(page: Page, frame: Frame): View {
  return {
    evaluate: (read, given) => frame.evaluate(read, given) as Promise<never>,
    waitFor: async (target) => void (await find(frame, target)),
    click: async (target) => (await find(frame, target)).click(),
    async type(target, text) {
      const field = await find(frame, target)
      await field.click()
      await field.type(text)
    },
    async scroll(target, px) {
      await (await find(frame, target)).hover()
      await page.mouse.wheel({ deltaY: px })
    },
    setFiles: async (target, files) => (await find(frame, target)).uploadFile(...files),
    async reload() {
      if (frame === page.mainFrame()) await page.reload()
      else await frame.goto(frame.url())
    },
  }
}
