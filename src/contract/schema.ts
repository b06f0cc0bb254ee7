import { isRecord } from '~/lib/json'
import { type Field, MESSAGE, oddityOf, typeName } from './documented'
import { type Found, found, say, type Severity } from './finding'
import { rowsOf } from './gather'
import type { Question } from './question'
import { idsOf, shownId, stampOf } from './rows'

/** Findings about fields at most: an answer of nonsense could have any number of them. */
const MOST = 40
/** Names of fields that may be told: others are whatever a row made up. */
const PLAIN_NAME = /^[A-Za-z_$][\w$.-]{0,31}$/

/** How the rows differ from the documentation: one finding a field. */
export const messageSchema: Question = ({ known: { mine, theirs, page, raw, rows } }) => [
  ...schemaFindings('', MESSAGE, raw),
  ...repeated([mine, theirs, page].map((list) => rowsOf(list).length - idsOf(rowsOf(list)).size)),
  ...strangers(
    rows.filter(({ author }) => author === null).map(({ id }) => id),
    rows.length,
  ),
]

/** What is odd about one field: in which words, how often, and in which row first. */
type Odd = { words: Map<string, number>; rows: number; broken: number; first: string }

/** One finding for each field of the rows that the documentation has otherwise, or not at all. */
export function schemaFindings(
  about: string,
  fields: Readonly<Record<string, Field>>,
  raw: readonly unknown[],
): readonly Found[] {
  const prefix = about === '' ? 'schema.' : `schema.${about}.`
  const rows = distinct(raw)
  const odd = new Map<string, Odd>()
  const note = (name: string, words: string, id: string, isBroken: boolean) => {
    const one = odd.get(name) ?? { words: new Map<string, number>(), rows: 0, broken: 0, first: id }
    one.words.set(words, (one.words.get(words) ?? 0) + 1)
    one.rows += 1
    if (isBroken) one.broken += 1
    odd.set(name, one)
  }
  for (const row of rows) {
    if (!isRecord(row)) {
      note('row', typeName(row), '-', true)
      continue
    }
    const id = typeof row['_id'] === 'string' ? shownId(row['_id']) : '(odd _id)'
    for (const [name, field] of Object.entries(fields)) {
      const words = oddityOf(field, own(row, name))
      if (words !== null) note(name, words, id, field.vital === true && isUnusable(name, own(row, name)))
    }
    for (const name of Object.keys(row))
      if (!Object.prototype.hasOwnProperty.call(fields, name))
        note(PLAIN_NAME.test(name) ? name : '(odd name)', `unknown field (${typeName(row[name])})`, id, false)
  }
  const all = [...odd].map(([name, one]) => tell(`${prefix}${name}`, one, rows.length))
  return all.length <= MOST ? all : [...all.slice(0, MOST), more(`${prefix}more`, all.length - MOST)]
}

function tell(id: string, { words, rows, broken, first }: Odd, of: number): Found {
  const severity: Severity = broken === 0 ? 'info' : broken === of ? 'error' : 'warning'
  const counted = [...words].map(([word, times]) => `${word} × ${times}`).join(', ')
  return found(
    id,
    [...words.keys()].join(', '),
    severity,
    say(
      `${of} 条中有 ${rows} 条与文档不同（${counted}），例如 ${first}`,
      `${rows} of ${of} rows differ from the documentation (${counted}), such as ${first}`,
    ),
  )
}

const more = (id: string, fields: number) =>
  found(id, fields, 'warning', say(`还有 ${fields} 个字段`, `there are ${fields} other fields`))

/** How often the answers hold a row that they hold already. */
function repeated(times: readonly number[]): readonly Found[] {
  const count = times.reduce((sum, n) => sum + n, 0)
  const evidence = say(
    `同一个回答里有重复的消息：一共 ${count} 条，按 _id 去重`,
    `answers hold rows more than once: ${count} in all, told apart by _id`,
  )
  return count === 0 ? [] : [found('schema.repeated', count, 'info', evidence)]
}

const strangers = (ids: readonly string[], of: number): readonly Found[] =>
  ids.length === 0
    ? []
    : [
        found(
          'schema.pair',
          'rows of others',
          'warning',
          say(
            `${of} 条中有 ${ids.length} 条不是这两个人之间的，例如 ${shownId(ids[0] ?? '')}`,
            `${ids.length} of ${of} rows are not between the two, such as ${shownId(ids[0] ?? '')}`,
          ),
        ),
      ]

/** Of no type that the product could read, or no stamp that `lasttime` could be compared with. */
const isUnusable = (name: string, value: unknown) =>
  !['string', 'number', 'boolean'].includes(typeof value) ||
  value === '' ||
  (name === 'sendtime' && stampOf(value) === null)

const own = (row: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.prototype.hasOwnProperty.call(row, name) ? row[name] : undefined

/** Each row once, whichever answers it came with. */
function distinct(raw: readonly unknown[]): readonly unknown[] {
  const known = new Set<unknown>()
  return raw.filter((row) => {
    const id = isRecord(row) && typeof row['_id'] === 'string' ? row['_id'] : row
    if (typeof id === 'string' && isRecord(row) && known.has(id)) return false
    known.add(id)
    return true
  })
}
