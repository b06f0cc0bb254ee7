import { fieldOf, type LooseMessage, otherRole, type Pair, pairKey } from './apiMessage'
import { nextAct } from './bot'
import { answerWords, ownWords } from './botWords'
import { isOnDesk } from './desk'
import type { WorldOptions } from './options'
import type { Talk, WorldState } from './state'
import type { Role } from '~/wire/schema'

/** A desk asks for its contacts every 30 s: whose does not for so long (ms) is closed. */
const AT_DESK = 40_000
/** Under which name it is remembered when a desk last asked. */
export const deskKey = ({ appid, saler }: Pick<Pair, 'appid' | 'saler'>) =>
  JSON.stringify(['desk', appid, saler])

/** Where the bot plays. */
export type Stage = Readonly<{
  state: WorldState
  options: WorldOptions
  save: (pair: Pair, role: Role, fields: LooseMessage, at: number) => void
  /** What `author` wrote was read at `at` (true ms). */
  markRead: (pair: Pair, author: Role, at: number) => void
}>

/** Lets the bot do in a talk what is due until `now` (true ms). */
export function playBot({ state, options, save, markRead }: Stage, talk: Talk, now: number): void {
  const { seed, pace } = options
  // members of the desk whose page nobody opens answer; what they say by themselves stands in desk.ts
  const own = isOnDesk(talk.pair, options) && !talk.visits.MEMBER ? { ...pace, inARow: 0 } : pace
  for (let act = nextAct(talk, own, seed); act && act.at <= now; act = nextAct(talk, own, seed)) {
    // whoever sits at a desk speaks for themselves, though they look at each conversation but now and then
    if (act.as === 'SALER' && now - (state.seen.get(deskKey(talk.pair)) ?? -Infinity) < AT_DESK) break
    talk.until = act.at
    if (act.kind === 'read') {
      markRead(talk.pair, otherRole(act.as), act.at)
      act.to.read = true
    } else if (act.kind === 'answer') {
      save(talk.pair, act.as, { ...topicOf(state, talk), ...answerWords(act.as, act.to, seed) }, act.at)
      act.to.answered = true
    } else {
      save(talk.pair, act.as, { ...topicOf(state, talk), ...ownWords(act.as, talk.lines, seed) }, act.at)
      talk.inARow++
      talk.lines++
    }
    talk.unanswered = talk.unanswered.filter(({ read, answered }) => !read || !answered)
  }
  talk.until = now
}

/** What the newest message is about: the bot stays with it. */
function topicOf({ entries }: WorldState, { pair }: Talk): LooseMessage {
  const own = entries.filter((entry) => entry.pair === pairKey(pair))
  const { row } = own[own.length - 1] ?? {}
  const [bustype, busid] = [fieldOf(row, 'bustype'), fieldOf(row, 'busid')]
  return bustype === undefined ? {} : { bustype, busid }
}
