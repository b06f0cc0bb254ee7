import type { Pair } from '~/domain/identity'
import type { Presence } from '~/domain/presence'
import { SMALLEST_PAGE } from '~/domain/sweep'
import type { ToldTopic } from '~/domain/topic'
import type { Clock } from '~/lib/clock'
import type { LocalFiles } from '~/lib/localFiles'
import type { TrueClock } from '~/lib/trueClock'
import type { Upload } from '~/lib/upload'
import type { ChatStore } from '~/store/chatStore'
import type { Profile } from '~/store/profiles'
import { BEYOND_EVERY_STAMP, type ImApi, type PairQuery, type UnreadQuery } from '~/wire/api'
import type { ApiFailure } from '~/wire/errors'
import type { Batch } from '~/wire/schema'
import type { Engine } from './engine'
import type { HistoryHabits } from './history'
import type { Journal } from './journal'
import type { Recent } from './tail'

/** One open conversation: what every verb of this folder works on. Made once by the app. */
export type Chat = Readonly<{
  api: ImApi
  store: ChatStore
  clock: Clock
  /** Server-vouched time, for dating what carries no usable stamp and for own messages. */
  trueClock: TrueClock
  /** Decides when the next request leaves. */
  engine: Engine
  /** What the backend's history turned out to be like. */
  habits: HistoryHabits
  /** What was asked for lately, and what became of it. */
  journal: Journal
  /** The newest rows, of which the next visit's first frame is made; null where nothing is kept. */
  recent: Recent | null
  /** Other tabs of this pair hear of what happens here. */
  tabs: TabLine
  /** Files of own messages on their way. */
  files: LocalFiles
  /** Brings one to an address; null where nothing can be uploaded. */
  upload: Upload | null
  /** What the page's address says of the two, and of the talk. */
  told: Readonly<{ me: Profile; peer: Profile; channel: 'PC' | 'WX'; topic: ToldTopic }>
  /** What the host page hears of: counts, and nothing that anybody said. Never throws. */
  report: (event: HostEvent) => void
  /** 0 ≤ x < 1, for jitter. */
  random: () => number
  /** A new id of an own message on its way, unique in this browser. */
  newId: () => string
}>

/** What one tab tells the others; who listens is set when the page starts. */
export type TabLine = {
  told: (news: TabNews) => void
}

export type TabNews =
  | Readonly<{ type: 'batch'; batch: Batch }>
  | Readonly<{ type: 'failed' }>
  /** An own message was acknowledged as this row. */
  | Readonly<{ type: 'acked'; id: string }>
  /** An own message was written here: this tab wants to lead. */
  | Readonly<{ type: 'wrote' }>
  /** Messages of the other side were looked at here; `told`: the server knows it by now. */
  | Readonly<{ type: 'seen'; ids: readonly string[]; told: boolean }>
  /** The server told whether the other side is there. */
  | Readonly<{ type: 'presence'; presence: Presence }>

/** What happened in a conversation, in numbers: for whoever runs the page, to know how it fares in the field. */
export type HostEvent =
  /** Messages that no poll brought, and a sweep found. */
  | Readonly<{ type: 'rescued'; count: number }>
  /** Rows that were unusable, or of another pair, in one answer. */
  | Readonly<{ type: 'rejected'; count: number }>
  /** A poll failed; `inARow`: it and those before it. */
  | Readonly<{ type: 'failed'; kind: ApiFailure['kind']; status: number | null; inARow: number }>
  /** An own message of which nobody knows whether it was sent. */
  | Readonly<{ type: 'unknown'; count: number }>

/** History's first page, the newest messages: what a conversation is opened with. */
export const FIRST_PAGE = { page: 1, limit: SMALLEST_PAGE, lasttime: BEYOND_EVERY_STAMP } as const

/** The parameters that the reading endpoints share. */
export const queryOf = ({ appid, me, peer }: Pair): PairQuery => ({
  appid,
  from: me.id,
  fromrole: me.role,
  to: peer.id,
})

/** The same for this conversation. */
export const pairQuery = ({ store }: Pick<Chat, 'store'>): PairQuery => queryOf(store.getState().pair)

/** What the other side wrote and we have not read. */
export function unreadQuery({ store }: Pick<Chat, 'store'>): UnreadQuery {
  const { appid, me, peer } = store.getState().pair
  return { appid, sender: peer, reader: me }
}
