/** What a browser keeps between visits, or forgets: full, forbidden or damaged storage reads as nothing and is never an error. */
export type Storage = Readonly<{
  /** null: nothing, or nothing readable. Whatever was kept may have any shape. */
  read: (key: string) => unknown
  /** false if it could not be kept. */
  write: (key: string, value: unknown) => boolean
  remove: (key: string) => void
  /** The names of what is kept that begin so. */
  keys: (prefix: string) => readonly string[]
  /** Calls back with the names that begin so, as other tabs write or remove them; returns what ends it. */
  watch: (prefix: string, changed: (key: string) => void) => () => void
}>

export const localStore: Storage = {
  read: (key) => attempt(() => JSON.parse(localStorage.getItem(key) ?? 'null') as unknown, null),
  write: (key, value) =>
    attempt(() => {
      localStorage.setItem(key, JSON.stringify(value))
      return true
    }, false),
  remove: (key) => attempt(() => localStorage.removeItem(key), undefined),
  keys: (prefix) =>
    attempt(
      () =>
        Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i) ?? '').filter((key) =>
          key.startsWith(prefix),
        ),
      [],
    ),
  watch(prefix, changed) {
    const heard = ({ key }: StorageEvent) => {
      if (key?.startsWith(prefix)) changed(key)
    }
    window.addEventListener('storage', heard)
    return () => window.removeEventListener('storage', heard)
  },
}

/** Full or forbidden, as in a private window: this visit works without. */
function attempt<T>(task: () => T, otherwise: T): T {
  try {
    return task()
  } catch {
    return otherwise
  }
}
