import type { ApiFailure } from '~/wire/errors'
import type { Arrival, Message, Topic } from './message'
import { skewOfRow } from './skew'
import { LATEST_COMMIT } from './sweep'
import type { Content } from '~/kinds/index'

/**
 * Why a message failed: the API's refusal, which is certain; `unconfirmed`: perhaps not sent, it may turn up still; `expired`:
 * it waited for a connection for so long that sending it now would surprise.
 */
export type SendFailure = ApiFailure | Readonly<{ kind: 'unconfirmed' | 'expired' }>

/**
 * `queued` waits for the one before, or for a connection; `sending` has left; `sent` is acknowledged and waits for its row;
 * `unknown` may or may not have arrived and is being looked for (never sent again by itself).
 */
export type SendState =
  | Readonly<{ phase: 'queued' | 'sending' }>
  | Readonly<{ phase: 'sent'; id: string }>
  /** `since`: `elapsed` ms at which nobody knew any more; `sweeps` that looked for it in vain. */
  | Readonly<{ phase: 'unknown'; since: number; sweeps: number }>
  | Readonly<{ phase: 'failed'; failure: SendFailure }>

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
  /** Id of a delivered row that is taken for this message while its POST is still under way: shown in its place. */
  echo: string | null
}>

/** What was known when a POST began. */
export type Known = Readonly<{
  /** Ids of own rows of equal content. */
  ids: readonly string[]
  /** True UTC ms that the message's ObjectId cannot be much older than; null where nothing told. */
  since: number | null
  /** The newest stamp delivered, server-clock ms; 0 if none. */
  newestStamp: number
  /** The oldest one: what stands above it comes by scrolling up, and is old. 0 if none. */
  oldestStamp: number
}>

export const NOTHING_KNOWN: Known = { ids: [], since: null, newestStamp: 0, oldestStamp: 0 }

/** How much earlier than the newest known ObjectId a matching row may be: servers have more than one machine's clock. */
const CLOCKS_APART = 5_000

/** A sweep that begins this much (ms) after the fate of a message became unknown would have found it … */
const TIME_TO_TURN_UP = 10_000
/** … if it was stored, and so many of them decide. */
const SWEEPS_TO_DECIDE = 2

/** What is to be remembered at the start of a POST, from the delivered rows, those acknowledged, and the time of now. */
export function knownBefore(
  rows: readonly Message[],
  item: Pick<OutboxItem, 'type' | 'raw'>,
  now: Arrival,
  outbox: readonly OutboxItem[] = [],
): Known {
  const text = normal(item.raw)
  let newestIdTime: number | null = null
  let newestStamp = 0
  let oldestStamp = Infinity
  const ids: string[] = outbox.flatMap((other) =>
    other.state.phase === 'sent' && isEqual(other, item) ? [other.state.id] : [],
  )
  for (const row of rows) {
    const idTime = row.plausible ? credibleIdTime(row) : null
    if (idTime !== null) newestIdTime = Math.max(newestIdTime ?? 0, idTime)
    if (row.plausible) newestStamp = Math.max(newestStamp, row.sentAt)
    if (row.plausible) oldestStamp = Math.min(oldestStamp, row.sentAt)
    if (row.mine && row.type === item.type && normal(row.raw) === text) ids.push(row.id)
  }
  return {
    ids,
    since: newestIdTime ?? (now.trusted ? now.at : null),
    newestStamp,
    oldestStamp: Math.min(oldestStamp, newestStamp),
  }
}

