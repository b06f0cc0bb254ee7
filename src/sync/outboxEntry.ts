import * as v from 'valibot'
import { LONGEST_WAIT, type OutboxItem, type SendState, UPLOAD_TROUBLES } from '~/domain/outboxItem'
import { decodeOwn } from '~/kinds/index'
import { assertNever } from '~/lib/assertNever'
import type { Chat } from './chat'
import { unknown } from './send'

const number = v.pipe(v.number(), v.finite())
const text = v.string()

const Kept = v.object({
  localId: text,
  type: text,
  raw: text,
  file: v.optional(
    v.nullable(
      v.object({
        key: text,
        name: text,
        bytes: number,
        seconds: v.nullable(number),
        size: v.optional(v.nullable(v.object({ width: number, height: number })), null),
      }),
    ),
    null,
  ),
  topic: v.nullable(v.object({ type: text, id: text })),
  sentAt: number,
  at: number,
  state: v.variant('phase', [
    v.object({ phase: v.picklist(['uploading', 'queued', 'sending', 'unknown']) }),
    v.object({ phase: v.literal('sent'), id: text }),
    v.object({ phase: v.literal('failed'), reason: text, upload: v.optional(v.picklist(UPLOAD_TROUBLES)) }),
  ]),
  before: v.object({
    ids: v.array(text),
    since: v.nullable(number),
    newestStamp: number,
    oldestStamp: number,
  }),
})

const Entry = v.object({
  v: v.literal(1),
  alive: number,
  items: v.array(v.unknown()),
  /** Another tab has taken the messages over. */
  taken: v.optional(v.boolean(), false),
})

/** What is kept under a tab's name; of a damaged entry nothing. */
export function entryOf(stored: unknown): v.InferOutput<typeof Entry> {
  const parsed = v.safeParse(Entry, stored)
  return parsed.success ? parsed.output : { v: 1, alive: 0, items: [], taken: false }
}

/** What is kept of an own message: what another visit needs to find its row again, or to send it. */
export function kept({
  localId,
  type,
  raw,
  file,
  topic,
  sentAt,
  at,
  state,
  before,
}: OutboxItem): v.InferOutput<typeof Kept> {
  const known = { ...before, ids: [...before.ids] }
  return { localId, type, raw, file, topic, sentAt, at, state: keptState(state), before: known }
}

function keptState(state: SendState): v.InferOutput<typeof Kept>['state'] {
  if (state.phase === 'sent') return { phase: 'sent', id: state.id }
  if (state.phase === 'failed') {
    const { failure } = state
    return failure.kind === 'upload'
      ? { phase: 'failed', reason: failure.kind, upload: failure.reason }
      : { phase: 'failed', reason: failure.kind }
  }
  return { phase: state.phase }
}

/** The messages in an entry, each checked by itself. */
export function itemsIn(entry: unknown, chat: Chat): readonly OutboxItem[] {
  return entryOf(entry).items.flatMap((item) => {
    const checked = v.safeParse(Kept, item)
    if (!checked.success) return []
    const { state, ...rest } = checked.output
    const { file, raw } = rest
    const content = decodeOwn(rest.type, raw, file?.seconds)
    if (file) chat.files.restore(file.key, raw, file.size)
    return [{ ...rest, content, mine: true as const, state: stateOf(state, rest.at, chat), echo: null }]
  })
}

function stateOf(state: v.InferOutput<typeof Kept>['state'], at: number, chat: Chat): SendState {
  switch (state.phase) {
    case 'uploading':
    case 'queued': {
      const isOld = chat.trueClock.now().at - at > LONGEST_WAIT
      return isOld ? { phase: 'failed', failure: { kind: 'expired' } } : { phase: state.phase }
    }
    case 'sending':
    case 'unknown':
      return unknown(chat)
    case 'sent':
      return state
    case 'failed': {
      const { reason: kind, upload } = state
      if (upload) return { phase: 'failed', failure: { kind: 'upload', reason: upload, message: '' } }
      return {
        phase: 'failed',
        failure: kind === 'unconfirmed' || kind === 'expired' ? { kind } : { kind: 'refused', message: '' },
      }
    }
    default:
      return assertNever(state)
  }
}
