import type { Wanted } from './schedule'
import { presenceOf } from '~/domain/presence'
import type { Chat } from '~/sync/chat'
import { ABSENT_FOR, isAbsent } from '~/sync/history'

/** Between two questions whether somebody is there, ms: of the list as a whole … */
const EVERY = 3_000
/** … and of one member. */
const EACH = 2 * 60_000
/** They are asked while so much of the budget is used at most: messages go first. */
const SPARE = 0.8

type Parts = Readonly<{
  /** The conversations that do not ask by themselves. */
  wanted: () => readonly Wanted[]
  known: (id: string) => Chat | null
  gate: Readonly<{ lastMinute: () => number }>
  perMinute: number
  clock: Chat['clock']
  trueClock: Chat['trueClock']
  /** Whether this window asks, and the server answers. */
  mayAsk: () => boolean
}>

/** Asks who is there, of those whose talk is not older than a day, with what the messages leave of the budget. Returns one turn of it. */
export function createOnlineOnes({ wanted, known, gate, perMinute, clock, trueClock, mayAsk }: Parts) {
  const askedAt = new Map<string, number>()
  let absentUntil = -Infinity
  let isAsking = false

  const look = async (chat: Chat) => {
    const { pair } = chat.store.getState()
    const { appid, peer } = pair
    try {
      const status = await chat.api.getUserStatus({ appid, userid: peer.id, userrole: peer.role })
      const { rows, skew } = chat.store.getState().log
      chat.store.setPresence(presenceOf(status, trueClock.now().at, rows.length > 0 ? skew : null))
    } catch (error) {
      if (isAbsent(error)) absentUntil = clock.elapsed() + ABSENT_FOR
      else chat.store.setPresence('unknown')
    }
  }

  return {
    every: EVERY,
    turn: async (): Promise<void> => {
      const now = clock.elapsed()
      if (isAsking || !mayAsk() || now < absentUntil || gate.lastMinute() > SPARE * perMinute) return
      const next = stalest(wanted(), askedAt, now - EACH)
      const chat = next === null ? null : known(next)
      if (next === null || !chat) return
      askedAt.set(next, now)
      isAsking = true
      await look(chat)
      isAsking = false
    },
  }
}

/** Whose answer is the oldest, of those that are older than `before`; busier ones first. */
function stalest(
  list: readonly Wanted[],
  askedAt: ReadonlyMap<string, number>,
  before: number,
): string | null {
  let first: Readonly<{ id: string; at: number; isHot: boolean }> | null = null
  for (const { id, tier } of list) {
    if (tier === 'new' || tier === 'older') continue
    const at = askedAt.get(id) ?? -Infinity
    const isHot = tier !== 'today'
    if (at > before) continue
    if (!first || (isHot && !first.isHot) || (isHot === first.isHot && at < first.at))
      first = { id, at, isHot }
  }
  return first?.id ?? null
}