/** Whether the item may still turn out to have been sent. */
const isOpen = ({ state, echo }: OutboxItem): boolean =>
  state.phase === 'unknown' ||
  (state.phase === 'sending' && echo === null) ||
  (state.phase === 'failed' && state.failure.kind === 'unconfirmed')

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
  const remaining: OutboxItem[] = []
  // what was written later stands lower: the server's stamp of one message lifts the guesses for those after it
  let floor = 0
  for (const item of outbox) {
    const row = found.get(item.localId)
    if (row) floor = Math.max(floor, row.sentAt)
    if (row && item.state.phase === 'sending') remaining.push({ ...item, echo: row.id })
    else if (!row) remaining.push(notAbove(without(item, found), floor))
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
    return { outbox: outbox.filter((one) => one !== item), claims }
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
 * The item, which remembers the rows that others were delivered as: they are not its own, and after a reload nobody else would
 * know that.
 */
function without(item: OutboxItem, found: ReadonlyMap<string, Message>): OutboxItem {
  if (!isOpen(item)) return item
  const taken = [...found.values()].map(({ id }) => id)
  return { ...item, before: { ...item.before, ids: [...item.before.ids, ...taken] } }
}

/** The item at `floor` (server-clock ms) or below it, if its place is a guess still. */
function notAbove(item: OutboxItem, floor: number): OutboxItem {
  if (item.sentAt >= floor || item.state.phase === 'sent') return item
  return { ...item, sentAt: floor, at: item.at + floor - item.sentAt }
}

/** Which item (by local id) has been delivered as which row. */
function matches(
  outbox: readonly OutboxItem[],
  rows: readonly Message[],
  claims: ReadonlyMap<string, string>,
): ReadonlyMap<string, Message> {
  const found = new Map<string, Message>()
  if (outbox.length === 0) return found
  const awaited = new Map(
    outbox.flatMap(({ state, localId }) => (state.phase === 'sent' ? [[state.id, localId]] : [])),
  )
  const free: Message[] = []
  for (const row of rows) {
    if (!row.mine || claims.has(row.id)) continue
    const localId = awaited.get(row.id)
    if (localId === undefined) free.push(row)
    else found.set(localId, row)
  }
  const unmatched = outbox.filter(isOpen).filter((item) => {
    const text = normal(item.raw)
    const place = free.findIndex((row) => canBe(row, item) && normal(row.raw) === text)
    const [row] = place < 0 ? [] : free.splice(place, 1)
    if (row) found.set(item.localId, row)
    return !row
  })
  const lonely = onlyOne(unmatched)
  // servers escape and strip: if exactly one item and one new own row of its type remain, they belong together
  if (lonely?.state.phase === 'unknown') {
    const row = onlyOne(free.filter((row) => canBe(row, lonely) && row.sentAt > lonely.before.newestStamp))
    if (row && isLeftOf(row.raw, lonely.raw)) found.set(lonely.localId, row)
  }
  return found
}

const onlyOne = <T>(list: readonly T[]): T | undefined => (list.length === 1 ? list[0] : undefined)

function canBe(row: Message, { type, topic, before }: OutboxItem): boolean {
  if (row.type !== type || before.ids.includes(row.id)) return false
  if (row.topic && (row.topic.type !== topic?.type || row.topic.id !== topic.id)) return false
  const idTime = credibleIdTime(row)
  if (before.since !== null && idTime !== null) return idTime >= before.since - CLOCKS_APART
  const { newestStamp, oldestStamp } = before
  if (row.sentAt <= oldestStamp && oldestStamp < newestStamp) return false
  return row.sentAt >= newestStamp - LATEST_COMMIT
}

/** The ObjectId time of a row (true UTC ms) unless its id is made up. */
const credibleIdTime = (row: Message) => (skewOfRow(row) === null ? null : row.idTime)

const isEqual = (a: Pick<OutboxItem, 'type' | 'raw'>, b: Pick<OutboxItem, 'type' | 'raw'>) =>
  a.type === b.type && normal(a.raw) === normal(b.raw)

/**
 * Whether `stored` can be what a server left of `sent` by escaping, stripping or masking: its characters are some of the sent
 * ones, in order. A message of the same person from another device seldom passes for that.
 */
function isLeftOf(stored: string, sent: string): boolean {
  const left = Array.from(unescaped(stored).replace(MASKED, ''))
  // of letters and digits something is left
  if (left.length === 0) return !/[\p{L}\p{N}]/u.test(sent)
  const letters = Array.from(normal(sent))
  let at = 0
  for (const letter of normal(left.join(''))) {
    at = letters.indexOf(letter, at) + 1
    if (at === 0) return false
  }
  return true
}

/** White space, and what stands for characters that a server does not know or does not want. */
const MASKED = /[\s?*\uFFFD\u25A1]/g

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

const unescaped = (text: string) =>
  text.replace(/&(#\d{1,6}|[a-z]{2,4});/g, (whole, name: string) =>
    name.startsWith('#') ? String.fromCodePoint(Number(name.slice(1))) : (ENTITIES[name] ?? whole),
  )

const normal = (text: string) => text.normalize('NFC').replace(/\r\n?/g, '\n').trim()
