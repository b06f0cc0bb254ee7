import type { Pair } from '~/domain/identity'
import { type Delivered, type Message, toDelivered } from '~/domain/message'
import { NOTHING_KNOWN, type OutboxItem, type SendState } from '~/domain/outboxItem'
import { placed } from '~/domain/placing'
import type { Entry } from '~/domain/timeline'
import { decode, kinds } from '~/kinds/index'
import type { Shown } from '~/store/selectors'

/** 2026-11-20 10:00 in Shanghai, true UTC ms: the gallery looks the same every day. */
export const NOW = Date.UTC(2026, 10, 20, 2)

/** A row of the gallery and what it shows. */
export type Exhibit = Readonly<{
  name: string
  entry: Entry<Shown>
  unreadLine?: boolean
  receipt?: 'read' | 'unread'
}>

type WireMessage = Parameters<typeof decode>[0]

const PAIR: Pair = { appid: 'JH', me: { id: '200', role: 'MEMBER' }, peer: { id: '2', role: 'SALER' } }

const BARE: WireMessage = {
  _id: '',
  appid: 'JH',
  from: '2',
  fromrole: 'SALER',
  fromarea: '',
  f_nickname: '',
  f_avatar: '',
  to: '200',
  torole: 'MEMBER',
  t_nickname: '',
  t_avatar: '',
  type: 'TEXT',
  content: '',
  status: 0,
  channel: 'PC',
  voiceLength: -1,
  imageSize: -1,
  bustype: '',
  busid: '',
  readtime: -1,
  sendtime: NOW,
  create_at: -1,
  update_at: -1,
}

const OWN: Partial<WireMessage> = { from: '200', fromrole: 'MEMBER', to: '2', torole: 'SALER' }

/** Every sample of every kind, of both sides: what a new kind brings along is shown by itself. */
export const kindExhibits = (): readonly Exhibit[] =>
  Object.values(kinds).flatMap(({ type, samples }) =>
    samples.flatMap((sample, i) =>
      [{}, OWN].map((side, k) => ({
        name: `${type} ${i + 1}`,
        entry: entryOf(aMessage(`${type}-${i}-${k}`, { ...sample, ...side, type })),
      })),
    ),
  )

/** What can be the matter with a message, whatever its kind. */
export function stateExhibits(hello: string): readonly Exhibit[] {
  const theirs = (id: string, fields: Partial<WireMessage> = {}) =>
    entryOf(aMessage(id, { content: hello, ...fields }))
  const mine = (id: string) => theirs(id, OWN)
  const phases: readonly SendState[] = [
    { phase: 'queued' },
    { phase: 'sending' },
    { phase: 'unknown', since: 0, sweeps: 0 },
    { phase: 'failed', failure: { kind: 'refused', message: '' } },
    { phase: 'failed', failure: { kind: 'unconfirmed' } },
    { phase: 'failed', failure: { kind: 'expired' } },
  ]
  return [
    { name: 'time above', entry: { ...theirs('time'), showsTime: true } },
    { name: 'next of a group', entry: { ...theirs('group'), first: false } },
    { name: 'unread line', entry: theirs('line'), unreadLine: true },
    {
      name: 'order',
      entry: { ...theirs('order', { bustype: 'ORDER_CHAT', busid: '20171108001' }), turns: true },
    },
    {
      name: 'product',
      entry: { ...theirs('product', { bustype: 'GOOD_CHAT', busid: '88' }), turns: true },
    },
    { name: 'plain talk', entry: { ...theirs('plain'), turns: true } },
    { name: 'unsupported', entry: theirs('unsupported', { type: 'HOLOGRAM' }) },
    { name: 'read', entry: mine('read'), receipt: 'read' },
    { name: 'unread', entry: mine('unread'), receipt: 'unread' },
    ...phases.map((state) => {
      const name = state.phase === 'failed' ? state.failure.kind : state.phase
      return { name, entry: entryOf(aPending(hello, name, state)) }
    }),
  ]
}

const entryOf = (item: Shown): Entry<Shown> => ({ item, showsTime: false, first: true, turns: false })

const aMessage = (id: string, fields: Partial<WireMessage>): Message =>
  placed(rowOf({ ...BARE, ...fields, _id: id }, PAIR), 0)

/** What one of the two of a conversation said, and how long ago. */
export type Said = Readonly<{ mine?: boolean; minutesAgo: number; type?: string; content: string }>

/** As the server would deliver it to `pair`. */
export function delivered(id: string, { mine = false, minutesAgo, ...said }: Said, pair: Pair): Delivered {
  const [from, to] = mine ? [pair.me, pair.peer] : [pair.peer, pair.me]
  const sides = { from: from.id, fromrole: from.role, to: to.id, torole: to.role }
  return rowOf(
    { ...BARE, ...said, ...sides, appid: pair.appid, _id: id, sendtime: NOW - minutesAgo * 60_000 },
    pair,
  )
}

function rowOf(wire: WireMessage, pair: Pair): Delivered {
  const row = toDelivered(wire, decode(wire), pair, { at: NOW, trusted: true })
  if (!row) throw new Error('a sample of another pair')
  return row
}

const aPending = (text: string, name: string, state: SendState): OutboxItem => ({
  localId: `local-${name}`,
  type: 'TEXT',
  raw: text,
  file: null,
  content: decode({ ...BARE, content: text }),
  topic: null,
  sentAt: NOW,
  at: NOW,
  mine: true,
  state,
  before: NOTHING_KNOWN,
  echo: null,
})
