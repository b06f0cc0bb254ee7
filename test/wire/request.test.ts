import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ApiError } from '~/wire/errors'
import { ask } from '~/wire/request'

const URL_ = 'http://im.example/api/im/x'
const form = { type: 'application/x-www-form-urlencoded', text: 'a=1' }
type Fetch = (url: string, init: RequestInit) => Promise<Response>

const answering = (fetch: Fetch) => vi.stubGlobal('fetch', vi.fn<Fetch>(fetch))
const outcome = (question: Parameters<typeof ask>[0]) =>
  ask(question).then(
    (answer) => answer,
    (error: unknown) => (error instanceof ApiError ? error.failure : error),
  )

/** A fetch that answers never, and rejects when it is aborted, as the browser's does. */
const hanging: Fetch = (_, { signal }) =>
  new Promise((_, reject) =>
    signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
  )

/** A body whose chunks come when the test says so. */
function aSlowBody() {
  let controller: ReadableStreamDefaultController<Uint8Array>
  const body = new ReadableStream<Uint8Array>({ start: (c) => void (controller = c) })
  const fetch: Fetch = (_, { signal }) => {
    signal?.addEventListener('abort', () => controller.error(new DOMException('', 'AbortError')))
    return Promise.resolve(new Response(body))
  }
  return {
    fetch,
    says: (text: string) => controller.enqueue(new TextEncoder().encode(text)),
    ends: () => controller.close(),
  }
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('an answer is read whole, with the server’s time', async () => {
  const headers = { date: 'Wed, 16 Aug 2017 01:50:55 GMT' }
  answering(() => Promise.resolve(new Response('你好', { headers })))
  expect(await outcome({ url: URL_ })).toEqual({ text: '你好', serverNow: Date.UTC(2017, 7, 16, 1, 50, 55) })
})

test('a date that is none, or beyond what can be shown, is not told', async () => {
  for (const date of ['soon', 'Sat, 13 Sep 275760 00:00:00 GMT', 'Mon, 01 Jan 1900 00:00:00 GMT']) {
    answering(() => Promise.resolve(new Response('', { headers: { date } })))
    expect(await outcome({ url: URL_ })).toEqual({ text: '', serverNow: null })
  }
})

test('F12 no cache is asked, and a POST says what it carries', async () => {
  const fetch = vi.fn<Fetch>(() => Promise.resolve(new Response('')))
  vi.stubGlobal('fetch', fetch)
  await ask({ url: URL_ })
  expect(fetch.mock.calls[0]?.[1]).toMatchObject({ cache: 'no-store' })
  await ask({ url: URL_, body: form })
  expect(fetch.mock.calls[1]?.[1]).toMatchObject({
    method: 'POST',
    cache: 'no-store',
    body: 'a=1',
    headers: { 'content-type': form.type },
  })
})

describe('time-outs', () => {
  test('F2 ten seconds without headers', async () => {
    answering(hanging)
    const result = outcome({ url: URL_ })
    await vi.advanceTimersByTimeAsync(9_999)
    expect(vi.getTimerCount()).toBeGreaterThan(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(await result).toEqual({ kind: 'timeout', waited: 10_000 })
    expect(vi.getTimerCount()).toBe(0)
  })

  test('F3 ten seconds without a byte of the body, however much came before', async () => {
    const { fetch, says } = aSlowBody()
    answering(fetch)
    const result = outcome({ url: URL_ })
    await vi.advanceTimersByTimeAsync(9_000)
    says('{"success"')
    await vi.advanceTimersByTimeAsync(9_000)
    says(':true')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await result).toEqual({ kind: 'timeout', waited: 10_000 })
  })

  test('a slow phone may take a minute, not longer', async () => {
    const slow = aSlowBody()
    answering(slow.fetch)
    const result = outcome({ url: URL_ })
    for (let second = 0; second < 55; second += 5) {
      slow.says('.')
      await vi.advanceTimersByTimeAsync(5_000)
    }
    slow.ends()
    expect(await result).toMatchObject({ text: '...........' })

    const endless = aSlowBody()
    answering(endless.fetch)
    const cut = outcome({ url: URL_ })
    for (let second = 0; second < 60; second += 5) {
      endless.says('.')
      await vi.advanceTimersByTimeAsync(5_000)
    }
    expect(await cut).toEqual({ kind: 'timeout', waited: 60_000 })
  })

  test('fifteen seconds for a send', async () => {
    answering(hanging)
    const result = outcome({ url: URL_, body: form })
    await vi.advanceTimersByTimeAsync(14_999)
    await vi.advanceTimersByTimeAsync(1)
    expect(await result).toEqual({ kind: 'timeout', waited: 15_000 })
  })
})

test('an abort by the caller is no failure of the network', async () => {
  answering(hanging)
  const controller = new AbortController()
  const result = outcome({ url: URL_, signal: controller.signal })
  controller.abort()
  expect(await result).toMatchObject({ name: 'AbortError' })
})

test('a connection that fails is unreachable', async () => {
  answering(() => Promise.reject(new TypeError('Failed to fetch')))
  expect(await outcome({ url: URL_ })).toEqual({ kind: 'unreachable' })
})

describe('statuses', () => {
  const retryAfter = async (value: string, date?: string) => {
    answering(() =>
      Promise.resolve(
        new Response('', { status: 429, headers: { 'retry-after': value, ...(date && { date }) } }),
      ),
    )
    return outcome({ url: URL_ })
  }
  const http = (status: number, ms: number | null) => ({ kind: 'http', status, retryAfter: ms })

  test.each([400, 401, 404, 500, 503])('%i is told as it is', async (status) => {
    answering(() => Promise.resolve(new Response('<html>', { status })))
    expect(await outcome({ url: URL_ })).toEqual(http(status, null))
  })
  test('F6 Retry-After counts in seconds or by a date, at most five minutes, and nonsense is none', async () => {
    expect(await retryAfter('7')).toEqual(http(429, 7_000))
    const date = 'Wed, 16 Aug 2017 01:50:00 GMT'
    expect(await retryAfter('Wed, 16 Aug 2017 01:50:30 GMT', date)).toEqual(http(429, 30_000))
    expect(await retryAfter('31536000')).toEqual(http(429, 300_000))
    expect(await retryAfter('soon')).toEqual(http(429, null))
  })
  test('F10 511 is a network that wants a sign-in', async () => {
    answering(() => Promise.resolve(new Response('', { status: 511 })))
    expect(await outcome({ url: URL_ })).toEqual({ kind: 'html', ours: false })
  })
})

test('F11 a redirect to another origin is not the API', async () => {
  const response = new Response('{"success":true}')
  Object.defineProperties(response, {
    redirected: { value: true },
    url: { value: 'http://portal.example/login' },
  })
  answering(() => Promise.resolve(response))
  expect(await outcome({ url: URL_ })).toEqual({ kind: 'html', ours: false })
})

test('F16 an answer beyond 20 MB is given up', async () => {
  const chunk = new Uint8Array(1024 * 1024)
  let sent = 0
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent += 1
      controller.enqueue(chunk)
    },
  })
  answering(() => Promise.resolve(new Response(body)))
  expect(await outcome({ url: URL_ })).toMatchObject({ kind: 'malformed' })
  expect(sent).toBeLessThan(24)
})

