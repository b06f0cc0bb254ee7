/** Named locks that at most one page of this browser holds at a time; they are let go when the page dies, however it dies. */
export type Locks = Readonly<{
  /**
   * Waits for the lock, or takes it away from whoever holds it (`steal`), then calls `held`; `lost` once it was taken away;
   * `refused` where the browser gives this page none, as in a sandboxed frame or where site data is blocked. Returns what lets
   * go of it, or stops waiting.
   */
  take: (
    name: string,
    on: Readonly<{ held: () => void; lost?: () => void; refused?: () => void }>,
    steal?: boolean,
  ) => () => void
}>

/** null where the browser has none: plain http, Safari before 15.4. */
export function browserLocks(): Locks | null {
  const { locks } = navigator as Partial<Navigator>
  if (!locks) return null
  return {
    take(name, { held, lost, refused }, steal = false) {
      const waiting = new AbortController()
      let letGo: (() => void) | null = null
      let done = false
      const hold = () =>
        new Promise<void>((resolve) => {
          letGo = resolve
          if (done) resolve()
          else held()
        })
      // a stealing request cannot be called off, and need not be: it never waits
      const options = steal ? { steal } : { signal: waiting.signal }
      locks.request(name, options, hold).catch(() => {
        if (done) return
        if (letGo) lost?.()
        else refused?.()
      })
      return () => {
        done = true
        letGo?.()
        waiting.abort()
      }
    },
  }
}
