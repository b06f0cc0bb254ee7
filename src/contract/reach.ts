import { isAbsent, sayFailure } from './failure'
import { found, say, undecided } from './finding'
import type { Question } from './question'

/** Medians over this many ms are felt, and over the second they hurt. */
const FELT = 1_000
const SLOW = 3_000

/** Whether the backend answers at all, and the poll in particular: without it nothing else works. */
export const reach: Question = ({ client: { calls }, known: { mine, page, polled } }) => {
  const answered = calls.filter(({ failure }) => failure === null).length
  const why = mine.ok ? null : sayFailure(mine.failure)
  const isReached = mine.ok || page.ok
  return [
    isReached
      ? found(
          'reachable',
          'yes',
          'ok',
          say(
            `${calls.length} 次请求中 ${answered} 次有回答`,
            `${answered} of ${calls.length} requests were answered`,
          ),
        )
      : found('reachable', 'no', 'error', why ?? say('', '')),
    mine.ok
      ? found(
          'poll.exists',
          'yes',
          'ok',
          say(
            `返回 ${polled?.rows.length ?? 0} 条可用的消息`,
            `it has ${polled?.rows.length ?? 0} usable rows`,
          ),
        )
      : found('poll.exists', isAbsent(mine.failure) ? 'no' : 'undecided', 'error', why ?? say('', '')),
  ]
}

/** How long answers take, and how many requests failed in passing. */
export const latency: Question = ({ client: { calls } }) => {
  const times = calls
    .filter(({ failure }) => failure === null)
    .map(({ ms }) => ms)
    .sort((a, b) => a - b)
  const failed = calls.filter(({ failure }) => failure && failure.kind !== 'refused' && !isAbsent(failure))
  const late = failed.filter(({ failure }) => failure?.kind === 'timeout').length
  const evidence = say(
    `${calls.length} 次请求中 ${failed.length} 次失败，其中 ${late} 次超时`,
    `${failed.length} of ${calls.length} requests failed, ${late} of them by time-out`,
  )
  const failures = found('failures', failed.length, failed.length === 0 ? 'ok' : 'warning', evidence)
  const median = times[times.length >> 1]
  if (median === undefined) return [undecided('latency.medianMs', evidence), failures]
  const most = times[times.length - 1] ?? median
  return [
    found(
      'latency.medianMs',
      Math.round(median),
      median <= FELT ? 'ok' : median <= SLOW ? 'info' : 'warning',
      say(
        `${times.length} 次回答的中位数 ${Math.round(median)} 毫秒，最长 ${Math.round(most)} 毫秒`,
        `of ${times.length} answers the median is ${Math.round(median)} ms, the longest ${Math.round(most)} ms`,
      ),
    ),
    failures,
  ]
}

/** Of what type `success` is; the documentation says String, its samples say boolean, and the product takes either. */
export const successType: Question = ({ client: { calls } }) => {
  const types = calls.map(({ success }) => success).filter((type) => type !== '')
  const counts = new Map(types.map((type) => [type, types.filter((other) => other === type).length]))
  const told = [...counts].map(([type, times]) => `${type} × ${times}`).join(', ')
  const evidence = say(`${types.length} 次回答：${told}`, `${types.length} answers: ${told}`)
  const [only] = counts.keys()
  if (only === undefined) return [undecided('success.type', say('没有可读的回答', 'no answer could be read'))]
  if (counts.size > 1) return [found('success.type', 'mixed', 'info', evidence)]
  return [found('success.type', only, only === 'boolean' || only === 'string' ? 'ok' : 'info', evidence)]
}
