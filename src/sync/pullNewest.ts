import { cursorOf } from '~/domain/cursor'
import { type Chat, pairQuery } from './chat'
import { receive } from './receive'

/** Rows, none of them known, after which a cap may have cut off others. */
const FLOOD = 10

/** What a poll leaves behind for the query cache: never messages, those are in the store alone. `sweep`: one is due. */
export type Receipt = Readonly<{ received: number; news: boolean; sweep: boolean }>

/**
 * One ordinary poll: asks for what came since the newest delivered sendtime and merges it. The cursor is read each time
 * and kept nowhere else, so a lost answer is simply asked for again. Throws `ApiError`, or `AbortError` by `signal`.
 */
export async function pullNewest(chat: Chat, signal: AbortSignal): Promise<Receipt> {
  const state = chat.store.getState()
  const query = { ...pairQuery(chat), lasttime: cursorOf(state) }
  const batch = await chat.api.getNewestMsgListByLastTime(query, signal)
  const { news, known } = await receive(chat, batch, state.generation)
  return { received: batch.messages.length, news, sweep: batch.rows >= FLOOD && known === 0 }
}
