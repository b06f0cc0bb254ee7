/**
 * How soon news of a conversation must be seen. `hot`: somebody writes there now; `unread`: something is unread, but nobody has
 * written for a while; `new`: nothing of it has been loaded yet.
 */
export type Tier = 'hot' | 'new' | 'unread' | 'today' | 'older'

/** Those that are served first come first. */
export const TIERS: readonly Tier[] = ['hot', 'new', 'unread', 'today', 'older']

/** A talk is active for this long after a message, ms. Longer than any commit is late (`LATEST_COMMIT`): see `question`. */
const ACTIVE = 10 * 60_000

/** Whoever was left without an answer for longer, ms, is on the list already: to ask more often tells nobody sooner. */
const WAITS_FOR = 60 * 60_000

/** The whole of today, in whatever time zone. */
const TODAY = 24 * 60 * 60_000

/** What is known of a conversation, as far as it decides how often it is asked. */
export type Facts = Readonly<{
  /** Its newest messages have been here. */
  loaded: boolean
  /** Messages of the other side that nobody has read. */
  unread: number
  /** The last word is the other side's. */
  waits: boolean
  /** The host page tells of something newer than what is here. */
  told: boolean
  /** When its newest message was sent, true UTC ms; null while there is none. */
  newestAt: number | null
}>

/** `now` in true UTC ms. */
export function tierOf({ loaded, unread, waits, told, newestAt }: Facts, now: number): Tier {
  if (!loaded) return 'new'
  const age = newestAt === null ? Infinity : now - newestAt
  if (told || age < ACTIVE) return 'hot'
  if (unread > 0 || (waits && age < WAITS_FOR)) return 'unread'
  return age < TODAY ? 'today' : 'older'
}
