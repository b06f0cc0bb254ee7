import { fieldOf, type LooseMessage, type Pair, pairKey } from './apiMessage'
import { BUSY_LINES, EXCHANGES } from './deskWords'
import { messageOf } from './document'
import { objectId } from './objectIds'
import type { WorldOptions } from './options'
import { draw, drawBetween, drawOne } from './random'
import type { Entry } from './state'
import type { Role } from '~/wire/schema'

/**
 * The members of a salesperson's desk. What they said is nowhere kept: it follows from the seed, from when the world began and
 * from the clock, so that a thousand of them cost no more than those that are asked for, and that busy ones speak whether
 * somebody asks or not.
 */
export type Desk = Readonly<{
  options: WorldOptions
  /** When the world began, true ms. */
  began: number
  stampAt: (at: number) => number
  /** When what `author` wrote in this pair was marked as read, true ms, rising. */
  marks: (pair: Pair, author: Role) => readonly number[]
}>

/** Which rows are wanted: those that were saved after `since` and not after `until` (true ms), at most so many of the newest. */
export type Span = Readonly<{ since: number; until: number; most?: number }>

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** The first of them is member 201: 200 is the one of the samples. */
const FIRST = 201

/** A busy member says one line each so many ms, up to so many late: 5 to 30 s lie between two. */
const BEAT = 17.5 * SECOND
const LATE = 12.5 * SECOND

/** How long ago the quiet ones last said something, ms before the world began: the shortest and the longest. */
const AGES = [3 * MINUTE, 120 * DAY] as const

/** Ids of members: the numbers from 201 on, the busy ones first. */
export const deskMembers = ({ members }: WorldOptions): readonly string[] =>
  Array.from({ length: members }, (_, n) => String(FIRST + n))

/** Which member of the desk this is, from 0; -1: none. */
function indexOf({ member }: Pair, { members }: WorldOptions): number {
  const n = /^[1-9]\d{2,6}$/.test(member) ? Number(member) - FIRST : -1
  return n < members ? n : -1
}

export const isOnDesk = (pair: Pair, options: WorldOptions): boolean => indexOf(pair, options) >= 0

/** What was said in a pair of the desk, in no particular order; nothing in any other. */
export function deskEntries(desk: Desk, pair: Pair, { since, until, most = Infinity }: Span): Entry[] {
  const index = indexOf(pair, desk.options)
  if (index < 0) return []
  const entries: Entry[] = []
  if (index < desk.options.busy) {
    const start = busySince(desk.began)
    for (let beat = lastBeat(desk, pair, until); entries.length < most; beat -= 1) {
      const at = beatAt(desk, pair, beat)
      if (at <= since || at < start) break
      entries.push(entryOf(desk, pair, busyLine(desk, pair, beat, at)))
    }
  }
  if (entries.length < most && lastOfPast(desk, index) > since) {
    for (const line of pastOf(desk, pair, index))
      if (line.at > since && line.at <= until) entries.push(entryOf(desk, pair, line))
  }
  return entries
}

/** When the newest message of a pair of the desk was saved by itself, true ms. */
export function newestOnDesk(desk: Desk, pair: Pair, now: number): number {
  const index = indexOf(pair, desk.options)
  const last = lastOfPast(desk, index)
  if (index >= desk.options.busy) return last
  const spoken = beatAt(desk, pair, lastBeat(desk, pair, now))
  return spoken >= busySince(desk.began) ? spoken : last
}

/** Of members that no page has registered some are there and some are not: how long ago (ms) they last were; null: not on the desk. */
export function awayFor(member: string, options: WorldOptions): number | null {
  const index = indexOf({ appid: '', member, saler: '' }, options)
  if (index < 0) return null
  if (index < options.busy || draw(options.seed, `there ${member}`) < 0.4) return 0
  return drawBetween(options.seed, `away ${member}`, 10 * MINUTE, 9 * DAY)
}

/** `number`: tells the lines of a pair apart. */
type DeskLine = Readonly<{ at: number; role: Role; fields: LooseMessage; number: string; read: boolean }>

