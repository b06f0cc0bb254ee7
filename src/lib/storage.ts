/** What a browser keeps between visits, or forgets: full, forbidden or damaged storage reads as nothing and is never an error. */
export type Storage = Readonly<{
  read: (key: string) => unknown
  write: (key: string, value: unknown) => void
}>

export const localStore: Storage = {
  read(key) {
    try {
      return JSON.parse(localStorage.getItem(key) ?? 'null') as unknown
    } catch {
      return null
    }
  },
  write(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value))
    } catch {
      // full or forbidden: this visit works without
    }
  },
}
