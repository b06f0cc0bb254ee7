import type { OpenChannel } from '~/lib/channel'
import type { Locks } from '~/lib/locks'

type Claim = { tab: object; held: () => void; lost: (() => void) | undefined; done: boolean }
type Lock = { holder: Claim | null; waiting: Claim[] }
type Listener = { tab: object; heard: (message: unknown) => void }

/** What the tabs of one browser share, in memory: locks in the order of asking, and channels that reach all others a little later. */
export function someTabs() {
  const locks = new Map<string, Lock>()
  const channels = new Map<string, Set<Listener>>()
  const soon = (task: () => void) => void setTimeout(task, 1)

  const lockOf = (name: string): Lock => {
    const known = locks.get(name)
    if (known) return known
    const made: Lock = { holder: null, waiting: [] }
    locks.set(name, made)
    return made
  }
  const give = (lock: Lock) => {
    const next = lock.holder ? undefined : lock.waiting.shift()
    if (!next) return
    lock.holder = next
    soon(() => next.done || next.held())
  }
  const drop = (lock: Lock, claim: Claim) => {
    claim.done = true
    lock.waiting = lock.waiting.filter((other) => other !== claim)
    if (lock.holder !== claim) return
    lock.holder = null
    give(lock)
  }

  return {
    /** The names of what is held, waited for or listened to, each as often as it is. */
    inUse: (): string[] => [
      ...[...locks].flatMap(([name, { holder, waiting }]) =>
        [...(holder ? [holder] : []), ...waiting].map(() => name),
      ),
      ...[...channels].flatMap(([name, listeners]) => Array.from(listeners, () => name)),
    ],
    /** A new tab. `die`: it is gone without a word; its locks are free and nothing reaches it any more. */
    open() {
      const tab = {}
      const tabLocks: Locks = {
        take(name, { held, lost }, steal = false) {
          const lock = lockOf(name)
          const claim: Claim = { tab, held, lost, done: false }
          if (steal) {
            const robbed = lock.holder
            lock.holder = null
            lock.waiting.unshift(claim)
            soon(() => robbed?.done === false && robbed.lost?.())
          } else lock.waiting.push(claim)
          give(lock)
          return () => drop(lock, claim)
        },
      }
      const openChannel: OpenChannel = (name, heard) => {
        const listeners = channels.get(name) ?? new Set()
        channels.set(name, listeners)
        const own: Listener = { tab, heard }
        listeners.add(own)
        return {
          post(message) {
            const copy = structuredClone(message)
            for (const other of listeners) {
              if (other !== own) soon(() => listeners.has(other) && other.heard(structuredClone(copy)))
            }
          },
          close: () => void listeners.delete(own),
        }
      }
      const die = () => {
        for (const listeners of channels.values()) {
          for (const listener of listeners) if (listener.tab === tab) listeners.delete(listener)
        }
        for (const lock of locks.values()) {
          for (const claim of [...lock.waiting, lock.holder]) if (claim?.tab === tab) drop(lock, claim)
        }
      }
      return { locks: tabLocks, openChannel, die }
    },
  }
}
