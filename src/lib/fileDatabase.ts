import { clear, createStore, del, entries, get, set } from 'idb-keyval'
import { deviceClock } from './clock'
import type { FilePlace } from './localFiles'

/** Milliseconds for which a file is kept that nobody uploads: as long as a draft. */
const KEPT_FOR = 7 * 86_400_000

/** Bytes and not the file itself: WebKit has lost files that it kept (https://bugs.webkit.org/show_bug.cgi?id=198278). */
type Kept = Readonly<{ bytes: ArrayBuffer; type: string; at: number }>

const NAME = 'jh-im-files'

let opened: ReturnType<typeof createStore> | null = null

/** Opened at the first use; what nobody has uploaded for long goes then. */
function database() {
  if (opened) return opened
  const store = createStore(NAME, 'files')
  opened = store
  entries<string, Kept>(store).then(
    (all) => Promise.all(all.flatMap(([key, kept]) => (isOld(kept) ? [del(key, store)] : []))),
    // whoever asked hears of it
    () => {},
  )
  return store
}

const isOld = ({ at }: Kept) => Math.abs(deviceClock.wall() - at) > KEPT_FOR

/** Files in the browser's IndexedDB. */
export const fileDatabase: FilePlace = {
  keep: async (key, file) => {
    const kept: Kept = { bytes: await file.arrayBuffer(), type: file.type, at: deviceClock.wall() }
    await set(key, kept, database())
  },
  find: async (key) => {
    const kept = await get<Kept>(key, database())
    return kept && !isOld(kept) ? new Blob([kept.bytes], { type: kept.type }) : null
  },
  remove: async (key) => del(key, database()),
}

let stayingStore: ReturnType<typeof createStore> | null = null

/** A database of its own: one can only be given another table by taking it away from other tabs. */
const staying = () => (stayingStore ??= createStore('jh-im-staying', 'files'))

/** Files that stay until they are removed. */
export const stayingFiles: FilePlace = {
  keep: async (key, file) => set(key, { bytes: await file.arrayBuffer(), type: file.type }, staying()),
  find: async (key) => {
    const kept = await get<Omit<Kept, 'at'>>(key, staying())
    return kept ? new Blob([kept.bytes], { type: kept.type }) : null
  },
  remove: async (key) => del(key, staying()),
}

/** Removes all of them, of both kinds: "clear this browser". Rejects where there is no database. */
export async function clearFiles(): Promise<void> {
  await Promise.all([clear(database()), clear(staying())])
}
