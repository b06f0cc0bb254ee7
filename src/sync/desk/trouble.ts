import type { ApiFailure } from '~/wire/errors'
import { backoff } from '~/lib/backoff'
import type { Clock } from '~/lib/clock'
import { isBlocking, waitOf } from '~/domain/link'

/** The shared back-off, ms: from, to. */
const SHORTEST = 1_000
const LONGEST = 30_000
/** A server that refuses us for good is asked again after this, ms. */
const BLOCKED = 60_000
/** The longest that a single conversation is left alone, ms. */
const LONGEST_ALONE = 15 * 60_000

/** Different conversations that fail in a row, with no answer between, after which it is not they that are bad. */
const TO_BE_COMMON = 2
/** The same where the server says that there is no such thing, or not for us: members do leave, several at a time. */
const TO_BE_REFUSED = 3

/** After an answer (ms) one that was never answered does not tell of the others: members who are gone fail a score in a row. */
const ANSWER_LASTS = 30_000

/** Requests that are not a listed conversation's. */
const OTHERS = ''

/** What a single conversation went through: failures with an answer of another one between them, and until when it is left alone. */
type Alone = { failures: number; until: number; answers: number }

/**
 * Whose fault it is. What one request cannot be blamed for (no network, 401, 429, a Retry-After) and what several conversations in
 * a row run into is everybody's: all back off together, and the first answer ends it. Else it is the conversation's: it is left alone,
 * twice as long each time, and the others go on.
 */
export function createTrouble({
  clock,
  random,
}: Readonly<{ clock: Pick<Clock, 'elapsed'>; random: () => number }>) {
  const alone = new Map<string, Alone>()
  const proven = new Set<string>()
  /** Those that failed since the last answer. */
  const inARow = new Set<string>()
  let answers = 0
  let answeredAt = -Infinity
  let failures = 0
  let newest: ApiFailure | null = null
  let notBefore = -Infinity
  /** When the shared back-off was last prolonged: what left before it, and fails too, tells nothing new. */
  let since = -Infinity

  const isEverybodys = (failure: ApiFailure): boolean => {
    if (failures > 0 || waitOf(failure) > 0 || isOfTheWay(failure)) return true
    return inARow.size >= (isBlocking(failure) ? TO_BE_REFUSED : TO_BE_COMMON)
  }

  const wentWrong = (id: string, failure: ApiFailure, began: number) => {
    inARow.add(id)
    if (!isEverybodys(failure) || began < since) return
    const now = clock.elapsed()
    const wait = waitOf(failure) * (1 + 0.1 * random())
    const pause = isBlocking(failure) ? BLOCKED : backoff(SHORTEST, failures, LONGEST, random())
    failures += 1
    newest = failure
    since = now
    notBefore = now + Math.max(wait, pause)
  }

  const wentWell = () => {
    answers += 1
    answeredAt = clock.elapsed()
    // who failed once, while all did, need not wait alone
    for (const id of failures > 0 ? inARow : []) {
      const one = alone.get(id)
      if (one?.failures === 1) one.until = -Infinity
    }
    failures = 0
    newest = null
    notBefore = -Infinity
    inARow.clear()
  }

  const blame = (id: string, interval: number) => {
    const one = alone.get(id) ?? { failures: 0, until: 0, answers: -1 }
    // as long as nobody is answered, it may not be its fault
    if (one.answers !== answers) one.failures += 1
    one.answers = answers
    one.until = clock.elapsed() + backoff(interval, one.failures, LONGEST_ALONE, random())
    alone.set(id, one)
  }

  return {
    answered: (id: string) => {
      proven.add(id)
      alone.delete(id)
      inARow.delete(id)
      wentWell()
    },

    /** `began` in `elapsed` ms; `interval`: how often it is asked, ms. */
    failed: (
      id: string,
      failure: ApiFailure,
      { began, interval }: Readonly<{ began: number; interval: number }>,
    ) => {
      // while all fail, one that answers otherwise is not to blame
      if (failures === 0 || !proven.has(id)) blame(id, interval)
      const tells = failures > 0 || proven.has(id) || clock.elapsed() - answeredAt > ANSWER_LASTS
      // the next one to find out is another one
      proven.delete(id)
      if (tells || isOfTheWay(failure)) wentWrong(id, failure, began)
    },

    /** How a request fared that is not a listed conversation's; null: it was answered. */
    heard: (failure: ApiFailure | null) => {
      if (failure) wentWrong(OTHERS, failure, clock.elapsed())
      else wentWell()
    },

    forget: (id: string) => {
      alone.delete(id)
      proven.delete(id)
      inARow.delete(id)
    },

    /** `elapsed` ms until which this one is left alone. */
    waitsUntil: (id: string): number => alone.get(id)?.until ?? -Infinity,
    /** It was answered when it was last asked. */
    isProven: (id: string): boolean => proven.has(id),
    /** All back off, until somebody is answered. */
    isCommon: (): boolean => failures > 0,
    /** With what they fail, how often in a row so far, and when anybody was answered last (`elapsed` ms). */
    common: () => ({ failure: newest, failures, answeredAt }),
    /** `elapsed` ms until which all wait. */
    notBefore: (): number => notBefore,
  }
}

/** No single conversation can be blamed for it. */
const isOfTheWay = (failure: ApiFailure): boolean =>
  failure.kind === 'unreachable' ||
  failure.kind === 'unreadable' ||
  failure.kind === 'html' ||
  (failure.kind === 'http' && [401, 429, 503].includes(failure.status))