test('a character that is cut between two chunks stays whole', async () => {
  const bytes = new TextEncoder().encode('你好')
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes.slice(0, 4))
      controller.enqueue(bytes.slice(4))
      controller.close()
    },
  })
  answering(() => Promise.resolve(new Response(body)))
  expect(await outcome({ url: URL_ })).toMatchObject({ text: '你好' })
})

test('nothing is asked for a caller who has already left', async () => {
  const controller = new AbortController()
  controller.abort()
  const fetch: Fetch = (_, { signal }) =>
    signal?.aborted ? Promise.reject(new DOMException('', 'AbortError')) : Promise.resolve(new Response(''))
  answering(fetch)
  expect(await outcome({ url: URL_, signal: controller.signal })).toMatchObject({ name: 'AbortError' })
})

test('the body of an error is let go', async () => {
  let signal: AbortSignal | null | undefined
  answering((_, init) => {
    signal = init.signal
    return Promise.resolve(new Response(new ReadableStream(), { status: 503 }))
  })
  await outcome({ url: URL_ })
  expect(signal?.aborted).toBe(true)
})

test('F6 a Retry-After that only looks like a date is none', async () => {
  const headers = { 'retry-after': 'abc 2099', date: 'Wed, 16 Aug 2017 01:50:00 GMT' }
  answering(() => Promise.resolve(new Response('', { status: 429, headers })))
  expect(await outcome({ url: URL_ })).toEqual({ kind: 'http', status: 429, retryAfter: null })
})

describe('a send to our own origin is marked as ours', () => {
  const sentTo = async (url: string) => {
    vi.stubGlobal('location', { href: 'https://shop.example/chat/' })
    const fetch = vi.fn<Fetch>(() => Promise.resolve(new Response('')))
    vi.stubGlobal('fetch', fetch)
    await ask({ url, body: form })
    return fetch.mock.calls[0]?.[1].headers
  }
  test('there', async () =>
    expect(await sentTo('https://shop.example/api/im/x')).toHaveProperty('x-requested-with'))
  test('and not elsewhere, where it would cost a preflight', async () => {
    expect(await sentTo('https://im.example/api/im/x')).not.toHaveProperty('x-requested-with')
  })
})
