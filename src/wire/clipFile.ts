import { ClipError, type ClipTrouble } from '~/lib/voice/trouble'
import { isKeptFromUs, isOurOrigin, watchdog } from './request'

/** Bytes of the largest voice that is read: an hour of mp3. */
const LARGEST = 10 * 1024 * 1024
/** Milliseconds until the headers must be there, and that may pass without a byte. */
const QUIET = 15_000
/** Milliseconds for a whole voice. */
const TOTAL = 60_000

/**
 * The bytes of a voice; `again`: not those that the browser has kept, which may be an answer to somebody who may not read it. Throws
 * `ClipError`, and when `signal` aborts an `AbortError`.
 */
export async function readClip(
  url: string,
  signal: AbortSignal,
  again: boolean,
): Promise<Uint8Array<ArrayBuffer>> {
  const watch = watchdog(signal, TOTAL, QUIET)
  let isAnswered = false
  try {
    const response = await fetch(url, { cache: again ? 'reload' : 'default', signal: watch.signal })
    isAnswered = true
    if (!response.ok) throw new ClipError(troubleOf(response.status))
    return await bytesOf(response, watch.heard)
  } catch (error) {
    const aborted = signal.aborted
    const isLate = watch.expired() > 0
    // lets go of a body that nobody reads
    watch.abort()
    if (error instanceof ClipError) throw error
    if (aborted) throw new DOMException('aborted', 'AbortError')
    if (isLate || isAnswered) throw new ClipError('unreachable')
  } finally {
    watch.stop()
  }
  const isKept = !isOurOrigin(url) && (await isKeptFromUs(url, signal))
  throw new ClipError(isKept ? 'kept' : 'unreachable')
}

const troubleOf = (status: number): ClipTrouble => (status === 404 || status === 410 ? 'missing' : 'refused')

async function bytesOf(response: Response, heard: () => void): Promise<Uint8Array<ArrayBuffer>> {
  heard()
  if (!response.body) return new Uint8Array()
  const parts: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  const reader = response.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    heard()
    length += value.byteLength
    if (length > LARGEST) {
      void reader.cancel().catch(() => undefined)
      throw new ClipError('large')
    }
    parts.push(value)
  }
  const file = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    file.set(part, at)
    at += part.byteLength
  }
  return file
}
