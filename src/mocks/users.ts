import { awayFor } from './desk'
import type { WorldOptions } from './options'
import { objectId } from './objectIds'
import type { WorldState } from './state'
import type { Role } from '~/wire/schema'

/** Somebody, as `regUserInfo` and `getUserStatus` name them. */
export type User = Readonly<{ appid: string; userid: string; userrole: Role }>

const userKey = ({ appid, userid, userrole }: User) => JSON.stringify([appid, userrole, userid])

const DAY = 86_400_000

/** regUserInfo: somebody is there, `now` (true UTC ms). */
export function register(state: WorldState, user: User, now: number) {
  state.seen.set(userKey(user), now)
  return { n: 1, nModified: 1, ok: 1 }
}

/**
 * getUserStatus: the rows of one person. Nobody is ever called offline by themselves, as a server that hears of no leaving: how
 * old the last sign of life is tells.
 */
export function statusRows(
  state: WorldState,
  user: User,
  now: number,
  options: WorldOptions,
): readonly unknown[] {
  const { seed, skewMs, absentSide } = options
  const away = user.userrole === 'MEMBER' ? awayFor(user.userid, options) : null
  const known = state.seen.get(userKey(user)) ?? (away === null ? undefined : now - away)
  if (known === undefined && absentSide === 'unknown') return []
  const at = known ?? (absentSide === 'online' ? now : now - DAY)
  const hearttime = at + skewMs
  return [
    {
      _id: objectId(seed, at, 0xf00000),
      userarea: '',
      ...user,
      __v: 0,
      update_at: new Date(hearttime).toISOString(),
      create_at: new Date(hearttime).toISOString(),
      isonline: known !== undefined || absentSide === 'online' ? 1 : 0,
      hearttime,
      channel: '',
    },
  ]
}
