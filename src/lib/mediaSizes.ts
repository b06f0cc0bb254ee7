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

/**
 * The sizes of pictures, which the API does not tell: learned when one has loaded, known from the next visit on. Many load at
 * once, and to write is not cheap: `soon` runs what keeps all that was learned by then.
 */
export function createMediaSizes(
  storage: Place,
  soon: (keep: () => void) => void = (keep) => keep(),
): MediaSizes {
  const known = new Map(entriesOf(storage.read(KEY)))
  let learned = new Map<string, Size>()
  const keep = () => {
    // read again: another tab may have learned in between
    const others = entriesOf(storage.read(KEY)).filter(([url]) => !learned.has(url))
    const kept = [...others, ...learned].slice(-MOST)
    learned = new Map()
    storage.write(
      KEY,
      kept.map(([url, size]) => [url, size.width, size.height]),
    )
  }
  return {
    known: (url) => known.get(url) ?? null,
    learn(url, { width, height }) {
      // what this page has made itself (`blob:`) has another address next time
      if (known.has(url) || learned.has(url) || url.startsWith('blob:') || !isSize(width) || !isSize(height))
        return
      learned.set(url, { width, height })
      if (learned.size === 1) soon(keep)
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
