import type { Browser, BrowserContextOptions, Page } from 'playwright'

/** A page for one test: `leave` when it is over. */
export type Lent = Readonly<{ page: Page; leave: () => Promise<void> }>

type Kept = { readonly page: Page; readonly origins: Set<string>; spent: boolean }

/** What outlives the document, or cannot be told from what the next test does: whoever has asked for it leaves no page to others. */
const LASTING = {
  page: [
    'addInitScript',
    'addLocatorHandler',
    'close',
    'emulateMedia',
    'exposeBinding',
    'exposeFunction',
    'on',
  ],
  context: [
    'addCookies',
    'addInitScript',
    'exposeBinding',
    'exposeFunction',
    'grantPermissions',
    'newCDPSession',
    'newPage',
    'on',
    'route',
    'setExtraHTTPHeaders',
    'setOffline',
  ],
} as const

const kept = new WeakMap<Browser, Map<string, Kept[]>>()

/**
 * A blank page for tests at `origin`: one that an earlier test of this file has left, which saves a third of what it costs to open
 * the product, else one in a new context. Each backend has an origin of its own, and thus its own storage: where an origin is
 * known to the page already, the page is not used again.
 */
export async function lendPage(
  browser: Browser,
  options: BrowserContextOptions,
  origin: string,
): Promise<Lent> {
  const known = kept.get(browser) ?? new Map<string, Kept[]>()
  kept.set(browser, known)
  const kind = JSON.stringify(options)
  const idle = known.get(kind) ?? []
  known.set(kind, idle)
  const at = idle.findIndex(({ origins }) => !origins.has(origin))
  const one = idle.splice(at, at < 0 ? 0 : 1)[0] ?? (await newPage(browser, options))
  one.origins.add(origin)
  const { page } = one
  return {
    page,
    async leave() {
      if (!one.spent && (await cleared(page, options))) idle.push(one)
      else await page.context().close()
    },
  }
}

async function newPage(browser: Browser, options: BrowserContextOptions): Promise<Kept> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const one: Kept = { page, origins: new Set(), spent: false }
  watch(page, LASTING.page, one)
  watch(context, LASTING.context, one)
  return one
}

/** Calls what they called, and notes it. */
function watch<Name extends string>(
  owner: Record<Name, (...args: never[]) => unknown>,
  names: readonly Name[],
  one: Kept,
): void {
  for (const name of names) {
    const method = owner[name].bind(owner)
    owner[name] = (...args) => {
      one.spent = true
      return method(...args)
    }
  }
}

/** Whether nothing is left of what was in the page. */
async function cleared(page: Page, { viewport }: BrowserContextOptions): Promise<boolean> {
  try {
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await page.goto('about:blank', { timeout: 5_000 })
    await page.mouse.move(0, 0)
    if (viewport) await page.setViewportSize(viewport)
    return true
  } catch {
    return false
  }
}

/** Loads the page anew in a browser that knows nothing of it: as if it had never been opened there. */
export async function visitAnew(page: Page): Promise<void> {
  const address = page.url()
  // what it keeps as it is left is gone by then
  await page.goto(new URL('/favicon.svg', address).href)
  await page.evaluate(() => localStorage.clear())
  await page.goto(address)
}
