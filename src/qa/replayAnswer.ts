import { delay } from '~/lib/timer'
import { idOf } from './knownRows'
import type { Exchange } from './recording'

/** What is answered after a while. */
export type Planned = Pick<Exchange, 'ms' | 'status' | 'failure' | 'headers' | 'redirected'> &
  Readonly<{ text: string }>

/** What a page gets that was redirected: only a network can redirect, and what it led to is a page as well. */
const SIGN_IN = '<!doctype html><title>redirected</title>'

const WITHOUT_BODY = new Set([204, 205, 304])

/** Answers as was planned, `speed` times as fast; rejects as `fetch` does. */
export async function respond(planned: Planned, signal: AbortSignal, speed: number): Promise<Response> {
  const { ms, status, failure, redirected, text } = planned
  const wait = () => delay(ms / speed, signal)
  if (signal.aborted) throw aborted()
  // what breaks off begins at once: until the end nothing tells that it will
  const isCut = failure !== null && status !== null
  if (!isCut) await wait()
  if (signal.aborted) throw aborted()
  if (status === null || status < 200) throw failed()
  const headers = headersOf(planned.headers, speed)
  const whole = WITHOUT_BODY.has(status) ? null : redirected ? SIGN_IN : text
  return new Response(isCut ? cutBody(text, wait, signal) : whole, { status, headers })
}

function cutBody(text: string, wait: () => Promise<void>, signal: AbortSignal): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async start(body) {
      body.enqueue(new TextEncoder().encode(text))
      await wait()
      body.error(signal.aborted ? aborted() : failed())
    },
  })
}

function headersOf(recorded: Exchange['headers'], speed: number): Headers {
  const headers = new Headers({ 'content-type': 'application/json' })
  for (const [name, value] of Object.entries(recorded)) {
    const isSeconds = name === 'retry-after' && /^\d+$/.test(value)
    try {
      headers.set(name, isSeconds ? String(Math.ceil(Number(value) / speed)) : value)
    } catch {
      // no header can be called so, or say so
    }
  }
  return headers
}

/** An answer with what was really sent: `contents` by the id of the row. */
export function withContents(text: string, contents: ReadonlyMap<string, unknown>): string {
  if (contents.size === 0) return text
  try {
    return JSON.stringify(JSON.parse(text), (_, value: unknown) => {
      const id = idOf(value)
      return id !== null && contents.has(id) ? { ...(value as object), content: contents.get(id) } : value
    })
  } catch {
    return text
  }
}

const failed = () => new TypeError('Failed to fetch')
const aborted = () => new DOMException('The user aborted a request.', 'AbortError')
