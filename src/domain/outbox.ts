import type { ApiFailure } from '~/wire/errors'
import type { Message, Topic } from './message'
import type { Content } from '~/kinds/index'

/**
 * `queued` waits for the one before; `sending` has left; `sent` is acknowledged and waits for its row; `unknown` may or
 * may not have arrived (never sent again by itself); `failed` was refused and is certain not to have.
 */
export type SendState =
  | Readonly<{ phase: 'queued' | 'sending' | 'unknown' }>
  | Readonly<{ phase: 'sent'; id: string }>
  | Readonly<{ phase: 'failed'; failure: ApiFailure }>

/** A message of ours that the server has not delivered yet. */
export type OutboxItem = Readonly<{
  localId: string
  type: string
  raw: string
  content: Content
  topic: Topic | null
  /** Its place among the rows: server-clock ms, first a guess, from the acknowledgement on the server's word. */
  sentAt: number
  /** True UTC ms, as shown. */
  at: number
  mine: true
  state: SendState
  /** What was known when the POST began, so that an old identical message is never taken for this one. */
  before: Known
}>

/** Ids of own rows of equal content, and the newest ObjectId time (true UTC ms) and stamp delivered so far. */
export type Known = Readonly<{
  ids: readonly string[]
  newestIdTime: number | null
  newestStamp: number
}>

export const NOTHING_KNOWN: Known = { ids: [], newestIdTime: null, newestStamp: 0 }

/** How much earlier than the newest known ObjectId a matching row may be: servers have more than one machine's clock. */
const CLOCKS_APART = 5_000
/** W of the sweep: rows turn up this much later than their stamp says (the documented samples show 163 s). */
const LATEST_COMMIT = 180_000

/** What is to be remembered at the start of a POST, from the delivered rows. */
export function knownBefore(rows: readonly Message[], item: Pick<OutboxItem, 'type' | 'raw'>): Known {
  let newestIdTime: number | null = null
  let newestStamp = 0
  const ids: string[] = []
  for (const row of rows) {
    if (row.idTime !== null && row.plausible) newestIdTime = Math.max(newestIdTime ?? 0, row.idTime)
    if (row.plausible) newestStamp = Math.max(newestStamp, row.sentAt)
    if (row.mine && row.type === item.type && sameText(row.raw, item.raw)) ids.push(row.id)
  }
  return { ids, newestIdTime, newestStamp }
}

export type Settled = Readonly<{ outbox: readonly OutboxItem[]; claims: ReadonlyMap<string, string> }>

/**
 * Takes the items out of the outbox whose row has been delivered: acknowledged ones by id, others by the matching rule.
 * `claims` (row id → local id) grows by what was matched; a row is claimed once. The same references if nothing matched.
 */
export function settle(
  outbox: readonly OutboxItem[],
  rows: readonly Message[],
  claims: ReadonlyMap<string, string>,
): Settled {
  if (outbox.length === 0) return { outbox, claims }
  const own = rows.filter((row) => row.mine && !claims.has(row.id))
  const found = new Map<string, string>()
  const claim = (item: OutboxItem, row: Message | undefined) => row && found.set(row.id, item.localId)

  for (const { state, ...item } of outbox) {
    if (state.phase === 'sent')
      claim(
        { state, ...item },
        own.find((row) => row.id === state.id),
      )
  }
  const open = outbox.filter(({ state }) => state.phase === 'sending' || state.phase === 'unknown')
  const free = () => own.filter((row) => !found.has(row.id) && !isAwaited(outbox, row.id))
  const unmatched = open.filter((item) => {
    const row = free().find((row) => canBe(row, item) && sameText(row.raw, item.raw))
    claim(item, row)
    return !row
  })
  claimLonely(
    unmatched.filter(({ state }) => state.phase === 'unknown'),
    free(),
    claim,
  )

  if (found.size === 0) return { outbox, claims }
  const settled = new Set(found.values())
  return {
    outbox: outbox.filter((item) => !settled.has(item.localId)),
    claims: new Map([...claims, ...found]),
  }
}

/** Servers escape and strip: if exactly one item and one new own row of its type remain, they belong together. */
function claimLonely(
  unmatched: readonly OutboxItem[],
  own: readonly Message[],
  claim: (item: OutboxItem, row: Message) => void,
): void {
  const [item, second] = unmatched
  if (!item || second) return
  const [row, another] = own.filter((row) => canBe(row, item) && isNewSince(row, item.before))
  if (row && !another) claim(item, row)
}

function canBe(row: Message, item: OutboxItem): boolean {
  if (row.type !== item.type || item.before.ids.includes(row.id)) return false
  if (row.topic && (row.topic.type !== item.topic?.type || row.topic.id !== item.topic.id)) return false
  const { newestIdTime, newestStamp } = item.before
  return newestIdTime !== null && row.idTime !== null
    ? row.idTime >= newestIdTime - CLOCKS_APART
    : row.sentAt >= newestStamp - LATEST_COMMIT
}

/** Stricter than `canBe`: where the text says nothing, a row as old as what was known before is no evidence. */
const isNewSince = (row: Message, { newestStamp }: Known) => row.sentAt > newestStamp

const isAwaited = (outbox: readonly OutboxItem[], id: string) =>
  outbox.some(({ state }) => state.phase === 'sent' && state.id === id)

const sameText = (a: string, b: string) => a === b || normal(a) === normal(b)

const normal = (text: string) => text.normalize('NFC').replace(/\r\n?/g, '\n').trim()
