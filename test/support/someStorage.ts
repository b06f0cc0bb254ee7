import type { Storage } from '~/lib/storage'

/** What the tabs of one browser keep, in memory: each write is told to all other tabs, once it has changed something. */
export function someStorage() {
  const kept = new Map<string, string>()
  const listeners: { tab: object; prefix: string; changed: (key: string) => void }[] = []
  /** What was written, in order. */
  const writes: string[] = []
  let isFull = false
  let isApart = false
  const waiting: (() => void)[] = []

  const set = (tab: object, key: string, text: string | undefined) => {
    if (kept.get(key) === text) return
    if (text === undefined) kept.delete(key)
    else kept.set(key, text)
    for (const it of listeners)
      if (it.tab !== tab && key.startsWith(it.prefix)) waiting.push(() => it.changed(key))
    if (!isApart) deliver()
  }
  const deliver = () => {
    for (let tell = waiting.shift(); tell; tell = waiting.shift()) tell()
  }

  return {
    kept,
    writes,
    /** From now on nothing can be kept, or it can again. */
    fill: (full: boolean) => void (isFull = full),
    /** While it acts, tabs do not hear of each other. */
    apart: (act: () => void) => {
      isApart = true
      act()
      isApart = false
      deliver()
    },
    tab(): Storage {
      const tab = {}
      return {
        read: (key) => JSON.parse(kept.get(key) ?? 'null') as unknown,
        write(key, value) {
          if (isFull) return false
          writes.push(key)
          set(tab, key, JSON.stringify(value))
          return true
        },
        remove: (key) => set(tab, key, undefined),
        keys: (prefix) => [...kept.keys()].filter((key) => key.startsWith(prefix)),
        watch(prefix, changed) {
          const listener = { tab, prefix, changed }
          listeners.push(listener)
          return () => void listeners.splice(listeners.indexOf(listener), 1)
        },
      }
    },
  }
}
