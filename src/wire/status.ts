import * as v from 'valibot'
import { objectIdTime } from '~/lib/objectId'
import { ApiError } from './errors'
import { type Role, toTime } from './schema'

/** Where somebody is, as `getUserStatus` says it. */
export type UserStatus = Readonly<{
  isOnline: boolean
  /** Their last sign of life, server stamp in ms; null where none is told. */
  heartAt: number | null
  /** How far the server's own time of the row's making is ahead of its ObjectId's, ms; null where it tells none. */
  ahead: number | null
}>

const number = v.pipe(
  v.optional(v.unknown(), null),
  v.transform((x) => {
    const value = typeof x === 'string' && x.trim() !== '' ? Number(x) : x
    return typeof value === 'number' && Number.isFinite(value) ? value : null
  }),
)
const text = v.fallback(v.optional(v.pipe(v.union([v.string(), v.number()]), v.transform(String)), ''), '')

const Status = v.object({
  _id: text,
  create_at: v.pipe(v.optional(v.unknown(), null), v.transform(toTime)),
  userid: text,
  userrole: text,
  isonline: v.pipe(v.optional(v.unknown(), null), v.transform(String)),
  hearttime: number,
  /** So the documentation spells it. */
  heartime: number,
})

/** The status of one person from the rows of an answer, which may hold one row a device: the one that tells most. null if none is theirs. */
export function statusOf(rows: readonly unknown[], userid: string, userrole: Role): UserStatus | null {
  const own = rows.flatMap((row) => {
    const { success, output } = v.safeParse(Status, row)
    const isTheirs =
      success &&
      (output.userid === '' || output.userid === userid) &&
      (output.userrole === '' || output.userrole.toUpperCase() === userrole)
    return isTheirs ? [readable(output)] : []
  })
  return own.reduce<UserStatus | null>((best, row) => (best && !tellsMore(row, best) ? best : row), null)
}

function readable({
  _id,
  create_at,
  isonline,
  hearttime,
  heartime,
}: v.InferOutput<typeof Status>): UserStatus {
  const madeAt = objectIdTime(_id)
  return {
    isOnline: isonline === '1' || isonline.toLowerCase() === 'true',
    heartAt: stampOf(hearttime) ?? stampOf(heartime),
    ahead: madeAt === null || create_at < 0 ? null : create_at - madeAt,
  }
}

const tellsMore = (a: UserStatus, b: UserStatus) =>
  a.isOnline === b.isOnline ? (a.heartAt ?? 0) > (b.heartAt ?? 0) : a.isOnline

/** 13-digit milliseconds, else null. */
const stampOf = (value: number | null) => (value !== null && value >= 1e12 && value < 1e13 ? value : null)

/** How many messages a `{ n, nModified, ok }` says were changed; null where it does not tell. */
export function modifiedOf(data: unknown): number | null {
  const parsed = v.safeParse(v.object({ nModified: number }), data)
  return parsed.success ? parsed.output.nModified : null
}

/** A number of messages; throws `malformed` for anything else. */
export function countOf(data: unknown): number {
  const count = v.parse(number, data)
  if (count === null || count < 0) throw new ApiError({ kind: 'malformed', reason: 'no count' })
  return Math.floor(count)
}
