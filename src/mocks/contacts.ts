import { type Pair, pairKey, SAMPLE_PAIR } from './apiMessage'
import { type Desk, deskMembers, isOnDesk, newestOnDesk } from './desk'
import { personOf } from './people'
import { isVisible, type WorldState } from './state'
import type { Role } from '~/wire/schema'

/** Who asks for their contacts. */
export type ContactsQuery = Readonly<{ appid: string; from: string; fromrole: Role }>

/** A member as a host tells of it. `lasttime`: the server's stamp of the newest message, missing where nobody has said anything. */
export type ToldContact = Readonly<{ id: string; nickname: string; avatar: string; lasttime?: number }>

/**
 * Whom a salesperson talks with: the members of the desk, the one of the samples, and whoever has written or was written to. A member
 * has none.
 */
export function contactsOf(
  state: WorldState,
  desk: Desk,
  { appid, from, fromrole }: ContactsQuery,
  now: number,
): readonly ToldContact[] {
  if (fromrole !== 'SALER') return []
  const kept = new Map<string, number>()
  for (const entry of state.entries) {
    const { pair, stamp } = entry
    if (isVisible(entry, now)) kept.set(pair, Math.max(stamp, kept.get(pair) ?? 0))
  }

  const pairOf = (member: string): Pair => ({ appid, member, saler: from })
  const talked = [...state.talks.values()]
    .map(({ pair }) => pair)
    .filter((pair) => pair.appid === appid && pair.saler === from && !isOnDesk(pair, desk.options))
    .filter((pair) => kept.has(pairKey(pair)) || pairKey(pair) === pairKey(SAMPLE_PAIR))
  return [...talked, ...deskMembers(desk.options).map(pairOf)].map((pair) => {
    const { id, nickname, avatar } = personOf(pair, 'MEMBER')
    const own = isOnDesk(pair, desk.options) ? desk.stampAt(newestOnDesk(desk, pair, now)) : 0
    const lasttime = Math.max(own, kept.get(pairKey(pair)) ?? 0)
    return lasttime > 0 ? { id, nickname, avatar, lasttime } : { id, nickname, avatar }
  })
}
