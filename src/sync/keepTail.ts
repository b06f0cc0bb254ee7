import { type Tail, tailOf } from '~/domain/tail'
import { after } from '~/lib/timer'
import { CLEARED, isIdle, TAILS } from '~/store/keys'
import type { Chat } from './chat'
import type { Surroundings } from './startSync'
import { type Recent, TAIL_VERSION } from './tail'

/** Milliseconds after a change for which more is waited for: a page that is left keeps at once. */
const SOON = 1_500
/** Conversations that are kept at most, those that were left last, and UTF-16 units of one: storage is small, and the outbox needs it more. */
const CONVERSATIONS = 20
const LARGEST = 200_000

/**
 * Keeps the end of the conversation for the first frame of the next visit, and forgets those of conversations that nobody has opened
 * for a week, or before many others. Where it cannot be kept nothing stays there: an old end is no better than none.
 */
export function keepTail({ store, clock }: Chat, recent: Recent, { storage, page }: Surroundings) {
  const cleared = JSON.stringify(storage.read(CLEARED))
  let callOff: (() => void) | null = null

  const keep = () => {
    callOff?.()
    callOff = null
    const { log, swept, waiting } = store.getState()
    // until then it stands as the last visit has left it. In a browser that was cleared nothing may come back
    const tail = waiting ? null : tailOf(log, swept)
    if (!tail || JSON.stringify(storage.read(CLEARED)) !== cleared) return
    const kept = { v: TAIL_VERSION, at: clock.wall(), swept: tail.swept, rows: saidRows(recent, tail) }
    if (!storage.write(recent.key, kept)) storage.remove(recent.key)
  }

  forgetOthers(storage, recent.key, clock.wall())
  const look = () => {
    callOff ??= after(SOON, keep)
  }
  const stopListening = store.subscribe(({ log, swept }, before) => {
    if (log !== before.log || swept !== before.swept) look()
  })
  const stopWatching = page.watch((event) => {
    if (callOff && (event === 'hidden' || event === 'frozen')) keep()
  })
  look()
  return {
    look: () => {},
    stop: () => {
      stopListening()
      stopWatching()
      if (callOff) keep()
    },
  }
}

/** `own` stays, as it is or will be. */
function forgetOthers(storage: Surroundings['storage'], own: string, now: number): void {
  const leftAt = (name: string) => {
    const { at } = Object(storage.read(name)) as { at?: unknown }
    return typeof at === 'number' && !isIdle(at, now) ? at : null
  }
  const others = storage
    .keys(TAILS)
    .filter((name) => name !== own)
    .map((name) => ({ name, at: leftAt(name) ?? -Infinity }))
    .sort((a, b) => b.at - a.at)
  for (const [i, { name, at }] of others.entries())
    if (at === -Infinity || i >= CONVERSATIONS - 1) storage.remove(name)
}

/** Its rows as the server said them, without a hole: what is above one that is not known any more, or does not fit, is left out. */
function saidRows(recent: Recent, { rows }: Tail): readonly unknown[] {
  const said: unknown[] = []
  let size = 0
  for (let i = rows.length - 1; i >= 0; i -= 1) {
    const row = rows[i]
    const wire = row && recent.get(row.id)
    if (!row || !wire) break
    const kept = { ...wire, status: row.read ? 1 : 0, readtime: row.readAt ?? -1 }
    size += JSON.stringify(kept).length
    if (size > LARGEST) break
    said.push(kept)
  }
  return said.reverse()
}
