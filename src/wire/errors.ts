/**
 * Everything that can go wrong between a question to the backend and a usable answer. The transport never tells the user:
 * the view decides what a person reads.
 */
export type ApiFailure =
  /** No answer: no network, DNS, refused, reset, CORS. */
  | { kind: 'unreachable' }
  /** The browser keeps its answers from this page: CORS, or the page's own policy, is not set up for it. */
  | { kind: 'unreadable' }
  /** The answer did not come, or stalled half-way; `waited` in milliseconds. */
  | { kind: 'timeout'; waited: number }
  /** An HTTP status other than 2xx; `retryAfter` in milliseconds, where the server named one. */
  | { kind: 'http'; status: number; retryAfter: number | null }
  /** `success: false`; the server's own words, at most 200 characters. */
  | { kind: 'refused'; message: string }
  /** A web page where JSON should be. `ours`: our own index.html, so the address of the API is wrong; else a sign-in page. */
  | { kind: 'html'; ours: boolean }
  /** Not JSON, or not the envelope of the JH IM API. */
  | { kind: 'malformed'; reason: string }

/** An `ApiFailure` as it is thrown. Its message names the kind only: no address, no content. */
export class ApiError extends Error {
  readonly failure: ApiFailure

  constructor(failure: ApiFailure) {
    super(`JH IM API: ${failure.kind}${failure.kind === 'http' ? ` ${failure.status}` : ''}`)
    this.name = 'ApiError'
    this.failure = failure
  }
}

/**
 * The failure that `error` stands for; null for a request that we aborted ourselves. What should not happen at all counts
 * as `malformed`: the loop that asks must go on whatever an answer does to us.
 */
export function failureOf(error: unknown): ApiFailure | null {
  if (error instanceof ApiError) return error.failure
  if (error instanceof Error && error.name === 'AbortError') return null
  return { kind: 'malformed', reason: 'unexpected' }
}
