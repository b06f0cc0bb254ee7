import type { Pair } from '~/domain/identity'
import { cleaned, newOnes, type QuickReply, type ReplyContent } from '~/domain/quickReplies'
import type { Storage } from '~/lib/storage'

/** The shape in which they are kept; what has another number is not ours. */
const VERSION = 1

/** The name under which they are kept: a salesperson has the same ones for all members. */
export const repliesKey = ({ appid, me }: Pick<Pair, 'appid' | 'me'>): string =>
  `jh-im:replies:${JSON.stringify([appid, me.role, me.id])}`

export type ReplyShelf = Readonly<{
  /** All of them, as they were added; the same list as long as nothing changes. */
  list: () => readonly QuickReply[]
  /** Whether the next visit will know of the last change. */
  isKept: () => boolean
  /** Adds one, at the end; returns its id. */
  add: (content: ReplyContent) => string
  /** Adds those that are not there yet, and returns them. */
  addNew: (contents: readonly ReplyContent[]) => readonly ReplyContent[]
  /** Another content for one; if it is gone meanwhile it is added: nothing that was written is lost. */
  edit: (id: string, content: ReplyContent) => void
  remove: (id: string) => void
  /** One was inserted at `at` (wall-clock ms). */
  use: (id: string, at: number) => void
  /** Calls back as they change, here or in another tab. */
  subscribe: (listener: () => void) => () => void
}>

/** What a shelf works on. `newId`: unique in this browser. */
type Setup = Readonly<{
  storage: Storage
  key: string
  /** What is there as long as nobody has changed anything. */
  examples: readonly ReplyContent[]
  newId: () => string
}>

/**
 * The quick replies of one salesperson in this browser. Each change is made to what is kept at that moment, so that tabs do not
 * undo each other's; where nothing can be kept they last for this visit.
 */
export function createReplyShelf({ storage, key, examples, newId }: Setup): ReplyShelf {
  const listeners = new Set<() => void>()
  const initial = examples.map((content, i) => ({ ...content, id: `example-${i + 1}`, used: 0, usedAt: 0 }))
  let replies: readonly QuickReply[] = kept(storage, key) ?? initial
  let isKept = true
  let unwatch: (() => void) | null = null

  const tell = (now: readonly QuickReply[]) => {
    replies = now
    for (const listener of listeners) listener()
  }
  /** What this visit alone has is not given up for what is kept. */
  const reread = () => isKept && tell(kept(storage, key) ?? initial)
  const change = (make: (now: readonly QuickReply[]) => readonly QuickReply[]) => {
    const before = isKept ? (kept(storage, key) ?? initial) : replies
    const after = make(before)
    isKept = storage.write(key, { v: VERSION, replies: after })
    tell(after)
  }

  return {
    list: () => replies,
    isKept: () => isKept,
    add: (content) => {
      const id = newId()
      change((now) => [...now, { id, ...plain(content), used: 0, usedAt: 0 }])
      return id
    },
    addNew: (contents) => {
      let added: readonly ReplyContent[] = []
      change((now) => {
        added = newOnes(now, contents.map(plain))
        return [...now, ...added.map((content) => ({ id: newId(), ...content, used: 0, usedAt: 0 }))]
      })
      return added
    },
    edit: (id, content) => {
      change((now) =>
        now.some((one) => one.id === id)
          ? now.map((one) => (one.id === id ? { ...one, ...plain(content) } : one))
          : [...now, { id, ...plain(content), used: 0, usedAt: 0 }],
      )
    },
    remove: (id) => {
      change((now) => now.filter((one) => one.id !== id))
    },
    use: (id, at) => {
      change((now) => now.map((one) => (one.id === id ? { ...one, used: one.used + 1, usedAt: at } : one)))
    },
    subscribe: (listener) => {
      if (listeners.size === 0) {
        unwatch = storage.watch(key, reread)
        // what happened while nobody looked; told by the list itself, which is read next
        if (isKept && !isSame(kept(storage, key) ?? initial, replies)) reread()
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) unwatch?.()
      }
    },
  }
}

const plain = ({ title, text, pictures }: ReplyContent): ReplyContent => ({
  title: cleaned(title).replace(/\n/g, ' '),
  text: cleaned(text),
  pictures,
})

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** What is kept; null where that is nothing, or none of ours. What of it cannot be read is left out. */
function kept(storage: Storage, key: string): readonly QuickReply[] | null {
  const { v, replies } = Object(storage.read(key)) as Record<string, unknown>
  if (v !== VERSION || !Array.isArray(replies)) return null
  const seen = new Set<string>()
  return replies.flatMap((one: unknown) => {
    const reply = replyOf(one)
    if (!reply || seen.has(reply.id)) return []
    seen.add(reply.id)
    return [reply]
  })
}

function replyOf(stored: unknown): QuickReply | null {
  const { id, title, text, pictures, used, usedAt } = Object(stored) as Record<keyof QuickReply, unknown>
  const isReply =
    typeof id === 'string' &&
    id !== '' &&
    typeof title === 'string' &&
    typeof text === 'string' &&
    Array.isArray(pictures) &&
    pictures.every((name) => typeof name === 'string') &&
    (text !== '' || pictures.length > 0)
  if (!isReply) return null
  return { id, title, text, pictures, used: countOf(used), usedAt: countOf(usedAt) }
}

const countOf = (value: unknown) => (Number.isSafeInteger(value) ? Math.max(0, Number(value)) : 0)
