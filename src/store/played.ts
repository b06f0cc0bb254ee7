import type { Storage } from '~/lib/storage'

/**
 * Which voices of a conversation were played in this browser: the newest by their ids, and the floor, up to which all count as
 * played, so that it never grows. Changed by `keepPlayed`.
 */
export type Played = { floor: string; ids: Set<string> }

/** What was kept under `key`; nothing where it is damaged. */
export function readPlayed(storage: Pick<Storage, 'read'>, key: string): Played {
  const [floor = '', ...ids] = [storage.read(key)].flat().filter((id) => typeof id === 'string')
  return { floor, ids: new Set(ids) }
}

/** Ids of one length are in the order of their times. */
export const isPlayed = ({ floor, ids }: Played, id: string): boolean =>
  ids.has(id) || (id.length === floor.length && id <= floor)
