import type { Storage } from '~/lib/storage'
import { isPlayed, type Played, readPlayed } from './played'

/** How the names of `playedKey` begin. */
const PLAYED = 'jh-im:played:'
/** So many voices a conversation are told apart: 1.4 kB. */
const MOST = 50
/** So many conversations are kept: those whose voices are the newest. */
const CONVERSATIONS = 200

/** A voice was played: in memory at once, and for the next visit, beside what other tabs have kept. */
export function keepPlayed(played: Played, id: string, storage: Storage, key: string): void {
  if (isPlayed(played, id)) return
  const others = readPlayed(storage, key)
  const all = [...new Set([...played.ids, ...others.ids, id])].sort()
  const dropped = all.slice(0, -MOST)
  played.ids = new Set(all.slice(-MOST))
  played.floor = [played.floor, others.floor, ...dropped].sort().pop() ?? ''
  storage.write(key, [played.floor, ...played.ids])
  forgetOldest(storage)
}

function forgetOldest(storage: Storage): void {
  const keys = storage.keys(PLAYED)
  if (keys.length <= CONVERSATIONS) return
  const newestOf = (key: string) => [...readPlayed(storage, key).ids].pop() ?? ''
  const byAge = keys
    .map((key) => ({ key, newest: newestOf(key) }))
    .sort((a, b) => (a.newest < b.newest ? -1 : 1))
  for (const { key } of byAge.slice(0, -CONVERSATIONS)) storage.remove(key)
}
