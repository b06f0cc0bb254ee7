import type { ApiFailure } from '~/wire/errors'

/** How the polls are doing. */
export type Link = Readonly<{
  /** Polls failed in a row, and what the last one failed with. */
  failures: number
  failure: ApiFailure | null
  /** The running poll has been unanswered for so long that people should know. */
  slow: boolean
  /** People were told of a lost connection, and it is back: true for the few seconds in which they are told. */
  restored: boolean
  /** The view is not fresh any more: true UTC ms of the newest answer; null while it is, or before the first one. */
  stale: number | null
  /** Something may be missing: what came while nobody asked, or more than one answer holds, is being looked for. */
  behind: boolean
}>

export const NEW_LINK: Link = {
  failures: 0,
  failure: null,
  slow: false,
  restored: false,
  stale: null,
  behind: false,
}

/** Polls that must fail in a row before people are told: a single one is routine. */
const FAILURES_TO_TELL = 2

/** Failures that trying again soon does not mend: signed out (401, 403), no such endpoint (404, 410), or kept from us by the browser. */
export function isBlocking(failure: ApiFailure | null): boolean {
  if (failure?.kind === 'unreadable') return true
  return failure?.kind === 'http' && [401, 403, 404, 410].includes(failure.status)
}

/** Milliseconds that a server asked to be left alone for, with Retry-After. */
export const waitOf = (failure: ApiFailure | null): number =>
  failure?.kind === 'http' ? (failure.retryAfter ?? 0) : 0

/** Whether people are to be told that something is wrong. */
export const isTold = ({ failures, failure, slow }: Link): boolean =>
  slow || failures >= FAILURES_TO_TELL || isBlocking(failure)
