import { isBlocking } from '~/domain/link'
import type { ApiFailure } from '~/wire/errors'

/** Why no row of the list is up to date: no way to the server, too much for it, signed out, or anything else that it fails with. */
export const LIST_TROUBLES = ['offline', 'busy', 'signedOut', 'server'] as const

export type ListTrouble = Readonly<{
  kind: (typeof LIST_TROUBLES)[number]
  /** When the server answered last, true UTC ms to the minute; null: not since the desk was opened. */
  since: number | null
}>

const MINUTE = 60_000

/** Requests that must fail in a row before people are told: a single one is routine. */
const FAILURES_TO_TELL = 2

/** What is said of the whole list after so many failures in a row; null: nothing. */
export function listTroubleOf(
  failure: ApiFailure | null,
  failures: number,
  since: number | null,
): ListTrouble | null {
  if (!failure || (failures < FAILURES_TO_TELL && !isBlocking(failure))) return null
  return { kind: kindOf(failure), since: since === null ? null : Math.floor(since / MINUTE) * MINUTE }
}

function kindOf(failure: ApiFailure): ListTrouble['kind'] {
  if (failure.kind === 'unreachable' || failure.kind === 'timeout') return 'offline'
  if (failure.kind !== 'http') return 'server'
  if (failure.status === 401 || failure.status === 403) return 'signedOut'
  return failure.status === 429 ? 'busy' : 'server'
}
