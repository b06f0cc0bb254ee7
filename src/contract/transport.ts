import { after } from '~/lib/timer'
import type { Failure } from './failure'

/** What asks: `fetch`, or something like it. */
export type Ask = (url: string, init: RequestInit) => Promise<Response>

export type Limits = Readonly<{
  /** For the whole answer, body included. */
  timeoutMs: number
  /** Milliseconds since 1970 by this device's clock. */
  now: () => number
}>

/** What came back. `status` and `headers` are there for failures too, where there was an answer. */
export type Heard = Readonly<{
  ms: number
  status: number | null
  headers: Headers | null
  text: string
  failure: Failure | null
}>

type Read = Omit<Heard, 'ms'>

const NOTHING = () => {}

/** Bytes of the largest answer that is read. */
const LARGEST = 32 * 1024 * 1024

/**
 * Asks once and reads the whole answer (or its headers alone). Never throws, and ends in time whatever the other side does.
 */
export async function hear(
  ask: Ask,
  url: string,
  init: RequestInit,
  { timeoutMs, now }: Limits,
  part: 'all' | 'headers' = 'all',
): Promise<Heard> {
  const controller = new AbortController()
  const began = now()
  let callOff = NOTHING
  // beside the signal: what asks may not listen to it
  const late = new Promise<Read>((resolve) => {
    callOff = after(timeoutMs, () => {
      resolve(nothing({ kind: 'timeout', ms: timeoutMs }))
      controller.abort()
    })
  })
  const answer = read(ask, url, { cache: 'no-store', ...init, signal: controller.signal }, part)
  const result = await Promise.race([answer, late])
  callOff()
  // lets go of a body that nobody reads
  if (part === 'headers') controller.abort()
  return { ...result, ms: now() - began }
}

const nothing = (failure: Failure): Read => ({ status: null, headers: null, text: '', failure })

async function read(ask: Ask, url: string, init: RequestInit, part: 'all' | 'headers'): Promise<Read> {
  let response: Response
  try {
    response = await ask(url, init)
  } catch (error) {
    return nothing({ kind: 'unreachable', code: codeOf(error) })
  }
  const { status, headers } = response
  const failed = (failure: Failure): Read => {
    void response.body?.cancel().catch(() => undefined)
    return { status, headers, text: '', failure }
  }
  const away = redirectOf(response, url)
  if (away !== null) return failed({ kind: 'redirected', origin: away })
  // in a page, an answer that nobody may look into
  if (response.type === 'opaque') return { status: null, headers: null, text: '', failure: null }
  if (!response.ok) return failed({ kind: 'http', status, retryAfter: retryAfterOf(headers) })
  if (part === 'headers') return { status, headers, text: '', failure: null }
  try {
    const text = await textOf(response)
    return text === null ? failed({ kind: 'tooLarge' }) : { status, headers, text, failure: null }
  } catch {
    return { status, headers, text: '', failure: { kind: 'cut' } }
  }
}

/** The body as text; null if it is too large. */
async function textOf(response: Response): Promise<string | null> {
  if (!response.body) return ''
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  const parts: string[] = []
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return parts.join('') + decoder.decode()
    bytes += value.byteLength
    if (bytes > LARGEST) return null
    parts.push(decoder.decode(value, { stream: true }))
  }
}

/** Where an answer came from in place of the origin that was asked; null if from there. */
function redirectOf(response: Response, asked: string): string | null {
  if (!response.redirected || response.url === '') return null
  const { origin } = new URL(response.url)
  return origin === new URL(asked, response.url).origin ? null : origin
}

/** Node tells in the cause what went wrong: ECONNREFUSED, ENOTFOUND, CERT_HAS_EXPIRED … */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : ''
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : ''
}

function retryAfterOf(headers: Headers): number | null {
  const value = headers.get('retry-after')?.trim() ?? ''
  return /^\d{1,6}$/.test(value) ? Number(value) * 1000 : null
}
