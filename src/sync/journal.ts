import type { ImApi } from '~/wire/api'
import type { Batch } from '~/wire/schema'

/** Polls, and questions for history, that are kept: a diagnosis tells of them, and QA's panel shows more. */
const KEPT = import.meta.env.MODE === 'production' ? 20 : 200

/** What was asked, of the poll or, with a page, of history. */
type Query = Readonly<{ lasttime: number; page?: number; limit?: number }>

/** One question for messages, and what became of it. Times are ms by the device's date. */
export type Ask = Readonly<{ query: Query; at: number }> & {
  /** When it was answered, or had failed; none while it is under way. */
  end?: number
  error?: unknown
  /** Rows of the answer: new here, known here, and unusable or of another pair. */
  added?: number
  known?: number
  refused?: number
}

/** An answer, and where is noted what became of it; nowhere if it came otherwise, as from another tab. */
export type Noted = Batch & Readonly<{ ask?: Ask }>

/** The last polls, and the last questions for history, each the newest last: a sweep pushes no poll out. */
export type Journal = Readonly<Record<'polls' | 'history', readonly Ask[]>>

/** The API, and a journal of what passes it. It holds nothing that anybody said; what may be told of it, `inspect` knows. */
export function keepJournal(api: ImApi, wall: () => number): Readonly<{ api: ImApi; journal: Journal }> {
  const noted =
    <Q extends Query>(put: (query: Q, signal?: AbortSignal) => Promise<Batch>, asks: Ask[]) =>
    async (query: Q, signal?: AbortSignal): Promise<Noted> => {
      const ask: Ask = { query, at: wall() }
      asks.splice(0, asks.push(ask) - KEPT)
      try {
        return { ...(await put(query, signal)), ask }
      } catch (error) {
        ask.error = error
        throw error
      } finally {
        ask.end = wall()
      }
    }
  const polls: Ask[] = []
  const history: Ask[] = []
  return {
    api: {
      ...api,
      /* oxlint-disable typescript/unbound-method -- none of them knows a `this` */
      getNewestMsgListByLastTime: noted(api.getNewestMsgListByLastTime, polls),
      getMsgListByPageAndUserId: noted(api.getMsgListByPageAndUserId, history),
      /* oxlint-enable typescript/unbound-method */
    },
    journal: { polls, history },
  }
}
