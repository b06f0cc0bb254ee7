import { waitOf } from '~/domain/link'
import { failureOf } from '~/wire/errors'
import type { Chat } from './chat'
import { isAbsent } from './history'

/** For so long (ms) history is not asked again once it has failed; it doubles each time, up to the second. */
const FIRST_REWIND = 30_000
const LONGEST_REWIND = 5 * 60_000

/** History is left alone for as long as the server asked for. */
export function putOff({ engine, random }: Chat, error: unknown): void {
  engine.tell({ type: 'put off', what: 'history', ms: waitOf(failureOf(error)), draw: random() })
}

/** History failed, while polls succeed. */
export function noteFailure(chat: Chat, error: unknown): void {
  const { store, habits, clock } = chat
  putOff(chat, error)
  habits.failures += 1
  const wait = isAbsent(error) ? LONGEST_REWIND : FIRST_REWIND * 2 ** (habits.failures - 1)
  habits.notBefore = clock.elapsed() + Math.min(wait, LONGEST_REWIND)
  if (isAbsent(error)) store.setOlder('absent', store.getState().generation)
}
