import { act, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { RequestHandler } from 'msw'
import { Profiler, StrictMode } from 'react'
import { afterEach, beforeEach, vi } from 'vitest'
import { App } from '~/app/App'
import { readConfig } from '~/app/config'
import { loadWords } from '~/view/words'
import { createMockServer } from '~/mocks/node'
import { createWorld, type World, type WorldSetup } from '~/mocks/world'

/** True UTC at which the journeys begin: 2026-11-20 10:00 in Shanghai. */
const START = Date.UTC(2026, 10, 20, 2)

const PC = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/132.0'
export const PHONE = 'Mozilla/5.0 (Linux; Android 12) Chrome/107.0 Mobile MicroMessenger/8.0'

const MEMBER = 'appid=JH&from=200&to=2&fromrole=MEMBER'
export const SALER = 'appid=JH&from=2&to=200&fromrole=SALER'

/** Gives the tests of a file the clock: call it once at its top. */
export function ownTheClock(): void {
  beforeEach(() => {
    localStorage.clear()
    vi.useFakeTimers({ now: START })
    // jsdom has no windows, and says no
    vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  })
  afterEach(() => {
    vi.restoreAllMocks()
    servers.splice(0).forEach((server) => server.close())
    vi.useRealTimers()
  })
}
const servers: ReturnType<typeof createMockServer>[] = []

/** A backend without a past and without a bot, on the test's clock; what is switched otherwise is told. */
export const aWorld = (switches: Partial<WorldSetup> = {}): World =>
  createWorld({ now: () => Date.now(), story: false, bot: false, ...switches })

export type Visit = Readonly<{
  address?: string
  /** Who looks at whom; MEMBER 200 at SALER 2 unless told. */
  pair?: string
  userAgent?: string
  settle?: boolean
  /** Settings of the build. */
  env?: Readonly<Record<string, string>>
  /** What is answered otherwise from the first request on. */
  handlers?: readonly RequestHandler[]
  /** Mounts everything twice, as React does in development. */
  strict?: boolean
}>

/** Opens the conversation of MEMBER 200 with SALER 2 against `world`, and lets the first answers arrive. */
export async function renderChat(
  world: World,
  {
    address = '',
    pair = MEMBER,
    userAgent = PC,
    settle = true,
    env = {},
    handlers = [],
    strict = false,
  }: Visit = {},
) {
  const server = createMockServer(world)
  server.listen({ onUnhandledRequest: 'bypass' })
  servers.push(server)
  server.use(...handlers)
  const asked: URL[] = []
  server.events.on('request:start', ({ request }) => void asked.push(new URL(request.url)))

  const url = `${location.origin}/?${pair}${address}`
  const source = { url, userAgent, touchPoints: 0, meta: () => null, env }
  const result = readConfig(source)
  const words = await loadWords(result.ok ? result.config.lang : result.lang)
  let commits = 0
  const page = (
    <Profiler id="page" onRender={() => (commits += 1)}>
      <App result={result} read={(identity) => readConfig(source, identity)} words={words} />
    </Profiler>
  )
  const view = render(strict ? <StrictMode>{page}</StrictMode> : page)
  if (settle) await elapse('100 ms')
  return {
    ...view,
    server,
    /** Closes the page; the browser keeps what it has kept. */
    leave: () => {
      view.unmount()
      server.close()
    },
    /** How often React has committed anything so far. */
    commits: () => commits,
    /** The requests so far, as `endpoint lasttime`. */
    asked: () =>
      asked.map((url) =>
        `${url.pathname.split('/').pop() ?? ''} ${url.searchParams.get('lasttime') ?? ''}`.trim(),
      ),
    user: userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTimeAsync(ms) }),
  }
}

/** Lets time pass, `'31 s'` or `'300 ms'`, with everything that happens in it. */
export async function elapse(span: `${number} s` | `${number} ms`): Promise<void> {
  const [amount = '0', unit] = span.split(' ')
  const ms = Number(amount) * (unit === 's' ? 1000 : 1)
  // in steps: answers of the mock server come by real promises, which one long jump would pass by
  for (let left = ms; left > 0; left -= 100) await act(() => vi.advanceTimersByTimeAsync(Math.min(100, left)))
}

export const messages = (): HTMLElement[] => within(screen.getByRole('log')).queryAllByRole('article')

/** What the bubbles say, from top to bottom. */
export const shownTexts = (): string[] =>
  messages().map((message) => message.querySelector('[data-bubble]')?.textContent ?? '')

/** The line that says how fresh the view is. */
export const freshness = (): string => document.querySelector('[data-freshness]')?.textContent ?? ''

/** Hides or shows the page, as the browser would. */
export function setVisibility(state: 'visible' | 'hidden'): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
  act(() => void document.dispatchEvent(new Event('visibilitychange')))
}

export const POLL = '*/api/im/getNewestMsgListByLastTime'
export const HISTORY = '*/api/im/getMsgListByPageAndUserId'
export const SEND = '*/api/im/sendMsg'

type Chat = Awaited<ReturnType<typeof renderChat>>

/** How often the page has polled so far. */
export const polls = (chat: Chat): number =>
  chat.asked().filter((line) => line.startsWith('getNewest')).length

/** A running conversation of one message, 一. */
export async function aTalk(switches: Partial<WorldSetup> = {}, visit: Visit = {}) {
  const world = aWorld(switches)
  world.says({ content: '一' })
  return { world, chat: await renderChat(world, visit) }
}
