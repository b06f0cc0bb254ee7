import type { Listed } from './client'
import { sayFailure } from './failure'
import { type Found, found, say, undecided } from './finding'
import { PAGE } from './gather'
import { NO_ROWS, type Question } from './question'
import { newestOf, shownId, type Stamped } from './rows'

/** Whether `lasttime` itself belongs to the poll's answers. */
export const pollBoundary: Question = async ({ client, known: { polled } }) => {
  const newest = polled && newestOf(polled.rows)
  if (!newest) return [undecided('poll.boundary', NO_ROWS)]
  return [await boundaryOf('poll.boundary', newest, -1, (at) => client.poll(polled.side, at))]
}

/** The same of history. */
export const historyBoundary: Question = async ({ client, known: { page } }) => {
  if (!page.ok) return [undecided('history.boundary', sayFailure(page.failure))]
  const newest = newestOf(page.rows)
  if (!newest) return [undecided('history.boundary', NO_ROWS)]
  return [await boundaryOf('history.boundary', newest, 1, (at) => client.history(at, PAGE))]
}

/**
 * Asks at the stamp of a row that is there, and `step` ms to either side of it: on one side the row must come whatever the
 * boundary is, on the other it must not. So what happens at the stamp itself means something.
 */
async function boundaryOf(
  id: string,
  row: Stamped,
  step: 1 | -1,
  askAt: (lasttime: number) => Promise<Listed>,
): Promise<Found> {
  const name = shownId(row.id)
  const at = await askAt(row.stamp)
  if (!at.ok) return undecided(id, sayFailure(at.failure))
  const isHeld = has(at, row)
  const control = row.stamp + (isHeld ? -step : step)
  const beside = await askAt(control)
  if (!beside.ok) return undecided(id, sayFailure(beside.failure))
  if (isHeld)
    return has(beside, row)
      ? ignored(id, control)
      : found(
          id,
          'inclusive',
          'ok',
          say(
            `消息 ${name} 在 lasttime 等于其 sendtime（${row.stamp}）时返回，在 ${control} 时不返回`,
            `row ${name} comes with lasttime=${row.stamp}, its own sendtime, and not with ${control}`,
          ),
        )
  return has(beside, row)
    ? found(
        id,
        'exclusive',
        'ok',
        say(
          `消息 ${name} 在 lasttime=${control} 时返回，在等于其 sendtime 的 ${row.stamp} 时不返回`,
          `row ${name} comes with lasttime=${control} but not with ${row.stamp}, its own sendtime`,
        ),
      )
    : undecided(
        id,
        say(
          `消息 ${name} 在 lasttime=${row.stamp} 和 ${control} 时都没有返回`,
          `row ${name} comes neither with lasttime=${row.stamp} nor with ${control}`,
        ),
      )
}

const ignored = (id: string, lasttime: number) =>
  found(
    id,
    'undecided',
    'warning',
    say(
      `lasttime=${lasttime} 的回答里有它范围之外的消息：lasttime 似乎不起作用`,
      `with lasttime=${lasttime} rows beyond it come as well: lasttime does not seem to count`,
    ),
  )

const has = (list: Listed, { id }: Stamped) => list.ok && list.rows.some((row) => row.id === id)
