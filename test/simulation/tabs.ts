import type { OpenChannel } from '~/lib/channel'
import type { Locks } from '~/lib/locks'

type Holder = { held: () => void; lost?: () => void; done: boolean }

/** What the tabs of one browser share: named locks and channels, each heard a moment later, as in a browser. */
export function aBrowser(): Readonly<{ locks: Locks; openChannel: OpenChannel }> {
  const queues = new Map<string, Holder[]>()
  const rooms = new Map<string, Set<(message: unknown) => void>>()
  const later = (task: () => void) => void Promise.resolve().then(task)
  const grant = (holder: Holder | undefined) => holder && later(() => holder.done || holder.held())

  return {
    locks: {
      take(name, on, steal = false) {
        const queue = queues.get(name) ?? []
        queues.set(name, queue)
        const holder: Holder = { ...on, done: false }
        if (steal) {
          const robbed = queue.shift()
          queue.unshift(holder)
          if (robbed) later(() => robbed.done || robbed.lost?.())
        } else queue.push(holder)
        if (queue[0] === holder) grant(holder)
        return () => {
          holder.done = true
          const held = queue[0] === holder
          const at = queue.indexOf(holder)
          if (at >= 0) queue.splice(at, 1)
          if (held) grant(queue[0])
        }
      },
    },
    openChannel(name, heard) {
      const room = rooms.get(name) ?? new Set()
      rooms.set(name, room)
      room.add(heard)
      return {
        post: (message) => {
          for (const other of room) {
            if (other !== heard) later(() => room.has(other) && other(structuredClone(message)))
          }
        },
        close: () => void room.delete(heard),
      }
    },
  }
}
