import { setTimeout as delay } from 'node:timers/promises'

/** What `read` gives once it gives anything; what it throws counts as nothing. Throws after `ms`, and says the last reason. */
export async function until<T>(what: string, ms: number, read: () => Promise<T | null>): Promise<T> {
  let reason: unknown = 'there is none'
  for (const end = Date.now() + ms; ;) {
    const got = await read().catch((error: unknown) => {
      reason = error
      return null
    })
    if (got !== null) return got
    if (Date.now() > end) throw new Error(`${what}: nothing within ${ms} ms, ${String(reason)}`)
    await delay(50)
  }
}
