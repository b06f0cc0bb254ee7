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

/** Removes all of them: "clear this browser". Rejects where there is no database. */
export async function clearFiles(): Promise<void> {
  await clear(database())
}
