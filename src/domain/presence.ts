/** Whether the other side is there; `unknown`: nothing tells, and nothing is to be shown. */
export type Presence = 'unknown' | 'online' | 'offline'

/** A sign of life that is older than this (ms) is none: people register every five minutes. */
const HEARTBEAT_LASTS = 10 * 60_000

/** What a status means; `serverNow` is the server's own time, as its stamps tell it, ms. A status that nobody has is unknown. */
export function presenceOf(
  status: Readonly<{ isOnline: boolean; heartAt: number | null }> | null,
  serverNow: number,
): Presence {
  if (!status) return 'unknown'
  const { isOnline, heartAt } = status
  return isOnline && heartAt !== null && serverNow - heartAt < HEARTBEAT_LASTS ? 'online' : 'offline'
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
