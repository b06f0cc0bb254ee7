import { otherRole } from './apiMessage'
import type { BotPace } from './options'
import { drawBetween } from './random'
import type { Talk, Unanswered } from './state'
import type { Role } from '~/wire/schema'

/** Milliseconds without a poll after which a side counts as absent; a hidden page on a PC polls every 15 s. */
const ABSENT_AFTER = 20_000

/** From marking the human's messages as read to the answer, ms. */
const READS_BEFORE = 800

/** What the bot does next: `at` in true ms, `as` the absent side whose part it plays. */
export type BotAct = Readonly<{ at: number; as: Role }> &
  (Readonly<{ kind: 'read' | 'answer'; to: Unanswered }> | Readonly<{ kind: 'line' }>)

/** Notes that `role` polled, which tells the bot who is there. What was said before has been seen by that side. */
export function notePoll(talk: Talk, role: Role, now: number, pace: BotPace): void {
  const visit = talk.visits[role]
  const goesOn = visit !== null && now - visit.lastPoll < ABSENT_AFTER
  talk.visits[role] = { since: goesOn ? visit.since : now, lastPoll: now }
  // one line for who comes back, even if the bot had already given up talking to nobody
  if (!goesOn) talk.inARow = Math.min(talk.inARow, pace.inARow - 1)
  talk.unanswered = talk.unanswered.filter((message) => message.role === role)
}

/**
 * The next thing the bot does in a talk, if nothing else happens before: null where it has no part to play. It talks to
 * whoever polled last, in the other side's place, once that side has been absent for 20 s.
 */
export function nextAct(talk: Talk, pace: BotPace, seed: number): BotAct | null {
  const human = whoPolledLast(talk)
  const visit = human && talk.visits[human]
  if (!human || !visit) return null
  const as = otherRole(human)
  const lastHere = talk.visits[as]?.lastPoll ?? -Infinity
  const earliest = Math.max(lastHere + ABSENT_AFTER, talk.until)
  const wait = (range: readonly [number, number], about: string) => drawBetween(seed, about, ...range)

  const acts = talk.unanswered
    .filter((message) => message.role === human)
    .map((to): BotAct => {
      const due = Math.max(to.at + wait(pace.answer, `answer ${to.id}`), earliest)
      const read = pace.reads ? to.at + wait(pace.reads, `read ${to.id}`) : due - READS_BEFORE
      // who reads late answers first
      const answers = !to.answered && (to.read || due < read)
      return answers
        ? { kind: 'answer', at: due, as, to }
        : { kind: 'read', at: Math.max(read, earliest), as, to }
    })
  if (talk.inARow < pace.inARow) {
    const isNew = talk.lastLine < visit.since && lastHere < visit.since
    const due = isNew
      ? visit.since + wait(pace.greeting, `greeting ${talk.lines}`)
      : Math.max(talk.lastLine, lastHere + ABSENT_AFTER) + wait(pace.silence, `silence ${talk.lines}`)
    acts.push({ kind: 'line', at: Math.max(due, earliest), as })
  }
  return acts.reduce<BotAct | null>((first, act) => (first && first.at <= act.at ? first : act), null)
}

function whoPolledLast({ visits: { MEMBER, SALER } }: Talk): Role | null {
  if (!MEMBER) return SALER && 'SALER'
  return SALER && SALER.lastPoll > MEMBER.lastPoll ? 'SALER' : 'MEMBER'
}
