import type { Pair } from '~/domain/identity'
import { type Delivered, toDelivered } from '~/domain/message'
import { decode } from '~/kinds/index'
import { parseMessage, type WireMessage } from '~/wire/schema'

export const HOUR = 3_600_000
export const MINUTE = 60_000

/** The documented pair, seen by the member. */
export const PAIR: Pair = { appid: 'JH', me: { id: '200', role: 'MEMBER' }, peer: { id: '2', role: 'SALER' } }

/** True UTC of most tests: 2017-08-16 09:50 in Shanghai, the time of the documented samples. */
export const T = Date.UTC(2017, 7, 16, 1, 50)

/** How far the sample's server is ahead. */
export const SKEW = 8 * HOUR

/** A MongoDB ObjectId of the true UTC second of `at` (ms); `n` tells ids of one second apart, in order. */
export const anId = (at: number, n = 0): string =>
  Math.floor(at / 1000)
    .toString(16)
    .padStart(8, '0') + n.toString(16).padStart(16, '0')

/** A raw API document, as the backend's JSON says it: SALER 2 says 你好 to MEMBER 200 at `at` (true UTC ms). */
export function aDocument(fields: Record<string, unknown> = {}, at = T, n = 0): Record<string, unknown> {
  return {
    _id: anId(at, n),
    appid: 'JH',
    from: '2',
    fromrole: 'SALER',
    to: '200',
    torole: 'MEMBER',
    type: 'TEXT',
    content: '你好',
    status: 0,
    readtime: -1,
    sendtime: at + SKEW,
    create_at: new Date(at + SKEW).toISOString(),
    update_at: new Date(at + SKEW).toISOString(),
    ...fields,
  }
}

/** The same from MEMBER 200 to SALER 2. */
export const anOwnDocument = (fields: Record<string, unknown> = {}, at = T, n = 0): Record<string, unknown> =>
  aDocument({ from: '200', fromrole: 'MEMBER', to: '2', torole: 'SALER', ...fields }, at, n)

/** An API message, checked. */
export function aWireMessage(document: Record<string, unknown> = aDocument()): WireMessage {
  const message = parseMessage(document)
  if (!message) throw new Error('the test made an unusable message')
  return message
}

/** A delivered message in the domain's words. `arrivedAt`: the server's now, true UTC ms; null where no server told. */
export function aDelivered(
  document: Record<string, unknown> = aDocument(),
  arrivedAt: number | null = T,
): Delivered {
  const wire = aWireMessage(document)
  const arrival = { at: arrivedAt ?? T, trusted: arrivedAt !== null }
  const row = toDelivered(wire, decode(wire), PAIR, arrival)
  if (!row) throw new Error('the test made a message of another pair')
  return row
}
