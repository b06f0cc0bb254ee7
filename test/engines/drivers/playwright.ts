import type { Browser, Frame, Page } from 'playwright'
import type { EngineName } from '~test/engines/asked'
import {
  type Engine,
  type EnginePage,
  PATIENCE,
  partsOf,
  type Screen,
  type Target,
  type View,
} from '~test/engines/engine'

/** A Chromium that Playwright drives, of today or one of its age. */
export function playwrightEngine(name: EngineName, browser: Browser): Engine {
  let close = async () => {}
  return {
    name,
    version: browser.version(),
    isPhone: true,
    isMuted: false,
    async open(screen) {
      await close()
      const { page, context } = await openPage(browser, screen)
      close = () => context.close()
      return page
    },
    close: () => browser.close(),
  }
}

async function openPage(browser: Browser, screen: Screen) {
  const isPhone = screen.width < 600
  const context = await browser.newContext({
    viewport: screen,
    isMobile: isPhone,
    hasTouch: isPhone,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (line) => {
    if (line.type() === 'error') errors.push(line.text())
  })
  const own: EnginePage = {
    ...viewOf(page, page.mainFrame()),
    goto: async (address) => void (await page.goto(address)),
    async frame(css) {
      const handle = await page.waitForSelector(css)
      const frame = await handle.contentFrame()
      if (!frame) throw new Error(`${css} is no frame`)
      return viewOf(page, frame)
    },
    async screenshot() {
      // Playwright's own puts a style into the page, which the page's policy refuses
      const session = await context.newCDPSession(page)
      const { data } = await session.send('Page.captureScreenshot')
      return Buffer.from(data, 'base64')
    },
    errors: () => errors,
  }
  return { page: own, context }
}

function viewOf(page: Page, frame: Frame): View {
  const locate = (target: Target) => {
    const { css, text } = partsOf(target)
    return frame.locator(css, { hasText: text }).first()
  }
  return {
    // Playwright's own type of what a function is given and gives leaves no room for another
    evaluate: (read, given) => frame.evaluate(read as never, given) as Promise<never>,
    waitFor: (target) => locate(target).waitFor({ state: 'attached' }),
    click: (target) => locate(target).click(),
    async type(target, text) {
      await locate(target).click()
      await page.keyboard.insertText(text)
    },
    async scroll(target, px) {
      await locate(target).hover()
      await page.mouse.wheel(0, px)
    },
    setFiles: (target, files) => locate(target).setInputFiles([...files]),
    async reload() {
      if (frame === page.mainFrame()) await page.reload()
      else await frame.goto(frame.url())
    },
  }
}
