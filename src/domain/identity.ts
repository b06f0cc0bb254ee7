import type { Role, WireMessage } from '~/wire/schema'

export type Party = Readonly<{ id: string; role: Role }>

/** Who is looking, and at whom. The peer always has the other role. */
export type Pair = Readonly<{ appid: string; me: Party; peer: Party }>

export const otherRole = (role: Role): Role => (role === 'MEMBER' ? 'SALER' : 'MEMBER')

/** Tells conversations apart in caches and keys, across identities. */
export const pairKey = ({ appid, me, peer }: Pair): readonly string[] => [appid, me.role, me.id, peer.id]

/**
 * Whose message this is; null for one of another pair, which must never be shown. A role that the row does not tell is
 * taken from the ids; one that contradicts them is somebody else's message.
 */
export function sideOf({ appid, me, peer }: Pair, wire: WireMessage): 'mine' | 'theirs' | null {
  if (wire.appid !== '' && wire.appid !== appid) return null
  if (sentBy(wire, me, peer)) return 'mine'
  return sentBy(wire, peer, me) ? 'theirs' : null
}

function sentBy(wire: WireMessage, author: Party, reader: Party): boolean {
  if (wire.from !== author.id || wire.to !== reader.id) return false
  if (wire.fromrole === '' && author.id === reader.id) return false
  return matches(wire.fromrole, author.role) && matches(wire.torole, reader.role)
}

const matches = (told: Role | '', role: Role) => told === '' || told === role
