import { assertNever } from '~/lib/assertNever'
import { LATEST_COMMIT } from '~/domain/sweep'
import type { Tier } from './tier'

/**
 * What a conversation is asked: `open`, history's first page; `poll`, what came since the newest stamp; `count`, how much is
 * unread; `look`, history's newest page once more.
 */
export type Question = 'open' | 'poll' | 'count' | 'look'

/** What was asked lately and what became of it. Times are `elapsed` ms. */
export type Trail = Readonly<{
  /** Questions since the newest count or look, and since the newest look. */
  sinceCount: number
  sinceLook: number
  /** When something new came last; -Infinity: not since it was loaded. */
  newsAt: number
  /** When the newest count, or look, was asked. */
  checkedAt: number
  /** The newest count told of other messages than are here, or the host does: a look is due. */
  differs: boolean
  /** What the newest count said; null: nobody has counted. */
  counted: number | null
  /** By how much that is off after a look: so many are shown nowhere, or told of nowhere else, and are looked for no more. */
  explained: number
  /** The newest stamp of the host's that no question bore out, server-clock ms. */
  denied: number
}>

export const NEW_TRAIL: Trail = {
  sinceCount: 0,
  sinceLook: 0,
  newsAt: -Infinity,
  checkedAt: -Infinity,
  differs: false,
  counted: null,
  explained: 0,
  denied: 0,
}

export type Known = Readonly<{
  tier: Tier
  /** The newest stamp that is here, and the newest that the host page knows of, server-clock ms; null: it does not tell. */
  newest: number
  told: number | null
  unread: number
  /** The backend has no `unreadcount`, or no history. */
  countAbsent: boolean
  historyAbsent: boolean
}>

/** After news what shares its stamp is mostly there, ms. */
const SOON = 30_000

/** Every so many-th question of a conversation is a count; fewer where nothing can have been missed for a while. */
const COUNTS: Readonly<Record<Tier, number>> = { hot: 4, new: Infinity, unread: 4, today: 8, older: Infinity }
/** Where the host tells of news sooner than we ask, a poll mostly brings nothing: every other question is a count. */
const COUNTS_WHERE_TOLD = 2
/** Every so many-th is a look where nobody counts. */
const LOOKS = 8

/**
 * Which question tells most for one request.
 *
 * A poll brings the rows themselves, of both sides, but only those above the newest stamp: it never brings what ties with that
 * stamp, what becomes visible late below it, nor that somebody else has read. A count is one number about all of that, but tells
 * nothing of own messages of another device, and not what was written. A page of history tells everything, at twenty rows for each
 * question: 70 MB an hour at the full budget. So polls find news, counts find what polls lose, and a look follows where a count differs.
 *
 * What is late has news before it, and news makes a conversation hot for longer than a commit is late. So a count 30 s after news (ties)
 * and one after the latest commit find it all; besides there are some while it is hot, for colleagues who read, and a few on the same
 * day, for commits later than we know of. An older conversation had all that when it was hot, and is polled alone.
 *
 * A host that tells when something came last makes polls tell less: of today's and older ones, which it asks for more often than we do,
 * every other question is a count. It does not make counts needless: what is late does not move the newest stamp. Its word that there
 * is something newer than what is here is worth a poll at once, and a look if that brings nothing, but no third question.
 */
export function questionOf(known: Known, trail: Trail, now: number): Question {
  const { tier, historyAbsent } = known
  if (tier === 'new') return historyAbsent ? 'poll' : 'open'
  if (trail.differs && !historyAbsent) return 'look'
  if (isAhead(known, trail)) return 'poll'
  const isDue = isCheckDue(trail, now)
  if (known.countAbsent) {
    const isLook = !historyAbsent && tier !== 'older' && (isDue || trail.sinceLook + 1 >= LOOKS)
    return isLook ? 'look' : 'poll'
  }
  const isTold = known.told !== null && tier !== 'hot' && tier !== 'unread'
  const every = isTold ? COUNTS_WHERE_TOLD : COUNTS[tier]
  return isDue || trail.sinceCount + 1 >= every ? 'count' : 'poll'
}

/** The host knows of something newer, which no look has denied: such a conversation is hot (`told` of `tierOf`). */
export const isAhead = (
  { told, newest }: Pick<Known, 'told' | 'newest'>,
  { denied }: Pick<Trail, 'denied'>,
): boolean => told !== null && told > newest && told > denied

/** What polls lose of the last news is visible by now, and was not looked for since. */
function isCheckDue({ newsAt, checkedAt }: Trail, now: number): boolean {
  return [SOON, LATEST_COMMIT].some((late) => now >= newsAt + late && checkedAt < newsAt + late)
}

/** An answer: whether it brought anything new, and the number if it was a count. */
export type Answer = Readonly<{ question: Question; news: boolean; counted?: number }>

/** The trail after an answer; `known` as it is with what the answer brought, `now` in `elapsed` ms. */
export function answered(known: Known, trail: Trail, answer: Answer, now: number): Trail {
  const { question, news, counted } = answer
  const isCheck = question === 'count' || question === 'look' || question === 'open'
  const next: Trail = {
    ...trail,
    sinceCount: isCheck ? 0 : trail.sinceCount + 1,
    sinceLook: question === 'look' || question === 'open' ? 0 : trail.sinceLook + 1,
    newsAt: news && question !== 'open' ? now : trail.newsAt,
    checkedAt: isCheck ? now : trail.checkedAt,
  }
  switch (question) {
    case 'count': {
      const off = (counted ?? known.unread) - known.unread
      return { ...next, counted: counted ?? null, differs: off !== 0 && off !== trail.explained }
    }
    case 'poll':
      // the host's word is worth a look, once
      return { ...next, differs: trail.differs || isAhead(known, trail) }
    case 'look': {
      const explained = trail.counted === null ? 0 : trail.counted - known.unread
      return { ...next, differs: false, explained, denied: Math.max(trail.denied, known.told ?? 0) }
    }
    case 'open':
      return next
    default:
      return assertNever(question)
  }
}
