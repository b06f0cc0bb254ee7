import { carried } from './carried'
import type { Message } from './message'

/** How long (ms) the end must have been before somebody's eyes to count as read … */
export const LOOKED_AT_FOR = 1_000
/** … and the shortest time between two messages to the server about it. */
export const AT_MOST_EVERY = 2_000

/** What tells whether somebody is looking at the newest messages. */
export type Attention = Readonly<{
  visible: boolean
  /** The window has the keyboard. Web views of phones do not tell reliably: there it does not count. */
  focused: boolean
  /** Nothing is below what is in view. */
  atEnd: boolean
}>

export const isLooking = ({ visible, focused, atEnd }: Attention, device: 'phone' | 'pc'): boolean =>
  visible && atEnd && (focused || device === 'phone')

/** The other side's messages that the server calls unread, less those of `known`, in any order. */
export const unreadOf = (rows: readonly Message[], known: ReadonlySet<string>): readonly Message[] =>
  unread.of(rows).filter(({ id }) => !known.has(id))

const isUnread = ({ mine, read }: Message) => !mine && !read

const unread = carried<readonly Message[]>(
  (rows) => rows.filter(isUnread),
  (before, changes) => {
    const touched = changes.filter(([old, now]) => (old && isUnread(old)) || isUnread(now))
    if (touched.length === 0) return before
    const ids = new Set(touched.map(([, { id }]) => id))
    const rest = before.filter(({ id }) => !ids.has(id))
    return rest.concat(touched.map(([, now]) => now).filter(isUnread))
  },
)

/** What was known of `before` is known of the rows that these changes have made of it. */
export const carryUnread = unread.carry

/**
 * What a server that counts more unread messages than are here asks for. `explained`: so many more were there after a look that
 * went all the way down (of kinds, or pairs, that nobody is shown), and are looked for no more.
 */
export type Suspicion = Readonly<{ excess: number; looks: number; explained: number }>

export const NO_SUSPICION: Suspicion = { excess: 0, looks: 0, explained: 0 }

/** Looks that a suspicion is worth: an ordinary one, then one that goes as deep as a sweep can. */
const LOOKS = 2

/** After the server counted `counted` unread messages where `held` are here. */
export function suspect(before: Suspicion, counted: number, held: number): Suspicion {
  const excess = counted - held
  if (excess <= before.explained)
    return { excess: 0, looks: 0, explained: Math.max(0, Math.min(before.explained, excess)) }
  if (before.looks < LOOKS) return { ...before, excess, looks: before.looks + 1 }
  return { excess: 0, looks: 0, explained: excess }
}

/** Whether the next sweep is to look as deep as it can. */
export const wantsDepth = ({ excess, looks }: Suspicion): boolean => excess > 0 && looks === LOOKS
