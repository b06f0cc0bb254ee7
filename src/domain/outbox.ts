import { matches } from './matching'
import type { Message } from './message'
import { isOpen, type OutboxItem } from './outboxItem'

/** A sweep that begins this much (ms) after the fate of a message became unknown would have found it … */
const TIME_TO_TURN_UP = 10_000
/** … if it was stored, and so many of them decide. */
const SWEEPS_TO_DECIDE = 2

/** Whether the fate of some message is being looked for. */
export const isUnsure = (outbox: readonly OutboxItem[]): boolean =>
  outbox.some(({ state }) => state.phase === 'unknown')

/**
 * After a successful sweep that began at `began` (`elapsed` ms): what two of them did not find was perhaps not sent. It stays
 * claimable. The same reference if nothing changed.
 */
export function afterSweep(outbox: readonly OutboxItem[], began: number): readonly OutboxItem[] {
  let changed = false
  const next = outbox.map((item) => {
    const { state } = item
    if (state.phase !== 'unknown' || began < state.since + TIME_TO_TURN_UP) return item
    changed = true
    const sweeps = state.sweeps + 1
    if (sweeps < SWEEPS_TO_DECIDE) return { ...item, state: { ...state, sweeps } }
    return { ...item, state: { phase: 'failed' as const, failure: { kind: 'unconfirmed' as const } } }
  })
  return changed ? next : outbox
}

export type Settled = Readonly<{ outbox: readonly OutboxItem[]; claims: ReadonlyMap<string, string> }>

/**
 * Takes the items out of the outbox whose row has been delivered: acknowledged ones by id, unknown ones by the matching
 * rule. One that is still sending keeps its place until its POST has ended, with the row as its `echo`. `claims` (row id
 * → local id) grows by what was matched; a row is claimed once. The same references if nothing matched.
 */
export function settle(
  outbox: readonly OutboxItem[],
  rows: readonly Message[],
  claims: ReadonlyMap<string, string>,
): Settled {
  const found = matches(outbox, rows, claims)
  if (found.size === 0) return { outbox, claims }
  const gone = outbox.flatMap(({ localId, state }) =>
    state.phase === 'sending' ? [] : (found.get(localId)?.id ?? []),
  )
  const remaining: OutboxItem[] = []
  // what was written later stands lower: the server's stamp of one message lifts the guesses for those after it
  let floor = 0
  for (const item of outbox) {
    const row = found.get(item.localId)
    if (row) floor = Math.max(floor, row.sentAt)
    if (row && item.state.phase === 'sending') remaining.push({ ...item, echo: row.id })
    else if (!row) remaining.push(notAbove(without(item, gone), floor))
  }
  const claimed = [...found].map(([localId, row]) => [row.id, localId] as const)
  return { outbox: remaining, claims: new Map([...claims, ...claimed]) }
}

/** The end of a POST. A row that was taken for the message meanwhile is given back if it turns out to be another one. */
export function finish({ outbox, claims }: Settled, localId: string, end: Partial<OutboxItem>): Settled {
  const item = outbox.find((one) => one.localId === localId)
  if (!item) return { outbox, claims }
  const { echo } = item
  const state = end.state ?? item.state
  if (echo !== null && (state.phase === 'unknown' || (state.phase === 'sent' && state.id === echo))) {
    return { outbox: outbox.flatMap((one) => (one === item ? [] : without(one, [echo]))), claims }
  }
  const sentAt = end.sentAt ?? item.sentAt
  const after = outbox.indexOf(item)
  const next = outbox.map((one, i) => {
    if (one === item) return { ...item, ...end, echo: null }
    return i > after ? notAbove(one, sentAt) : one
  })
  if (echo === null) return { outbox: next, claims }
  return { outbox: next, claims: new Map([...claims].filter(([id]) => id !== echo)) }
}

/**
 * A row (its id) is another tab's: it is matched with nothing here, after a reload either. Only a message that was acknowledged
 * as this very row, and came here from that tab, may still become it.
 */
export function disclaim({ outbox, claims }: Settled, id: string): Settled {
  return {
    outbox: outbox.map((item) => without(item, [id])),
    // under its own name: whatever is claimed is free no more
    claims: new Map([...claims, [id, id]]),
  }
}

/**
 * The item, which remembers the rows (their ids) that others were delivered as: they are not its own, and after a reload nobody
 * else would know that. An `echo` may yet be given back, and is none of them.
 */
function without(item: OutboxItem, taken: readonly string[]): OutboxItem {
  if (taken.length === 0 || !isOpen(item)) return item
  return { ...item, before: { ...item.before, ids: [...item.before.ids, ...taken] } }
}

/**
 * The item, with what `change` says, as the last one that was written. Those whose files are not uploaded yet stay below it, in
 * their order: of several pictures none passes another, whichever is there first.
 */
export function requeue(
  outbox: readonly OutboxItem[],
  localId: string,
  change: Partial<OutboxItem>,
): readonly OutboxItem[] {
  const item = outbox.find((one) => one.localId === localId)
  if (!item) return outbox
  const moved = { ...item, ...change }
  const others = outbox.filter((one) => one !== item)
  return [
    ...others.filter((one) => !isUploading(one)),
    moved,
    ...others.filter(isUploading).map((one) => notAbove(one, moved.sentAt)),
  ]
}

const isUploading = ({ state }: OutboxItem) => state.phase === 'uploading'

/** The item at `floor` (server-clock ms) or below it, if its place is a guess still. */
function notAbove(item: OutboxItem, floor: number): OutboxItem {
  if (item.sentAt >= floor || item.state.phase === 'sent') return item
  return { ...item, sentAt: floor, at: item.at + floor - item.sentAt }
}