function entryOf({ options, stampAt, marks }: Desk, pair: Pair, line: DeskLine): Entry {
  const { at, role, number } = line
  const { seed } = options
  const count = 0x400000 + drawBetween(seed, `id ${pair.saler} ${pair.member} ${number}`, 0, 0x3fffff)
  const readAt = line.read
    ? at + drawBetween(seed, `read ${pair.member} ${number}`, 2 * SECOND, 12 * SECOND)
    : marks(pair, role).find((mark) => mark >= at)
  const read =
    readAt === undefined
      ? {}
      : { status: 1, readtime: stampAt(readAt), update_at: new Date(stampAt(readAt)).toISOString() }
  const stamp = stampAt(at)
  const row = messageOf(objectId(seed, at, count), pair, role, stamp, { ...line.fields, ...read })
  return { pair: pairKey(pair), stamp, at, row }
}

/** Five to ten minutes before the world began: pages that stayed open while a server was started again soon hear the same. */
const busySince = (began: number) => (Math.floor(began / (5 * MINUTE)) - 1) * 5 * MINUTE

const beatAt = ({ options }: Desk, pair: Pair, beat: number) =>
  Math.floor(beat * BEAT) + drawBetween(options.seed, `beat ${pair.saler} ${pair.member} ${beat}`, 0, LATE)

function lastBeat(desk: Desk, pair: Pair, now: number): number {
  const beat = Math.floor(now / BEAT)
  return beatAt(desk, pair, beat) <= now ? beat : beat - 1
}

function busyLine({ options }: Desk, pair: Pair, beat: number, at: number): DeskLine {
  const start = drawBetween(options.seed, `lines ${pair.member}`, 0, BUSY_LINES.length - 1)
  const fields = BUSY_LINES[(start + beat) % BUSY_LINES.length] ?? BUSY_LINES[0]
  return { at, role: 'MEMBER', fields, number: String(beat), read: false }
}

/** By the full hour, as the story of the samples. Their ages lie evenly between the two, whatever the seed. */
function lastOfPast({ options, began }: Desk, index: number): number {
  if (index < options.busy) return busySince(began) - MINUTE - index * SECOND
  // multiples of the golden ratio: no two come near each other
  const share = (draw(options.seed, 'ages') + index * 0.618_034) % 1
  const age = AGES[0] * (AGES[1] / AGES[0]) ** share
  return Math.floor(began / HOUR) * HOUR - Math.floor(age)
}

/** What was said before the world began, newest first: some exchanges, the newest perhaps still without an answer. */
function pastOf(desk: Desk, pair: Pair, index: number): DeskLine[] {
  const { seed } = desk.options
  const about = `${pair.saler} ${pair.member}`
  const last = lastOfPast(desk, index)
  const isRecent = desk.began - last < DAY
  const waits = draw(seed, `waits ${about}`) < (isRecent ? 0.5 : 0.04)
  const lines: DeskLine[] = []
  let at = last
  const exchanges = drawBetween(seed, `exchanges ${about}`, 2, 6)
  for (let n = 0; n < exchanges; n += 1) {
    const [question, answer] = drawOne(seed, `exchange ${about} ${n}`, EXCHANGES)
    const isWaiting = n === 0 && waits
    if (!isWaiting) {
      const read = n > 0 || draw(seed, `seen ${about}`) < 0.7
      lines.push({ at, role: 'SALER', fields: answer, number: `${n}a`, read })
      at -= drawBetween(seed, `pause ${about} ${n}`, 15 * SECOND, 90 * SECOND)
    }
    lines.push({ at, role: 'MEMBER', fields: question, number: `${n}q`, read: !isWaiting })
    at -= drawBetween(seed, `gap ${about} ${n}`, 4 * MINUTE, n === 0 ? HOUR : 2 * DAY)
  }
  return lines
}

/** Whether what an entry holds was written by `author`, and nobody has read it. */
export const isUnreadOf = (author: Role, { row }: Entry): boolean =>
  fieldOf(row, 'fromrole') === author && fieldOf(row, 'status') === 0
