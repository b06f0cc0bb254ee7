import type { Message } from '~/domain/message'
import type { OutboxItem } from '~/domain/outboxItem'
import { unreadOf } from '~/domain/reading'
import type { ChatState } from './chatStore'

/** What stands in the conversation: a delivered message, or one of ours on its way. */
export type Shown = Message | OutboxItem

export const isPending = (item: Shown): item is OutboxItem => 'localId' in item

/** Keeps the identity of a bubble from the first moment to the delivered row, so that it is never drawn anew. */
export const keyOf = (item: Shown, claims: ChatState['claims']): string =>
  isPending(item) ? item.localId : (claims.get(item.id) ?? item.id)

/** Delivered rows and own messages on their way, in order; the rows themselves where nothing is on its way. */
export function shownIn({ log, outbox }: Pick<ChatState, 'log' | 'outbox'>): readonly Shown[] {
  // one with an echo is shown by its row
  const pending = outbox.filter(({ echo }) => echo === null).sort((a, b) => a.sentAt - b.sentAt)
  if (pending.length === 0) return log.rows
  const shown: Shown[] = log.rows.slice()
  // from the end, where they belong: a long conversation costs no more than a short one
  let at = shown.length
  for (const item of pending.reverse()) {
    while (at > 0 && (shown[at - 1]?.sentAt ?? 0) > item.sentAt) at -= 1
    shown.splice(at, 0, item)
  }
  return shown
}

/**
 * The newest own message known to be read. Reading marks a whole conversation, so every own message up to it is read too:
 * inferred here and never written into rows.
 */
export function newestRead({ log }: Pick<ChatState, 'log'>): Message | null {
  for (let i = log.rows.length - 1; i >= 0; i -= 1) {
    const row = log.rows[i]
    if (row?.mine && row.read) return row
  }
  return null
}

/** How many messages of the other side nobody has looked at, neither here nor anywhere that the server knows of. */
export const unseenCount = ({ log, seen }: Pick<ChatState, 'log' | 'seen'>): number =>
  unreadOf(log.rows, seen).length
