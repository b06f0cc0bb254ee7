import { otherRole, type Pair, sideOf } from '~/domain/identity'
import { conversationsIn } from '~/qa/conversations'
import { HISTORY, POLL, rowsOf, SEND } from '~/qa/knownRows'
import type { Exchange, Recording } from '~/qa/recording'
import { parseMessage, type WireMessage } from '~/wire/schema'

/** The conversations of a recording, those of more requests first. */
export const pairsIn = (recording: Recording): readonly Pair[] =>
  conversationsIn(recording).map(({ appid, from, fromrole, to }) => ({
    appid,
    me: { id: from, role: fromrole },
    peer: { id: to, role: otherRole(fromrole) },
  }))

/** The usable rows of this conversation that recorded answers held, as they were last, by id. */
export function rowsOfPair(exchanges: readonly Exchange[], pair: Pair): ReadonlyMap<string, WireMessage> {
  const rows = new Map<string, WireMessage>()
  for (const exchange of exchanges) {
    if (![POLL, HISTORY, SEND].includes(exchange.endpoint)) continue
    for (const row of rowsOf(exchange) ?? []) {
      const message = parseMessage(row)
      if (message && sideOf(pair, message)) rows.set(message._id, message)
    }
  }
  return rows
}

/** What was asked about this conversation and the two in it, in order. */
export const exchangesOf = ({ exchanges }: Recording, { me, peer }: Pair): readonly Exchange[] =>
  exchanges
    .filter(({ query, body }) => {
      const { from, to, userid } = { ...query, ...body }
      const isThem = (id: unknown) => String(id) === me.id || String(id) === peer.id
      return isThem(userid) || (isThem(from) && isThem(to))
    })
    .sort((a, b) => a.after - b.after)

type Sent = Readonly<{ type: string; content: string }>

export const sendsOf = (exchanges: readonly Exchange[]): Sent[] =>
  exchanges.filter(({ endpoint }) => endpoint === SEND).map(sentIn)

export const sentIn = ({ body }: Exchange): Sent => ({
  type: String(body?.['type']),
  content: String(body?.['content']),
})
