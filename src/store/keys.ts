import type { Pair } from '~/domain/identity'
import type { Storage } from '~/lib/storage'

/**
 * The names under which a conversation is kept in this browser: by appid, role, id and peer, so that nothing is ever read
 * across identities, and opening one wipes nothing of another. JSON: no id can pass for two.
 */
const nameOf = (kind: string, { appid, me, peer }: Pair) =>
  `jh-im:${kind}:${JSON.stringify([appid, me.role, me.id, peer.id])}:`

/** One entry a tab: own messages on their way. They stay until they are delivered or deleted. */
export const outboxKeys = (pair: Pair): string => nameOf('outbox', pair)

/**
 * The end of the conversation for the next visit's first frame (`domain/tail`), for a week; of each API (`base`), for a page may be led
 * to another one.
 */
export const tailKey = (pair: Pair, base: string): string => nameOf('tail', pair) + base
/** How the names of all of them begin. */
export const TAILS = 'jh-im:tail:'

/** What is being written, as long as nobody has sent it (`store/drafts`): an entry, and more where several tabs write at once. */
export const draftKeys = (pair: Pair): string => nameOf('draft', pair)

/** Which voices were played here (`store/played`). */
export const playedKey = (pair: Pair): string => nameOf('played', pair)

/** Whether what was kept at `then` (wall-clock ms) is too old to be read: a phone may have gone to another hand. */
export const isIdle = (then: number, now: number): boolean => Math.abs(now - then) > IDLE

const IDLE = 7 * 86_400_000

/** What tabs of one conversation agree by: the name of its lock and of its channel. */
export const tabsName = (pair: Pair): string => nameOf('tabs', pair)

/** How Enter works here, and which emoji were used last: of this browser, whoever writes in it. */
export const SEND_KEY = 'jh-im:send-key'
export const RECENT_EMOJI = 'jh-im:emoji'

/**
 * When this browser was cleared, wall-clock ms: all that stays. Other tabs hear of it and let go of what they have; one that comes
 * out of the back/forward cache finds another time than it knew.
 */
export const CLEARED = 'jh-im:cleared'

/** Removes all that this product has kept in this browser: "clear this browser". */
export function clearBrowser(
  { keys, write, remove }: Pick<Storage, 'keys' | 'write' | 'remove'>,
  now: number,
): void {
  for (const key of keys('jh-im:')) remove(key)
  write(CLEARED, now)
}
