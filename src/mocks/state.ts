import type { Pair } from './apiMessage'
import type { Faults } from './faults'
import type { Role } from '~/wire/schema'

/** To be raised when the shape of `WorldState` changes: browsers keep it, and an older shape is left alone. */
export const STATE_SHAPE = 4

/** Everything a world remembers. Plain data, so that a mount can keep it while the code around it is edited. */
export type WorldState = {
  /** When it began, true UTC ms; 0: it has not. */
  began: number
  entries: Entry[]
  /** By `pairKey`. */
  talks: Map<string, Talk>
  /** Messages saved so far: the counter of the ids. */
  saved: number
  /** Requests answered so far: what seeded faults draw on. */
  requests: number
  /** When who was there last, true UTC ms, by `userKey`. */
  seen: Map<string, number>
  /** When who had read what of the desk (`marks.ts`), true UTC ms. */
  marks: Map<string, number[]>
  /** How far its clock was put forward, ms. */
  aheadMs: number
  /** What was set in place of the faults of its options; null: nothing. */
  faults: Faults | null
}

/** A row that can be asked for. */
export type Entry = {
  pair: string
  /** What `lasttime` is compared with, server stamp in ms: the row's sendtime if it is a sound one, else when it was saved. */
  stamp: number
  /** The true time of saving, ms; one that is still to come was told beforehand. */
  at: number
  /** When it comes into answers, true ms, where that is later. */
  visibleAt?: number
  row: unknown
}

/** Whether an entry stands in the answers of `now` (true ms). */
export const isVisible = ({ at, visibleAt = at }: Entry, now: number) => Math.max(at, visibleAt) <= now

/** What the bot knows of a pair; all times are true UTC ms. */
export type Talk = {
  pair: Pair
  /** A visit starts with the first poll, and again with a poll after an absence. */
  visits: Record<Role, { since: number; lastPoll: number } | null>
  unanswered: Unanswered[]
  /** When the newest message was saved, -Infinity if there is none. */
  lastLine: number
  /** Lines of the bot since the newest message of a human. */
  inARow: number
  /** Lines of the bot so far. */
  lines: number
  /** Everything due until here has happened. */
  until: number
}

/** A human's message that the other side has not read or not answered yet. */
export type Unanswered = {
  id: string
  role: Role
  at: number
  type: string
  text: string
  read: boolean
  answered: boolean
}

export const emptyState = (): WorldState => ({
  began: 0,
  entries: [],
  talks: new Map(),
  saved: 0,
  requests: 0,
  seen: new Map(),
  marks: new Map(),
  aheadMs: 0,
  faults: null,
})

export const newTalk = (pair: Pair, now: number): Talk => ({
  pair,
  visits: { MEMBER: null, SALER: null },
  unanswered: [],
  lastLine: -Infinity,
  inARow: 0,
  lines: 0,
  until: now,
})
