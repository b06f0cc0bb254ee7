import { type Pair, sideOf } from '~/domain/identity'
import { isOpen } from '~/domain/outboxItem'
import { rowsOf, SEND } from '~/qa/knownRows'
import type { Exchange } from '~/qa/recording'
import { isPending, type Shown } from '~/store/selectors'
import { parseMessage, type WireMessage } from '~/wire/schema'
import { sendsOf, sentIn } from './recorded'

/** Ids of the messages that are shown, from top to bottom: delivered, or own ones that were acknowledged. */
export const idsOf = (shown: readonly Shown[]): readonly string[] =>
  shown.flatMap((item) =>
    isPending(item) ? (item.state.phase === 'sent' ? [item.state.id] : []) : [item.id],
  )

/** The invariants of the product, against what the recorded answers held. */
export function judge(
  shown: readonly Shown[],
  expected: ReadonlyMap<string, WireMessage>,
  exchanges: readonly Exchange[],
  pair: Pair,
): readonly string[] {
  const complaints: string[] = []
  const rows = shown.flatMap((item) => (isPending(item) ? [] : [item]))
  const times = new Map<string, number>()
  for (const id of idsOf(shown)) times.set(id, (times.get(id) ?? 0) + 1)
  for (const [id, { sendtime }] of expected) {
    const count = times.get(id) ?? 0
    if (count === 0)
      complaints.push(`The message ${id} (sendtime ${sendtime}) was answered, and is not shown.`)
    if (count > 1) complaints.push(`The message ${id} is shown ${count} times.`)
  }
  const others = exchanges
    .flatMap((exchange) => rowsOf(exchange) ?? [])
    .flatMap((row) => parseMessage(row) ?? [])
  for (const { _id } of others.filter((row) => sideOf(pair, row) === null))
    if (times.has(_id) && !expected.has(_id))
      complaints.push(`The message ${_id} of another conversation is shown.`)

  const placed = rows.filter(({ plausible }) => plausible)
  placed.forEach(({ id, stamp }, i) => {
    const before = placed[i - 1]
    if (before?.stamp == null || stamp === null) return
    const isAfter = before.stamp < stamp || (before.stamp === stamp && before.id < id)
    if (!isAfter) complaints.push(`The message ${id} stands below ${before.id}, which is newer.`)
  })
  return [...complaints, ...doubled(shown, exchanges)]
}

/** Own messages that stand there as delivered and as on their way as well. */
function doubled(shown: readonly Shown[], exchanges: readonly Exchange[]): readonly string[] {
  const complaints: string[] = []
  const contents = new Set(sendsOf(exchanges).map(({ content }) => content))
  for (const content of contents) {
    const posts = exchanges.filter(
      (exchange) => exchange.endpoint === SEND && sentIn(exchange).content === content,
    )
    const first = posts[0]?.after ?? 0
    const before = exchanges.filter(({ after }) => after < first)
    const old = new Set(before.flatMap((exchange) => (rowsOf(exchange) ?? []).map(idIn)))
    const own = shown.filter((item) => item.mine && item.raw === content)
    const delivered = own.filter((item) => !isPending(item) && !old.has(item.id)).length
    const open = own.filter((item) => isPending(item) && (isOpen(item) || item.state.phase === 'sent')).length
    if (open > 0 && delivered >= posts.length)
      complaints.push(
        `An own message that was sent ${posts.length} times is shown ${delivered + open} times.`,
      )
  }
  return complaints
}

const idIn = (row: unknown) => parseMessage(row)?._id ?? ''
