import { isRecord } from '~/lib/json'
import { objectIdTime } from '~/lib/objectId'
import { plain } from './envelope'

export type Role = 'MEMBER' | 'SALER'
export type Side = Readonly<{ id: string; role: Role }>
/** The conversation that is looked at: `me` is who asks unless told otherwise. */
export type Pair = Readonly<{ appid: string; me: Side; other: Side }>

export const otherRole = (role: Role): Role => (role === 'MEMBER' ? 'SALER' : 'MEMBER')

/** A row with an id, as far as the check needs it. */
export type Row = Readonly<{
  id: string
  /** The true UTC ms (whole seconds) in its ObjectId; null if it is none. */
  idTime: number | null
  /** `sendtime` where it is 13-digit ms, else null. */
  stamp: number | null
  /** Who wrote it to whom; null: not one side of the pair to the other. */
  author: 'me' | 'other' | null
  /** Whether `status` is 0; null where it is neither 0 nor 1. */
  unread: boolean | null
  fields: Readonly<Record<string, unknown>>
}>

/** A row with a stamp that `lasttime` can be compared with. */
export type Stamped = Row & Readonly<{ stamp: number }>

/** The rows that have an id, in the order of the answer. */
export function readRows(rows: readonly unknown[], pair: Pair): readonly Row[] {
  return rows.flatMap((row) => {
    const id = isRecord(row) ? idOf(row) : ''
    return isRecord(row) && id !== '' ? [readRow(row, id, pair)] : []
  })
}

function readRow(fields: Readonly<Record<string, unknown>>, id: string, pair: Pair): Row {
  const { me, other } = pair
  const status = plain(fields['status'])
  return {
    id,
    idTime: objectIdTime(id),
    stamp: stampOf(fields['sendtime']),
    author: isFrom(fields, me, other) ? 'me' : isFrom(fields, other, me) ? 'other' : null,
    unread: status === '0' ? true : status === '1' ? false : null,
    fields,
  }
}

/** A number or a text of 13-digit ms as a number, else null. */
export const stampOf = (value: unknown): number | null =>
  /^[1-9]\d{12}$/.test(plain(value)) ? Number(value) : null

/** A text, or the `{ $oid }` of MongoDB's extended JSON; '' if there is none. */
function idOf(row: Readonly<Record<string, unknown>>): string {
  const id = row['_id']
  return isRecord(id) ? plain(id['$oid']) : plain(id)
}

function isFrom(fields: Readonly<Record<string, unknown>>, author: Side, reader: Side): boolean {
  const role = plain(fields['fromrole'])
  return (
    plain(fields['from']) === author.id &&
    plain(fields['to']) === reader.id &&
    (role === '' || role.toUpperCase() === author.role)
  )
}

export const stamped = (rows: readonly Row[]): readonly Stamped[] =>
  rows.flatMap((row) => (row.stamp === null ? [] : [{ ...row, stamp: row.stamp }]))

/** The row with the greatest stamp, or undefined. */
export const newestOf = (rows: readonly Row[]): Stamped | undefined =>
  stamped(rows).reduce<Stamped | undefined>(
    (best, row) => (best && best.stamp >= row.stamp ? best : row),
    undefined,
  )

/** The row with the smallest stamp, or undefined. */
export const oldestOf = (rows: readonly Row[]): Stamped | undefined =>
  stamped(rows).reduce<Stamped | undefined>(
    (best, row) => (best && best.stamp <= row.stamp ? best : row),
    undefined,
  )

/** Each row once. */
export const distinct = (rows: readonly Row[]): readonly Row[] => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
]

export const idsOf = (rows: readonly Row[]): ReadonlySet<string> => new Set(rows.map(({ id }) => id))

/** The id of a row as evidence: one that is no ObjectId could say anything. */
export const shownId = (id: string): string => (/^[0-9a-f]{24}$/i.test(id) ? id : '(odd _id)')
