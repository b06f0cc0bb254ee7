import { ask, type RawAnswer } from './request'

/**
 * A question that leaves before there is anybody to wait for its answer: the page asks for its messages while most of its script is
 * still on the way.
 */
export type Ahead = Readonly<{
  url: string
  /** When it left, ms of the page's monotonic clock. */
  asked: number
  /** The answer; throws as `ask` does, and an `AbortError` by `signal`, which leaves the question alone. */
  take: (signal?: AbortSignal) => Promise<RawAnswer>
}>

/** Asks now. `elapsed`: the page's monotonic clock, ms. */
export function askAhead(url: string, elapsed: () => number): Ahead {
  const asked = elapsed()
  const answer = ask({ url }).then((raw) => ({ raw, came: elapsed() }))
  // whoever takes it hears of a failure
  answer.catch(() => {})
  return {
    url,
    asked,
    async take(signal) {
      const { raw, came } = await until(answer, signal)
      const { text, serverNow } = raw
      // it is later there by the time that somebody looks at it
      return { text, serverNow: serverNow === null ? null : serverNow + elapsed() - came }
    },
  }
}

function until<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const abort = () => reject(new DOMException('aborted', 'AbortError'))
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort)
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
