import { found, type Found, say, undecided } from './finding'
import { rowsOf } from './gather'
import type { Question } from './question'
import { type Row, shownId, type Stamped, stamped } from './rows'

/** In which order the poll gives its rows, and those of one stamp. The product sorts by itself. */
export const pollOrder: Question = ({ known: { mine, theirs } }) =>
  orderOf('poll', [mine, theirs].map(rowsOf))

/** The same of history. */
export const historyOrder: Question = ({ known: { page, pagesBack } }) =>
  orderOf('history', [rowsOf(page), ...pagesBack])

type Step = Readonly<{ rises: boolean; row: Stamped; next: Stamped }>

function orderOf(list: 'poll' | 'history', answers: readonly (readonly Row[])[]): readonly Found[] {
  const pairs = answers.flatMap((answer) => {
    const rows = stamped(answer)
    return rows.slice(1).flatMap((next, i) => {
      const row = rows[i]
      return row ? [{ row, next }] : []
    })
  })
  const apart = pairs.filter(({ row, next }) => row.stamp !== next.stamp)
  const tied = pairs.filter(({ row, next }) => row.stamp === next.stamp && row.id !== next.id)
  return [
    verdict(
      `${list}.order`,
      apart.map(({ row, next }) => ({ row, next, rises: next.stamp > row.stamp })),
      say('sendtime 不同的相邻消息', 'neighbours with different sendtimes'),
    ),
    verdict(
      `${list}.tieOrder`,
      tied.map(({ row, next }) => ({ row, next, rises: next.id.toLowerCase() > row.id.toLowerCase() })),
      say('sendtime 相同的相邻消息（按 _id）', 'neighbours of one sendtime (by _id)'),
    ),
  ]
}

function verdict(id: string, steps: readonly Step[], what: Readonly<{ 'zh-CN': string; en: string }>): Found {
  const rising = steps.filter(({ rises }) => rises).length
  const falling = steps.length - rising
  const evidence = say(
    `${what['zh-CN']}：升序 ${rising} 处，降序 ${falling} 处`,
    `${what.en}: ${rising} rise, ${falling} fall`,
  )
  if (steps.length === 0) return undecided(id, evidence)
  if (rising === 0) return found(id, 'descending', 'ok', evidence)
  if (falling === 0) return found(id, 'ascending', id.endsWith('tieOrder') ? 'ok' : 'info', evidence)
  const odd = steps.find(({ rises }) => rises === rising < falling)
  const near = odd ? `${shownId(odd.row.id)}, ${shownId(odd.next.id)}` : ''
  return found(
    id,
    'mixed',
    'info',
    say(`${evidence['zh-CN']}，例如 ${near}`, `${evidence.en}, such as ${near}`),
  )
}
