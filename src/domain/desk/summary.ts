import type { Log } from '~/domain/merge'
import type { Message } from '~/domain/message'
import type { OutboxItem } from '~/domain/outboxItem'
import type { Presence } from '~/domain/presence'
import { unreadOf } from '~/domain/reading'
import { last } from '~/lib/last'

/** What the row of a conversation tells of it. */
export type Summary = Readonly<{
  /** The server has answered about it. */
  loaded: boolean
  /** The newest message, delivered or on its way; null where there is none. */
  newest: Line | null
  /** How many messages of the member nobody has looked at. */
  unread: number
  /** When the member wrote the first message that nobody has answered, true UTC ms; null: nothing waits. */
  waitingSince: number | null
  /** An own message needs somebody: it failed, or nobody knows whether it was sent. */
  trouble: boolean
  presence: Presence
}>

/** What a row tells of a message. */
export type Line = Pick<Message, 'mine' | 'at' | 'content' | 'type' | 'raw'>

export const NO_SUMMARY: Summary = {
  loaded: false,
  newest: null,
  unread: 0,
  waitingSince: null,
  trouble: false,
  presence: 'unknown',
}

/** What is known of a conversation, as far as its row tells of it. */
export type Known = Readonly<{
  opened: boolean
  log: Log
  outbox: readonly OutboxItem[]
  seen: ReadonlySet<string>
  presence: Presence
}>

/** `before`, where the row tells the same: nothing is drawn then. */
export function summaryOf(known: Known, before: Summary = NO_SUMMARY): Summary {
  const { opened, log, outbox, seen, presence } = known
  const next: Summary = {
    loaded: opened,
    newest: lineIn(known),
    unread: unreadOf(log.rows, seen).length,
    waitingSince: waitingSince(known),
    trouble: outbox.some(needsSomebody),
    presence,
  }
  return isSame(next, before) ? before : next
}

/** The newest message of one side whose stamp its clock can have meant; null where there is none. */
export function newestRow({ rows }: Log, mine: boolean): Message | null {
  for (let i = rows.length - 1; i >= 0; i -= 1) {
    const row = rows[i]
    if (row?.plausible && row.mine === mine) return row
  }
  return null
}

/** What is on its way stands below what was delivered, unless it is older by the server's word. */
function lineIn({ log, outbox }: Known): Message | OutboxItem | null {
  const pending = outbox.filter(({ echo }) => echo === null)
  const row = last(log.rows) ?? null
  const newest = pending.reduce<OutboxItem | null>(
    (newer, item) => (newer && newer.sentAt > item.sentAt ? newer : item),
    null,
  )
  return newest && (!row || newest.sentAt >= row.sentAt) ? newest : row
}

/** Whoever has an answer on its way has answered; one that failed is none. */
function waitingSince({ log: { rows }, outbox }: Known): number | null {
  const answer = outbox
    .filter(isAnswering)
    .reduce((newest, { sentAt }) => Math.max(newest, sentAt), -Infinity)
  let since: number | null = null
  for (let i = rows.length - 1; i >= 0; i -= 1) {
    const row = rows[i]
    if (!row || row.mine || row.sentAt <= answer) break
    since = row.at
  }
  return since
}

const isAnswering = ({ state }: OutboxItem) => state.phase !== 'failed'
const needsSomebody = ({ state }: OutboxItem) => state.phase === 'failed'

const isSame = (a: Summary, b: Summary) =>
  (Object.keys(a) as (keyof Summary)[]).every((key) => Object.is(a[key], b[key]))
