import { isRecord } from '~/lib/json'
import { BEYOND, type Listed } from './client'
import { sayFailure } from './failure'
import { type Found, found, say, undecided } from './finding'
import { PAGE, rowsOf } from './gather'
import type { Question } from './question'
import { newestOf, type Pair } from './rows'
import { plain } from './envelope'

const DAY = 86_400_000

/** What poll and history do without `to`: the rows of every conversation would make a list of them. */
export const everyPair: Question = async ({ client, known: { mine, page } }) => {
  const newest = newestOf(rowsOf(mine))
  // not from the beginning: that might be all that anybody has ever said
  const since = (newest?.stamp ?? client.now()) - DAY
  const poll = await client.poll(client.pair.me, since, null)
  const history = await client.history(BEYOND, PAGE, 1, null)
  return [
    withoutTo('poll.withoutTo', poll, client.pair, newest !== undefined),
    withoutTo('history.withoutTo', history, client.pair, rowsOf(page).length > 0),
  ]
}

/** `hasRows`: with `to` there are rows, which would come too. */
function withoutTo(id: string, list: Listed, { me, other }: Pair, hasRows: boolean): Found {
  if (!list.ok) {
    const why = sayFailure(list.failure)
    return list.failure.kind === 'refused' ? found(id, 'refused', 'ok', why) : undecided(id, why)
  }
  const parties = list.raw.filter(isRecord).map(({ from, to }) => [plain(from), plain(to)] as const)
  const foreign = parties.filter((both) => !both.includes(me.id)).length
  const others = parties.filter((both) => both.includes(me.id) && !both.includes(other.id)).length
  const evidence = say(
    `不带 to 时返回 ${parties.length} 条，其中与别人的会话 ${others} 条，与 from 无关的 ${foreign} 条`,
    `without to ${parties.length} rows come: ${others} of other conversations of from, ${foreign} of people unrelated to it`,
  )
  if (foreign > 0) return found(id, 'everybody', 'warning', evidence)
  if (others > 0) return found(id, 'everyPair', 'info', evidence)
  return parties.length === 0 && hasRows ? found(id, 'nothing', 'ok', evidence) : undecided(id, evidence)
}
