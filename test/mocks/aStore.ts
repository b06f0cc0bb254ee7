import type { Store } from '~/mocks/memory'

/** A store as IndexedDB is one: turns wait for each other, values are copied, and a turn that fails leaves no trace. */
export function aStore() {
  const kept = new Map<string, unknown>()
  let last: Promise<unknown> = Promise.resolve()
  let broken = false
  const reads: string[] = []
  const writes: string[] = []

  const run: Store['turn'] = async (work) => {
    const put = new Map<string, unknown>()
    const result = await work({
      async get(key) {
        reads.push(key)
        return structuredClone(put.get(key) ?? kept.get(key))
      },
      put: (key, value) => void put.set(key, structuredClone(value)),
    })
    if (broken) throw new Error('the disk is full')
    for (const [key, value] of put) kept.set(key, value)
    writes.push(...put.keys())
    return result
  }
  const store: Store = {
    turn(work) {
      const mine = last.then(() => run(work))
      last = mine.catch(() => undefined)
      return mine
    },
  }
  return {
    store,
    /** The keys that were read and written, in order. */
    reads,
    writes,
    /** From now on nothing can be kept, or it can again. */
    breaks: (now: boolean) => {
      broken = now
    },
  }
}
