import { after } from '~/lib/timer'
import { ClipError } from './trouble'

/** Milliseconds that a worker may take: a slow phone needs two seconds for a minute of voice. */
const PATIENCE = 20_000

/** Has a worker of its own decode the file, and ends it. Null: it cannot be decoded. Throws `ClipError`, or on abort an `AbortError`. */
export function decodeApart(
  spawn: () => Worker,
  file: Uint8Array,
  signal: AbortSignal,
): Promise<ArrayBuffer | null> {
  return new Promise((resolve, reject) => {
    const worker = attempt(spawn)
    if (!worker) return reject(new ClipError('decoder'))
    const fail = () => {
      end()
      reject(new ClipError('decoder'))
    }
    const abort = () => {
      end()
      reject(new DOMException('aborted', 'AbortError'))
    }
    const callOff = after(PATIENCE, fail)
    const end = () => {
      callOff()
      signal.removeEventListener('abort', abort)
      worker.terminate()
    }
    worker.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer | null>) => {
      end()
      resolve(data)
    })
    worker.addEventListener('error', fail)
    worker.addEventListener('messageerror', fail)
    signal.addEventListener('abort', abort)
    if (signal.aborted) abort()
    else worker.postMessage(file, [])
  })
}

/** Old Chromium throws where the page's policy forbids a worker; new ones tell it by an event. */
function attempt(spawn: () => Worker): Worker | null {
  try {
    return spawn()
  } catch {
    return null
  }
}
