/** Pixels of a picture, as it is. */
export type Size = Readonly<{ width: number; height: number }>

export type MediaSizes = Readonly<{
  /** What an earlier visit learned; null if nothing. The same throughout a visit, so that nothing changes its shape. */
  known: (url: string) => Size | null
  /** Remembers a size for the next visit. */
  learn: (url: string, size: Size) => void
}>

/** Where they are kept between visits. */
type Place = Readonly<{ read: (key: string) => unknown; write: (key: string, value: unknown) => unknown }>

const KEY = 'jh-im:sizes'
/** The newest so many are kept: some 30 kB. */
const MOST = 400
/** No picture is larger; what says so is damaged. */
const LARGEST = 100_000

/** The sizes of pictures, which the API does not tell: learned when one has loaded, known from the next visit on. */
export function createMediaSizes(storage: Place): MediaSizes {
  const known = new Map(entriesOf(storage.read(KEY)))
  return {
    known: (url) => known.get(url) ?? null,
    learn(url, { width, height }) {
      if (known.has(url) || !isSize(width) || !isSize(height)) return
      // read again: another tab may have learned in between
      const all = entriesOf(storage.read(KEY)).filter(([name]) => name !== url)
      const kept = [...all, [url, { width, height }] as const].slice(-MOST)
      storage.write(
        KEY,
        kept.map(([name, size]) => [name, size.width, size.height]),
      )
    },
  }
}

function entriesOf(stored: unknown): (readonly [string, Size])[] {
  if (!Array.isArray(stored)) return []
  return stored.flatMap((entry: unknown) => {
    const [url, width, height] = Array.isArray(entry) ? (entry as unknown[]) : []
    return typeof url === 'string' && isSize(width) && isSize(height)
      ? [[url, { width, height }] as const]
      : []
  })
}

const isSize = (px: unknown): px is number => typeof px === 'number' && px > 0 && px <= LARGEST
