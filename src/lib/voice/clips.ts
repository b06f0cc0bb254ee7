import { MIME, sniff } from './sniff'
import { ClipError } from './trouble'

/** So many clips stay ready: a minute of decoded voice is 1 MB. */
const KEPT = 20
/** Bytes of AMR that are decoded: ten minutes of its best rate. */
const LARGEST_AMR = 1_000_000

type Ways = Readonly<{
  /** The bytes of a file; `again`: not those that the browser has kept. Throws `ClipError`, or on abort an `AbortError`. */
  read: (url: string, signal: AbortSignal, again: boolean) => Promise<Uint8Array<ArrayBuffer>>
  /** AMR-NB as WAV; null if it is damaged. Throws as `read` does. */
  decode: (file: Uint8Array, signal: AbortSignal) => Promise<ArrayBuffer | null>
  /** Whether this browser may play that type. */
  canPlay: (mime: string) => boolean
}>

export type Clips = Readonly<{
  /** What plays that file without asking anybody, if it was opened lately. */
  ready: (url: string) => string | undefined
  /** Reads, looks at and if needed decodes a file: an address to play. Throws `ClipError`, or on abort an `AbortError`. */
  open: (url: string, signal: AbortSignal, again: boolean) => Promise<string>
  /** What was opened is of no use. */
  drop: (url: string) => void
}>

/** Voices as addresses that the browser plays, whatever the server has. The ones used last are kept, of others nothing. */
export function createClips({ read, decode, canPlay }: Ways): Clips {
  const kept = new Map<string, string>()

  const drop = (url: string) => {
    const address = kept.get(url)
    if (address !== undefined) URL.revokeObjectURL(address)
    kept.delete(url)
  }

  const keep = (url: string, blob: Blob) => {
    drop(url)
    const address = URL.createObjectURL(blob)
    kept.set(url, address)
    for (const oldest of [...kept.keys()].slice(0, -KEPT)) drop(oldest)
    return address
  }

  async function playable(file: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<Blob> {
    if (file.length === 0) throw new ClipError('empty')
    const format = sniff(file)
    if (format === 'wideband' || format === 'silk' || format === 'page') throw new ClipError(format)
    if (format === 'amr') {
      if (file.length > LARGEST_AMR) throw new ClipError('large')
      const wav = await decode(file, signal)
      if (!wav) throw new ClipError('damaged')
      return new Blob([wav], { type: MIME.wav })
    }
    if (format === null || !canPlay(MIME[format])) throw new ClipError('format')
    return new Blob([file], { type: MIME[format] })
  }

  return {
    ready(url) {
      const address = kept.get(url)
      if (address === undefined) return undefined
      // used last
      kept.delete(url)
      kept.set(url, address)
      return address
    },
    async open(url, signal, again) {
      const blob = await playable(await read(url, signal, again), signal)
      if (signal.aborted) throw new DOMException('aborted', 'AbortError')
      return keep(url, blob)
    },
    drop,
  }
}
