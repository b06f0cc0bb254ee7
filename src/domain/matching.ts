import { ENTITIES } from '~/lib/entities'
import { byTime } from './merge'
import type { Arrival, Message } from './message'
import { isOpen, type Known, type OutboxItem } from './outboxItem'
import { skewOfRow } from './skew'
import { LATEST_COMMIT } from './sweep'

/** How much earlier than the newest known ObjectId a matching row may be: servers have more than one machine's clock. */
const CLOCKS_APART = 5_000

/** How much earlier than the POST, by the time that the server's answers tell, an ObjectId may be, ms: ids come from other machines. */
const ANSWERS_APART = 180_000

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
  let hasOwn = false
  const ids: string[] = outbox.flatMap((other) =>
    other.state.phase === 'sent' && isEqual(other, item) ? [other.state.id] : [],
  )
  for (const row of rows) {
    const idTime = row.plausible ? credibleIdTime(row) : null
    if (idTime !== null) newestIdTime = Math.max(newestIdTime ?? 0, idTime)
    hasOwn ||= row.mine
    if (row.plausible) newestStamp = Math.max(newestStamp, row.sentAt)
    if (row.plausible) oldestStamp = Math.min(oldestStamp, row.sentAt)
    if (row.mine && row.type === item.type && normal(row.raw) === text) ids.push(row.id)
  }
  // not one own row has come: polls may bring none, and an old one, newer than all that came, must not be taken for this message
  const bound = !hasOwn && now.trusted ? now.at - ANSWERS_APART : -Infinity
  return {
    ids,
    since: newestIdTime === null ? (now.trusted ? now.at : null) : Math.max(newestIdTime, bound),
    newestStamp,
    oldestStamp: Math.min(oldestStamp, newestStamp),
  }
}

/** Which item (by local id) has been delivered as which row. */
export function matches(
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
    const localId = awaited.get(row.id)
    const claimed = claims.get(row.id)
    const isOurs = claimed === undefined || (claimed === row.id && localId !== undefined)
    if (!row.mine || !isOurs) continue
    if (localId === undefined) free.push(row)
    else found.set(localId, row)
  }
  const open = outbox.filter(isOpen)
  const left = free.filter((row) => {
    const item = strictest(open.filter((one) => !found.has(one.localId) && isDeliveredAs(one, row)))
    if (item) found.set(item.localId, row)
    return !item
  })
  for (const [localId, row] of oldestToOldest(open, found)) found.set(localId, row)
  const unmatched = open.filter(({ localId }) => !found.has(localId))
  const lonely = onlyOne(unmatched)
  // servers escape and strip: if exactly one item and one new own row of its type remain, they belong together
  if (lonely?.state.phase === 'unknown') {
    const row = onlyOne(left.filter((row) => canBe(row, lonely) && row.sentAt > lonely.before.newestStamp))
    if (row && isLeftOf(row.raw, lonely.raw)) found.set(lonely.localId, row)
  }
  return found
}

/**
 * The item that fewest rows can be: what it leaves can still be any of the others. Given to the first one instead, a row that
 * comes early would leave the last one alone with a row too old for it. The first one where all can be the same rows.
 */
function strictest(items: readonly OutboxItem[]): OutboxItem | undefined {
  return items.reduce<OutboxItem | undefined>(
    (best, item) => (best && !isStricter(item.before, best.before) ? best : item),
    undefined,
  )
}

const isStricter = (a: Known, b: Known) =>
  (a.since ?? -Infinity) > (b.since ?? -Infinity) || (a.since === b.since && a.newestStamp > b.newestStamp)

/** The same items and rows, dealt out anew: of equal texts the first one written is the first row, where it can be. */
function oldestToOldest(
  open: readonly OutboxItem[],
  found: ReadonlyMap<string, Message>,
): readonly (readonly [string, Message])[] {
  const items = open.filter(({ localId }) => found.has(localId))
  const rows = items.flatMap(({ localId }) => found.get(localId) ?? []).sort(byTime)
  const dealt = items.flatMap((item) => {
    const place = rows.findIndex((row) => isDeliveredAs(item, row))
    return rows.splice(place, place < 0 ? 0 : 1).map((row) => [item.localId, row] as const)
  })
  return rows.length === 0 ? dealt : []
}

const isDeliveredAs = (item: OutboxItem, row: Message) =>
  canBe(row, item) && normal(item.raw) === normal(row.raw)

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

const unescaped = (text: string) =>
  text.replace(/&(#\d{1,6}|[a-z]{2,4});/g, (whole, name: string) =>
    name.startsWith('#') ? String.fromCodePoint(Number(name.slice(1))) : (ENTITIES[name] ?? whole),
  )

const normal = (text: string) => text.normalize('NFC').replace(/\r\n?/g, '\n').trim()
