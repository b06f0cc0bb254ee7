import { delay } from '~/lib/timer'
import { ApiError } from './errors'

/** Milliseconds until the headers must be there, and that may pass without a byte of the body. */
const QUIET = 10_000
/** Milliseconds for a whole answer: a slow phone still loads. */
const TOTAL = 60_000
/** Milliseconds for a whole send. */
const SEND = 15_000
/** Bytes of the largest answer that is read; more is malformed (a flood must not take the page down). */
const LARGEST = 20 * 1024 * 1024
/** Retry-After is honoured up to five minutes: a server that says a year must not end the conversation. */
export const LONGEST_RETRY = 5 * 60_000
/** What a date beyond 13 digits dates could not be shown. */
export const NO_DATE = 1e13

export type Question = Readonly<{
  url: string
  /** Present for a POST. */
  body?: { type: string; text: string }
  signal?: AbortSignal
}>

export type RawAnswer = Readonly<{
  text: string
  /** The `Date` header in milliseconds since 1970, UTC; null where the browser may not read it. */
  serverNow: number | null
}>

/**
 * Asks once and reads the whole answer as text. Throws `ApiError` for everything that goes wrong; when the caller's
 * `signal` aborts, an `AbortError`.
 */
export async function ask({ url, body, signal }: Question): Promise<RawAnswer> {
  const watch = watchdog(signal, body ? SEND : TOTAL, body ? SEND : QUIET)
  try {
    const response = await fetch(url, init(url, body, watch.signal))
    if (wasRedirectedAway(response, url)) throw new ApiError({ kind: 'html', ours: false })
    if (!response.ok) throw httpError(response.status, response.headers)
    const text = await readText(response, watch.heard)
    return { text, serverNow: parseDate(response.headers.get('date')) }
  } catch (error) {
    const aborted = signal?.aborted
    // lets go of a body that nobody reads
    watch.abort()
    if (error instanceof ApiError) throw error
    if (watch.expired()) throw new ApiError({ kind: 'timeout', waited: watch.expired() })
    if (aborted) throw new DOMException('aborted', 'AbortError')
    throw new ApiError({ kind: 'unreachable' })
  } finally {
    watch.stop()
  }
}

/** Milliseconds within which a browser says that the page's own policy has stopped a request. */
const POLICY_TOLD = 100

/**
 * Whether it is the browser that keeps this page from what answers there: an answer that nobody can look into comes through
 * (CORS), or the page's own content security policy stops the request.
 */
export async function isKeptFromUs(url: string, signal?: AbortSignal): Promise<boolean> {
  const watch = watchdog(signal, QUIET, QUIET)
  const page = globalThis.document
  let isStopped = false
  const onViolation = ({ blockedURI }: SecurityPolicyViolationEvent) => {
    isStopped ||= url.startsWith(blockedURI)
  }
  page?.addEventListener('securitypolicyviolation', onViolation)
  try {
    await fetch(url, { mode: 'no-cors', cache: 'no-store', signal: watch.signal })
    return true
  } catch {
    await delay(POLICY_TOLD, signal)
    return isStopped
  } finally {
    page?.removeEventListener('securitypolicyviolation', onViolation)
    watch.stop()
  }
}

function init(url: string, body: Question['body'], signal: AbortSignal): RequestInit {
  // `no-store`: WeChat answers GETs from a cache of its own
  if (!body) return { cache: 'no-store', signal }
  const headers: Record<string, string> = { 'content-type': body.type }
  // marks the request as ours for the backend's CSRF checks; across origins it would cost a preflight
  if (isOurOrigin(url)) headers['x-requested-with'] = 'XMLHttpRequest'
  return { method: 'POST', cache: 'no-store', headers, body: body.text, signal }
}

/** Aborts when `quiet` ms pass without `heard()`, when `total` ms have passed, or when the caller aborts. */
export function watchdog(outer: AbortSignal | undefined, total: number, quiet: number) {
  const controller = new AbortController()
  let waited = 0
  const expire = (ms: number) => () => {
    waited = ms
    controller.abort()
  }
  const whole = setTimeout(expire(total), total)
  let silence = setTimeout(expire(quiet), quiet)
  const abort = () => controller.abort()
  if (outer?.aborted) abort()
  outer?.addEventListener('abort', abort)
  return {
    signal: controller.signal,
    abort,
    /** Milliseconds of the limit that was passed, 0 if none was. */
    expired: () => waited,
    heard: () => {
      clearTimeout(silence)
      silence = setTimeout(expire(quiet), quiet)
    },
    stop: () => {
      clearTimeout(whole)
      clearTimeout(silence)
      outer?.removeEventListener('abort', abort)
    },
  }
}

async function readText(response: Response, heard: () => void): Promise<string> {
  heard()
  if (!response.body) return ''
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  const parts: string[] = []
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    heard()
    bytes += value.byteLength
    if (bytes > LARGEST) {
      void reader.cancel().catch(() => undefined)
      throw new ApiError({ kind: 'malformed', reason: 'larger than 20 MB' })
    }
    parts.push(decoder.decode(value, { stream: true }))
  }
  return parts.join('') + decoder.decode()
}

/** What an HTTP status other than 2xx stands for. */
export function httpError(status: number, headers: Headers): ApiError {
  // 511 Network Authentication Required: the network wants a sign-in, RFC 6585
  if (status === 511) return new ApiError({ kind: 'html', ours: false })
  const retryAfter = parseRetryAfter(headers.get('retry-after'), headers.get('date'))
  return new ApiError({ kind: 'http', status, retryAfter })
}

/** Milliseconds that a Retry-After header asks for (seconds or an HTTP date, which is relative to the server's own date). */
function parseRetryAfter(value: string | null, date: string | null): number | null {
  if (value === null) return null
  const text = value.trim()
  const now = parseDate(date)
  // the date formats of RFC 9110 begin with the name of a day
  const at = /^(mon|tue|wed|thu|fri|sat|sun)/i.test(text) ? parseDate(text) : null
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : at !== null && now !== null ? at - now : null
  return ms === null ? null : Math.min(Math.max(ms, 0), LONGEST_RETRY)
}

/** A date that could not be shown is a wrong header, as one without a date is. */
function parseDate(text: string | null): number | null {
  const ms = text === null ? NaN : Date.parse(text)
  return ms >= 0 && ms < NO_DATE ? ms : null
}

/** A redirect to another origin is a sign-in page or a proxy, never the API. */
function wasRedirectedAway(response: Response, asked: string): boolean {
  if (!response.redirected || response.url === '') return false
  return new URL(response.url).origin !== new URL(asked, response.url).origin
}

/** In a sandboxed frame nothing is: the page's origin is nobody's then, whatever its address. */
export function isOurOrigin(url: string): boolean {
  const here = globalThis.location?.href
  if (here === undefined) return false
  const ours = globalThis.origin ?? new URL(here).origin
  return new URL(url, here).origin === ours
}
