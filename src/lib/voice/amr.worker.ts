// A thread of its own: a minute of AMR takes a phone longer than a frame. Built as a classic worker: Safari 14 knows no others.
import { decodeAmr } from './amr'

// the types of the page are not those of a worker
const port = globalThis as unknown as Pick<Worker, 'addEventListener' | 'postMessage'>

port.addEventListener('message', ({ data }: MessageEvent<Uint8Array>) => {
  const wav = decodeAmr(data)
  port.postMessage(wav, wav ? [wav] : [])
})
