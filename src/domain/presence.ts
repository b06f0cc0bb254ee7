import type { UserStatus } from '~/wire/status'
import { wholeSkew } from './skew'

/** Whether the other side is there; `unknown`: nothing tells, and nothing is to be shown. */
export type Presence = 'unknown' | 'online' | 'offline'

/** A sign of life that is older than this (ms) is none: people register every five minutes. */
const HEARTBEAT_LASTS = 10 * 60_000

/**
 * What a status means. `now` is true UTC, ms; `skew` what the messages tell of the server's clock, null where there are none: its
 * own row tells as well then. A status that nobody has is unknown, and so is a sign of life that is still to come.
 */
export function presenceOf(status: UserStatus | null, now: number, skew: number | null): Presence {
  if (!status) return 'unknown'
  const { isOnline, heartAt, ahead } = status
  if (!isOnline || heartAt === null) return 'offline'
  const age = now + (skew ?? wholeSkew(ahead ?? 0) ?? 0) - heartAt
  return age >= HEARTBEAT_LASTS ? 'offline' : age > -HEARTBEAT_LASTS ? 'online' : 'unknown'
}

/** What is asked or told beside the messages, at a calm pace, and when it may go next (`elapsed` ms). */
export type Errand = Readonly<{ every: number; last: number; failures: number; notBefore: number }>

/** `every`: ms between two of them while all goes well. */
export const newErrand = (every: number): Errand => ({
  every,
  last: -Infinity,
  failures: 0,
  notBefore: -Infinity,
})

/** The longest back-off, ms. */
const LONGEST = 15 * 60_000
/** Back at the page it goes soon, unless it went within this (ms): a phone may be looked at again and again. */
const JUST_NOW = 30_000
/** How soon, ms: the messages go first. */
const SOON = 1_000

export const dueAt = ({ every, last, notBefore }: Errand): number => Math.max(last + every, notBefore)

export const begun = (errand: Errand, now: number): Errand => ({ ...errand, last: now })

export const succeeded = (errand: Errand): Errand => ({ ...errand, failures: 0 })

/** `wait`: ms that the server is to be left alone for, at least. */
export function failed(errand: Errand, now: number, wait: number): Errand {
  const failures = errand.failures + 1
  const pause = Math.min(LONGEST, errand.every * 2 ** failures)
  return { ...errand, failures, notBefore: now + Math.max(wait, pause) }
}

/** Somebody came back. What failed before keeps its distance. */
export const awoken = (errand: Errand, now: number): Errand =>
  now - errand.last < JUST_NOW ? errand : { ...errand, last: now + SOON - errand.every }
