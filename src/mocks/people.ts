import { idOf, type Pair } from './apiMessage'
import { GIVEN_NAMES, SURNAMES } from './deskWords'
import { drawOne } from './random'
import type { Role } from '~/wire/schema'

/** How somebody appears in the messages of a pair. */
export type Person = Readonly<{
  id: string
  role: Role
  nickname: string
  avatar: string
  area: string
  channel: 'PC' | 'WX'
}>

const KNOWN: Readonly<Record<string, Partial<Person>>> = {
  'MEMBER 200': { nickname: '林晓雨', avatar: '/mock-media/avatar-member.svg', area: '浙江 杭州' },
  'SALER 2': { nickname: '客服小周', avatar: '/mock-media/avatar-saler.svg', area: '192.168.' },
}

/** The side of a pair that has this role: the two of the samples by name, others made up from their id. */
export function personOf(pair: Pair, role: Role): Person {
  const id = idOf(pair, role)
  const nickname =
    role === 'SALER' ? `客服 ${id}` : drawOne(0, id, SURNAMES) + drawOne(0, `${id} given`, GIVEN_NAMES)
  const channel = role === 'MEMBER' ? 'WX' : 'PC'
  return { id, role, nickname, avatar: '', area: '', channel, ...KNOWN[`${role} ${id}`] }
}
