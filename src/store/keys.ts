import type { Pair } from '~/domain/identity'

/**
 * The names under which a conversation is kept in this browser: by appid, role, id and peer, so that nothing is ever read
 * across identities, and opening one wipes nothing of another. JSON: no id can pass for two.
 */
const nameOf = (kind: string, { appid, me, peer }: Pair) =>
  `jh-im:${kind}:${JSON.stringify([appid, me.role, me.id, peer.id])}:`

/** One entry a tab: own messages on their way. They stay until they are delivered or deleted. */
export const outboxKeys = (pair: Pair): string => nameOf('outbox', pair)

/** What tabs of one conversation agree by: the name of its lock and of its channel. */
export const tabsName = (pair: Pair): string => nameOf('tabs', pair)

/** Everything of ours in this browser. */
const ALL = 'jh-im:'
/** Removes all that this product has kept in this browser: "clear this browser". */
export function clearBrowser(
  storage: Readonly<{ keys: (prefix: string) => readonly string[]; remove: (key: string) => void }>,
): void {
  for (const key of storage.keys(ALL)) storage.remove(key)
}
