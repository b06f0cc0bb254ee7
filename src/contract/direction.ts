import { sayFailure } from './failure'
import { found, say, undecided } from './finding'
import { rowsOf } from './gather'
import { NO_ROWS, type Question } from './question'
import { idsOf, oldestOf, type Row, stamped } from './rows'

/** Whether the poll returns both sides' messages or only those that the asking side receives. */
export const pollDirection: Question = ({ known: { mine, theirs } }) => {
  if (!mine.ok) return [undecided('poll.direction', sayFailure(mine.failure))]
  const [atMe, atThem] = [by(rowsOf(mine)), by(rowsOf(theirs))]
  const own = atMe.me + atThem.other
  const incoming = atMe.other + atThem.me
  if (own + incoming === 0) return [undecided('poll.direction', NO_ROWS)]
  const counts = say(
    `轮询返回自己发的消息 ${own} 条，对方发来的 ${incoming} 条`,
    `the poll has ${own} rows of the asking side itself and ${incoming} of the other`,
  )
  if (own > 0) return [found('poll.direction', 'both', 'ok', counts)]
  // the other side's own messages are those that `me` was given
  if (theirs?.ok) return [found('poll.direction', 'incoming', 'info', counts)]
  return [undecided('poll.direction', counts)]
}

/** Whether history, asked by `me`, returns both sides' messages. */
export const historyDirection: Question = ({ known: { page, older, rows } }) => {
  if (!page.ok) return [undecided('history.direction', sayFailure(page.failure))]
  const listed = [...page.rows, ...older]
  const { me, other } = by(listed)
  const counts = say(
    `历史消息中自己发的 ${me} 条，对方发的 ${other} 条`,
    `history has ${me} rows of from and ${other} of the other side`,
  )
  if (me > 0 && other > 0) return [found('history.direction', 'both', 'ok', counts)]
  const missing = missingFrom(listed, rows)
  if (missing.length === 0 || me + other === 0) return [undecided('history.direction', counts)]
  const value = me === 0 ? 'incoming' : 'outgoing'
  return [
    found(
      'history.direction',
      value,
      'warning',
      say(
        `${counts['zh-CN']}；轮询里有、而历史里缺的 ${missing.length} 条`,
        `${counts.en}; ${missing.length} rows of the poll are missing there`,
      ),
    ),
  ]
}

/** Rows of the poll that history should have, as far back as it was read. */
function missingFrom(listed: readonly Row[], rows: readonly Row[]): readonly Row[] {
  const oldest = oldestOf(listed)
  const known = idsOf(listed)
  return stamped(rows).filter(
    ({ id, stamp, author }) => author !== null && oldest && stamp > oldest.stamp && !known.has(id),
  )
}

/** How many rows are whose. */
const by = (rows: readonly Row[]) => ({
  me: rows.filter(({ author }) => author === 'me').length,
  other: rows.filter(({ author }) => author === 'other').length,
})
