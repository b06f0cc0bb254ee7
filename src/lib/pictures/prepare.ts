import { after } from '~/lib/timer'
import { canPaintApart } from './apart'
import { develop, type Outcome, type Prepared, type Refusal, type Wish } from './develop'
import { MAX_PIXELS } from './limits'
import { studioOnPage } from './onPage'
import type { Order } from './prepare.worker'
// oxlint-disable-next-line import/default -- Vite makes it
import PictureWorker from './prepare.worker?worker'

export type PrepareOptions = Readonly<{
  /** In its full size, only without what was written beside its pixels. */
  original: boolean
  device: keyof typeof MAX_PIXELS
  signal: AbortSignal
}>

export type Prepare = (file: Blob, options: PrepareOptions) => Promise<Outcome>

/** How long (ms) one picture may take: an old phone needs some 5 s for 50 megapixels. */
export const PATIENCE = 20_000

const CANCELLED: Outcome = { reason: 'cancelled' }

/** What is being prepared: one at a time, as each takes much memory. */
let last: Promise<unknown> = Promise.resolve()

/**
 * Makes of a file the picture that is sent, in a worker where browsers can draw there, else on the page; or tells why it cannot be
 * sent. Never rejects; once `signal` aborts it is `cancelled`.
 */
export const prepare: Prepare = (file, { original, device, signal }) => {
  const wish = { original, maxPixels: MAX_PIXELS[device] }
  const outcome = last.then(() => (signal.aborted ? CANCELLED : attempt(file, wish, signal)))
  last = outcome
  return Promise.race([outcome, aborted(signal)])
}

function aborted(signal: AbortSignal): Promise<Outcome> {
  if (signal.aborted) return Promise.resolve(CANCELLED)
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(CANCELLED), { once: true }))
}

async function attempt(file: Blob, wish: Wish, signal: AbortSignal): Promise<Outcome> {
  const apart = canPaintApart() ? await inWorker({ file, wish }, signal).catch(() => null) : null
  if (apart && !('reason' in apart && isForPage(apart.reason))) return apart
  if (signal.aborted) return CANCELLED
  return new Promise((resolve) => {
    const callOff = after(PATIENCE, () => resolve({ reason: 'failed' }))
    void develop(studioOnPage, file, wish).then(resolve).finally(callOff)
  })
}

/** The page's own images may be able to what bitmaps are not: HEIC, and pictures that are not quite in order. */
const isForPage = (reason: Refusal) => reason === 'heic' || reason === 'damaged' || reason === 'failed'

type Answer =
  | Readonly<{ reason: Refusal }>
  | (Omit<Prepared, 'file'> & Readonly<{ file: ArrayBuffer; type: string }>)

/** Null where the worker did not arrive, failed, or took too long: it is ended then, and with it what it held. */
function inWorker(order: Order, signal: AbortSignal): Promise<Outcome | null> {
  return new Promise((resolve) => {
    const worker = new PictureWorker()
    const end = (outcome: Outcome | null) => {
      worker.terminate()
      callOff()
      signal.removeEventListener('abort', onAbort)
      resolve(outcome)
    }
    const onAbort = () => end(CANCELLED)
    const callOff = after(PATIENCE, () => end(null))
    signal.addEventListener('abort', onAbort)
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => end(outcomeOf(data)))
    worker.addEventListener('messageerror', () => end(null))
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      end(null)
    })
    worker.postMessage(order, [])
  })
}

function outcomeOf(answer: Answer): Outcome {
  if ('reason' in answer) return answer
  const { type, file, ...rest } = answer
  return { ...rest, file: new Blob([file], { type }) }
}
