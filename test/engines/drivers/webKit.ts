import { setTimeout as delay } from 'node:timers/promises'
import type { EngineName } from '~test/engines/asked'
import {
  type Engine,
  type EnginePage,
  findElement,
  PATIENCE,
  PC,
  partsOf,
  type Target,
  type View,
} from '~test/engines/engine'
import { until } from './until'
import { type Call, type DriverOptions, startDriver } from './webDriver'

/** The key under which the protocol hands over an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

type Options = DriverOptions &
  Readonly<{
    /** What the session asks for: the browser and how it is started. */
    capabilities: Readonly<Record<string, unknown>>
    /** Whether its driver turns a wheel; it says nothing where it does not. */
    hasWheel: boolean
    /** Ends what stands around the driver. */
    after?: () => Promise<void>
  }>

/** So often a session is tried: some hang while they begin. */
const TRIES = 3

/** A WebKit by the W3C WebDriver protocol. */
export async function webKitEngine(name: EngineName, options: Options): Promise<Engine> {
  const after = options.after ?? (async () => {})
  try {
    const { call, version, close } = await begin(options)
    return {
      name,
      version,
      // a window of WPE has one size, and one of MiniBrowser is as wide as its bar
      isPhone: false,
      isMuted: false,
      open: () => openPage(call, options.hasWheel),
      async close() {
        await close()
        await after()
      },
    }
  } catch (error) {
    await after()
    throw error
  }
}

async function begin(options: Options) {
  for (let tried = 1; ; tried += 1) {
    const driver = await startDriver(options)
    try {
      const started = await Promise.race([session(driver.call, options), hangs()])
      return { ...started, close: driver.stop }
    } catch (error) {
      await driver.stop()
      if (tried === TRIES) throw error
      console.log(`A session of ${options.command} did not begin, trying again: ${String(error)}`)
    }
  }
}

const hangs = async (): Promise<never> => {
  await delay(20_000, null, { ref: false })
  throw new Error('it hangs')
}

async function session(call: Call, { capabilities }: Options) {
  const begun = (await call('POST', '/session', { capabilities: { alwaysMatch: capabilities } })) as {
    sessionId: string
    capabilities: { browserVersion: string }
  }
  const own: Call = (method, path, body) => call(method, `/session/${begun.sessionId}${path}`, body)
  // one that hangs does so at the first page
  await own('POST', '/url', { url: 'about:blank' })
  await own('POST', '/execute/sync', { script: 'return 1', args: [] })
  return { call: own, version: begun.capabilities.browserVersion }
}

async function openPage(call: Call, hasWheel: boolean): Promise<EnginePage> {
  // where it has a size of its own, nothing happens
  await call('POST', '/window/rect', PC)
  /** Which frame the calls go to; they are told only when it changes. */
  let current = ''
  const enter = async (css: string) => {
    if (css === current) return
    await call('POST', '/frame', { id: null })
    current = ''
    if (css === '') return
    const script = 'return document.querySelector(arguments[0])'
    const element = await call('POST', '/execute/sync', { script, args: [css] })
    if (element === null) throw new Error(`there is no ${css}`)
    await call('POST', '/frame', { id: element })
    current = css
  }
  const viewIn = (css: string) =>
    viewOf(
      call,
      hasWheel,
      () => enter(css),
      () => (current = '?'),
    )
  return {
    ...viewIn(''),
    async goto(url) {
      await enter('')
      await call('POST', '/url', { url })
    },
    async frame(css) {
      const view = viewIn(css)
      current = '?'
      await until(css, PATIENCE, () => view.evaluate(() => true, null))
      return view
    },
    async screenshot() {
      await enter('')
      return Buffer.from(String(await call('GET', '/screenshot')), 'base64')
    },
    // the protocol tells of none: see the witness
    errors: () => [],
  }
}

function viewOf(call: Call, hasWheel: boolean, enter: () => Promise<void>, forget: () => void): View {
  const run = async (read: unknown, given: unknown) => {
    await enter()
    return call('POST', '/execute/sync', {
      script: `return (${String(read)})(arguments[0])`,
      args: [given],
    })
  }
  const find = (target: Target) =>
    until(JSON.stringify(target), PATIENCE, async () => {
      const found = (await run(findElement, partsOf(target))) as { [ELEMENT]: string } | null
      return found && found[ELEMENT]
    })
  /** Does it to the element, again where that could not be touched yet: it came just now, or the list moves. */
  const touch = (target: Target, how: string, body: unknown) =>
    until(`${how} ${JSON.stringify(target)}`, PATIENCE, async () => {
      await call('POST', `/element/${await find(target)}/${how}`, body)
      return true
    })
  const evaluate: View['evaluate'] = (read, given) => run(read, given) as Promise<never>
  return {
    evaluate,
    waitFor: async (target) => void (await find(target)),
    click: async (target) => void (await touch(target, 'click', {})),
    type: async (target, text) => void (await touch(target, 'value', { text })),
    async scroll(target, px) {
      if (!hasWheel) {
        const by = ({ css, px }: { css: string; px: number }) => document.querySelector(css)?.scrollBy(0, px)
        await evaluate(by, { css: partsOf(target).css, px })
        return
      }
      const at = await evaluate(middleOf, partsOf(target).css)
      // from within a frame the driver turns no wheel
      await call('POST', '/frame', { id: null })
      forget()
      const turn = { type: 'scroll', ...at, deltaX: 0, deltaY: px, duration: 0, origin: 'viewport' }
      await call('POST', '/actions', { actions: [{ type: 'wheel', id: 'wheel', actions: [turn] }] })
    },
    setFiles: async (target, files) =>
      void (await call('POST', `/element/${await find(target)}/value`, { text: files.join('\n') })),
    async reload() {
      await evaluate(() => {
        Object.assign(window, { jhLeft: true })
        location.reload()
      }, null)
      forget()
      await until(
        'reload',
        PATIENCE,
        async () =>
          (await evaluate(() => !('jhLeft' in window) && document.readyState === 'complete', null)) || null,
      )
    },
  }
}

/** In the page: where the middle of the element is in the window, also from within a frame of the same origin. */
function middleOf(css: string): { x: number; y: number } {
  const {
    left = 0,
    top = 0,
    width = 0,
    height = 0,
  } = document.querySelector(css)?.getBoundingClientRect() ?? {}
  const frame = window.frameElement?.getBoundingClientRect()
  return {
    x: Math.round((frame?.left ?? 0) + left + width / 2),
    y: Math.round((frame?.top ?? 0) + top + height / 2),
  }
}
