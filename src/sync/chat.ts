import type { Topic } from '~/domain/message'
import type { TrueClock } from '~/lib/trueClock'
import type { ChatStore } from '~/store/chatStore'
import type { Profile } from '~/store/profiles'
import type { ImApi, PairQuery } from '~/wire/api'
import type { Pacer } from './pacer'

/** One open conversation: what every verb of this folder works on. Made once by the app. */
export type Chat = Readonly<{
  api: ImApi
  store: ChatStore
  /** Server-vouched time, for dating what carries no usable stamp and for own messages. */
  trueClock: TrueClock
  pacer: Pacer
  /** What the page's address says of the two, and of the talk. */
  told: Readonly<{ me: Profile; peer: Profile; channel: 'PC' | 'WX'; topic: Topic | null }>
  /** A new id of an own message on its way, unique in this browser. */
  newId: () => string
}>

/** The parameters that the reading endpoints share, for this conversation. */
export function pairQuery({ store }: Pick<Chat, 'store'>): PairQuery {
  const { appid, me, peer } = store.getState().pair
  return { appid, from: me.id, fromrole: me.role, to: peer.id }
}
