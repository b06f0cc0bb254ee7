import type { Size } from './mediaSizes'

/** Where files are kept between visits; each rejects where the browser has no such place, or no room in it. */
export type FilePlace = Readonly<{
  keep: (key: string, file: Blob) => Promise<void>
  /** null: not there, or not any more. */
  find: (key: string) => Promise<Blob | null>
  remove: (key: string) => Promise<void>
}>

export type LocalFiles = ReturnType<typeof createLocalFiles>

const PREFIX = 'local:'

/** How a message names a file that only this browser has. */
export const localName = (key: string): string => PREFIX + key

/** Whether a message names one of those. */
export const isLocal = (source: string): boolean => source.startsWith(PREFIX)

const keyOf = (source: string) => source.slice(PREFIX.length)

/** `url`: an object URL, made when it is first shown. */
type Held = { readonly file: Blob; url: string | null }

/**
 * The files of own messages that are on their way: kept in this browser until they are uploaded, and shown from here until what
 * the server has of them has loaded. A message names one by `localName`, and once it is uploaded by its address.
 */
export function createLocalFiles(place: FilePlace) {
  const held = new Map<string, Held>()
  /** Addresses of what was uploaded here, and the keys. */
  const uploads = new Map<string, string>()
  /** Of the pictures of this visit, by key: they outlast the files, so that nothing changes its shape. */
  const sizes = new Map<string, Size>()
  const asked = new Set<string>()
  const coming = new Set<string>()
  /** What is being kept: nothing is removed before that has ended. */
  const keeping = new Map<string, Promise<void>>()
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of listeners) listener()
  }
  const keyFor = (source: string) => (isLocal(source) ? keyOf(source) : uploads.get(source))

  const load = async (key: string): Promise<Blob | null> => {
    const known = held.get(key)
    if (known) return known.file
    const file = await place.find(key).catch(() => null)
    const isWaitedFor = coming.delete(key)
    const isNews = file !== null && !held.has(key)
    if (isNews) held.set(key, { file, url: null })
    if (isNews || isWaitedFor) tell()
    return file
  }
  const letGo = (key: string) => {
    const { url } = held.get(key) ?? {}
    if (url) URL.revokeObjectURL(url)
    held.delete(key)
  }

  const keepNoLonger = (key: string) => {
    const kept = keeping.get(key) ?? Promise.resolve()
    keeping.delete(key)
    kept.then(() => place.remove(key)).catch(() => {})
  }

  return {
    /** Takes a file in, `size`: pixels of a picture; where there is no place to keep it, it is here for this visit. */
    add(key: string, file: Blob, size: Size | null): void {
      held.set(key, { file, url: null })
      if (size) sizes.set(key, size)
      keeping.set(
        key,
        place.keep(key, file).catch(() => {}),
      )
    },
    /** An earlier visit has taken it in: known under this name, or this address if it is uploaded. */
    restore(key: string, source: string, size: Size | null): void {
      if (size) sizes.set(key, size)
      if (!isLocal(source)) uploads.set(source, key)
    },
    /** The file; null if this browser has it no more. */
    load,
    /** Resolves once a file that was taken in is kept, or cannot be. A browser's database may never answer. */
    kept: async (key: string): Promise<void> => keeping.get(key),
    /** It is uploaded and needs to be kept no longer; from now on it is known by its address too. */
    uploaded(key: string, address: string): void {
      // servers that name files by their content have one address for both
      const before = uploads.get(address)
      if (before !== undefined && before !== key) letGo(before)
      uploads.set(address, key)
      keepNoLonger(key)
      tell()
    },
    /** Nobody wants it any more. */
    remove(key: string): void {
      letGo(key)
      keepNoLonger(key)
    },
    /** What shows it from here; null if it is not here, or not yet: then it is looked for once, and `subscribe` tells. */
    urlOf(source: string): string | null {
      const key = keyFor(source)
      if (key === undefined) return null
      const file = held.get(key)
      if (file) return (file.url ??= URL.createObjectURL(file.file))
      if (isLocal(source) && !asked.has(key)) {
        asked.add(key)
        coming.add(key)
        void load(key)
      }
      return null
    },
    /** Whether it is being looked for, after `urlOf`. */
    isComing: (source: string): boolean => isLocal(source) && coming.has(keyOf(source)),
    /** Pixels of a picture that was taken in or restored during this visit, by the same names; also after `release`. */
    sizeOf: (source: string): Size | null => sizes.get(keyFor(source) ?? '') ?? null,
    /** The server's has loaded: what is shown from here may go. */
    release(address: string): void {
      const key = uploads.get(address)
      const file = key === undefined ? undefined : held.get(key)
      if (key === undefined || !file) return
      letGo(key)
      tell()
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
