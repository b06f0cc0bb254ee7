import { BEYOND_EVERY_STAMP, FROM_THE_BEGINNING, type ImApi } from '~/wire/api'
import { failureOf } from '~/wire/errors'
import { waitOf } from '~/domain/link'
import type { Gate, Who } from './gate'

/**
 * The API, whose reading requests pass the gate first: their time-outs begin after it. What `who` says is asked at each of them.
 * Sends, marks of what was read and our own signs of life pass untouched. A `Retry-After` counts for all that pass the gate.
 */
export function gatedApi(api: ImApi, gate: Pick<Gate, 'pass' | 'putOff'>, who: () => Who): ImApi {
  const gated =
    <Query, Answer>(
      ask: (query: Query, signal?: AbortSignal) => Promise<Answer>,
      rank: (query: Query) => Who = who,
    ) =>
    async (query: Query, signal?: AbortSignal): Promise<Answer> => {
      const release = await gate.pass(rank(query), signal)
      try {
        return await ask(query, signal)
      } catch (error) {
        const wait = waitOf(failureOf(error))
        if (wait > 0) gate.putOff(wait)
        throw error
      } finally {
        release()
      }
    }
  return {
    ...api,
    getNewestMsgListByLastTime: gated((query, signal) => api.getNewestMsgListByLastTime(query, signal)),
    getMsgListByPageAndUserId: gated(
      (query, signal) => api.getMsgListByPageAndUserId(query, signal),
      (query) => (who() === 'open' && isFurtherBack(query) ? 'user' : who()),
    ),
    unreadcount: gated((query, signal) => api.unreadcount(query, signal)),
    getUserStatus: gated((query, signal) => api.getUserStatus(query, signal)),
  }
}

/** Beyond the newest messages: somebody scrolls up, or looks through years. That must not keep the list from being asked. */
const isFurtherBack = ({ page, lasttime }: Readonly<{ page: number; lasttime: number }>): boolean =>
  page > 1 || (lasttime !== BEYOND_EVERY_STAMP && lasttime !== FROM_THE_BEGINNING)
