import { after } from '~/lib/timer'
// oxlint-disable-next-line import/default -- made by Vite
import Mp3Worker from './mp3.worker?worker'

export type ToMp3 =
  | Readonly<{ rate: number }>
  | Readonly<{ samples: Int16Array<ArrayBuffer> }>
  | Readonly<{ end: true }>
export type FromMp3 = Readonly<{ file: Uint8Array<ArrayBuffer> | null }>

/** Encodes while one speaks, so that the end is there at once. */
export type Encoding = Readonly<{
  push: (samples: Int16Array) => void
  /** The file; null where it failed, or takes longer than anybody waits. */
  finish: () => Promise<Blob | null>
  /** Frees what it holds; also after `finish`, and more than once. */
  end: () => void
}>

export type StartEncoding = (rate: number) => Encoding

/** How long (ms) a stopped recording waits for its mp3: a worker that arrives late has a minute to catch up with. */
const PATIENCE = 8_000

/** mp3 by a worker that is loaded now; where it does not start, `finish` says so. */
export function startMp3(rate: number, create: () => Worker = () => new Mp3Worker()): Encoding {
  let worker: Worker | null = null
  let settle: ((file: Blob | null) => void) | null = null
  let callOff: (() => void) | null = null

  const end = () => {
    worker?.terminate()
    worker = null
    callOff?.()
    settle?.(null)
    settle = null
  }
  const tell = (message: ToMp3, moved: Transferable[] = []) => worker?.postMessage(message, moved)

  try {
    worker = create()
    worker.addEventListener('message', ({ data }: MessageEvent<FromMp3>) => {
      settle?.(data.file && new Blob([data.file], { type: 'audio/mpeg' }))
      settle = null
      end()
    })
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      end()
    })
    worker.addEventListener('messageerror', end)
  } catch {
    worker = null
  }
  tell({ rate })
  return {
    push(samples) {
      // a copy: these are kept for WAV
      const copy = samples.slice()
      tell({ samples: copy }, [copy.buffer])
    },
    finish: () =>
      new Promise((resolve) => {
        if (!worker) return resolve(null)
        settle = resolve
        callOff = after(PATIENCE, end)
        tell({ end: true })
      }),
    end,
  }
}
