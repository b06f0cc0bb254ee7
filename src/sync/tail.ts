import { EMPTY_LOG, merge } from '~/domain/merge'
import { toDelivered } from '~/domain/message'
import type { Pair } from '~/domain/identity'
import type { Tail } from '~/domain/tail'
import { decode } from '~/kinds/index'
import type { Storage } from '~/lib/storage'
import type { TrueClock } from '~/lib/trueClock'
import { isIdle } from '~/store/keys'
import { parseMessage, type WireMessage } from '~/wire/schema'

/** The shape in which a tail is kept; what has another number is not ours. */
export const TAIL_VERSION = 1

/** The newest rows as the server said them: what is kept of a conversation is read like any answer, by whatever release comes next. */
export type Recent = Readonly<{
  /** The name under which they are kept. */
  key: string
  note: (rows: readonly WireMessage[]) => void
  get: (id: string) => WireMessage | undefined
}>

/** So many are held, of which the oldest go once there are twice as many. */
const HELD = 100

export function createRecent(key: string): Recent {
  let rows = new Map<string, WireMessage>()
  return {
    key,
    note(news) {
      // what an answer holds beyond that is older than what is kept of it
      for (const row of news.slice(0, 2 * HELD)) rows.set(row._id, row)
      if (rows.size <= 2 * HELD) return
      const newest = [...rows.values()].sort((a, b) => b.sendtime - a.sendtime).slice(0, HELD)
      rows = new Map(newest.map((row) => [row._id, row]))
    },
    get: (id) => rows.get(id),
  }
}

/** Whose tail it is, and when it is read. */
type Reader = Readonly<{ storage: Pick<Storage, 'read'>; pair: Pair; trueClock: TrueClock }>

/** What the last visit has left of a conversation; null where there is nothing, or nothing usable. Whatever was kept, it never throws. */
export function recallTail(recent: Recent, { storage, pair, trueClock }: Reader): Tail | null {
  const { v, at, swept, rows } = Object(storage.read(recent.key)) as Record<string, unknown>
  const isOurs = v === TAIL_VERSION && typeof at === 'number' && isStamp(swept) && Array.isArray(rows)
  const arrival = trueClock.now()
  if (!isOurs || isIdle(at, arrival.at)) return null
  const messages = rows.flatMap((row: unknown) => parseMessage(row) ?? [])
  recent.note(messages)
  const log = merge(
    EMPTY_LOG,
    messages.flatMap((wire) => toDelivered(wire, decode(wire), pair, arrival) ?? []),
  )
  return log.rows.length === 0 ? null : { rows: log.rows, swept }
}

const isStamp = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0
