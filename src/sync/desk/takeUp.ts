import type { Locks } from '~/lib/locks'
import type { Storage } from '~/lib/storage'
import { allOutboxKeys, memberOfKey } from '~/store/deskKeys'
import { entryOf } from '~/sync/outboxEntry'

/** Between two looks for what windows have left that are gone, ms. */
const LOOKS_EVERY = 30_000
/** What a window has left that is gone is found within so long (ms) by a conversation that lives: see `sync/keepOutbox`. */
const TAKEN_UP_WITHIN = 15_000
/** A lock that is given within this (ms) was free: whoever had it is gone. */
const AT_ONCE = 500
/** Without locks a window that said so long (ms) nothing of its outbox counts as gone: `sync/keepOutbox`. */
const DEAD_AFTER = 60_000

const NOTHING = () => {}

type Parts = Readonly<{
  who: Parameters<typeof allOutboxKeys>[0]
  storage: Pick<Storage, 'keys' | 'read'>
  locks: Locks | null
  /** Wall-clock ms. */
  wall: () => number
  after: (ms: number, task: () => void) => () => void
  /** The conversation with that member keeps itself up to date here. */
  isLive: (id: string) => boolean
  /** That member stands on the list. */
  isListed: (id: string) => boolean
  /** Lets it do so; returns what ends it. */
  wake: (id: string) => () => void
}>

/**
 * Messages that earlier visits left on their way go on, and so do those of a window that crashes while this one is open. What failed
 * comes back with its row; of a member who was removed it waits until they are back. Returns what ends it.
 */
export function takeUp({ who, storage, locks, wall, after, isLive, isListed, wake }: Parts): () => void {
  const ends = new Set<() => void>()
  let isOver = false

  const wakeFor = (id: string) => {
    if (isOver || isLive(id)) return
    const end = wake(id)
    ends.add(end)
    later(TAKEN_UP_WITHIN, () => {
      ends.delete(end)
      end()
    })
  }
  const later = (ms: number, task: () => void) => {
    const callOff = after(ms, () => {
      ends.delete(callOff)
      task()
    })
    ends.add(callOff)
    return () => {
      ends.delete(callOff)
      callOff()
    }
  }
  /** Calls back if whoever has written this is gone. */
  const whereGone = (key: string, act: () => void) => {
    if (!locks) {
      if (Math.abs(wall() - entryOf(storage.read(key)).alive) > DEAD_AFTER) act()
      return
    }
    let giveUp = NOTHING
    const release = locks.take(key, {
      held: () => {
        giveUp()
        ends.delete(release)
        release()
        act()
      },
    })
    ends.add(release)
    giveUp = later(AT_ONCE, () => {
      ends.delete(release)
      release()
    })
  }
  const left = (): readonly Readonly<{ key: string; id: string }>[] =>
    storage.keys(allOutboxKeys(who)).flatMap((key) => {
      const id = memberOfKey(key)
      const { taken, items } = entryOf(storage.read(key))
      const isWanted = id !== null && !taken && (isListed(id) ? items.length > 0 : items.some(isOnItsWay))
      return isWanted ? [{ key, id }] : []
    })
  const look = () => {
    for (const { key, id } of left()) if (!isLive(id)) whereGone(key, () => wakeFor(id))
    later(LOOKS_EVERY, look)
  }

  for (const { id } of left()) wakeFor(id)
  later(LOOKS_EVERY, look)
  return () => {
    isOver = true
    for (const end of ends) end()
  }
}

function isOnItsWay(item: unknown): boolean {
  const { state } = Object(item) as { state?: unknown }
  return (Object(state) as { phase?: unknown }).phase !== 'failed'
}
