import { type LooseMessage, type Pair, pairKey, SAMPLE_PAIR } from './apiMessage'
import { drawBetween } from './random'
import { type Line, type Section, SHORT_STORY, STORY } from './storyLines'
import type { Role } from '~/wire/schema'

/** A message of the past: saved at `at` (true ms) by `role`. */
export type StoryMessage = Readonly<{ at: number; role: Role; fields: LooseMessage }>

const DAY = 86_400_000
const MINUTE = 60_000
/** The story happens in China, whatever zone the machine is in: UTC+8, no summer time. */
const BEIJING = 8 * 3_600_000

/** What a pair has said before `now` (true ms), oldest first; `stampAt` turns true ms into the server's stamp. */
export function storyOf(
  pair: Pair,
  now: number,
  seed: number,
  stampAt: (at: number) => number,
): StoryMessage[] {
  const isSample = pairKey(pair) === pairKey(SAMPLE_PAIR)
  const told = (isSample ? STORY : SHORT_STORY).flatMap((section) =>
    section.lines.map((line) => tell(section, line, now, seed)),
  )
  const newestOf = { MEMBER: -1, SALER: -1 }
  told.forEach(({ role }, index) => (newestOf[role] = index))
  return told.map(({ at, stamped, role, fields }, index): StoryMessage => {
    const avatar = isSample ? avatarThen(role, now - at) : {}
    const stamp = stamped === at ? {} : { sendtime: stampAt(stamped) }
    const read =
      newestOf[role] === index ? {} : readAt(stampAt(at + drawBetween(seed, `read ${index}`, 5000, 50_000)))
    return { at, role, fields: { ...avatar, ...stamp, ...read, ...fields } }
  })
}

function tell({ daysAgo, fields }: Section, [when, who, words]: Line, now: number, seed: number) {
  const role: Role = who === 'm' ? 'MEMBER' : 'SALER'
  const own = typeof words === 'string' ? { content: words } : words
  if (typeof when === 'number') {
    const at = now - when * MINUTE - drawBetween(seed, `${when}`, 0, 25_000)
    return { role, stamped: at, at, fields: { ...fields, ...own } }
  }
  const [clock = '', late = '0'] = when.split('+')
  const stamped = clockTime(clock, now - daysAgo * DAY) + drawBetween(seed, clock, 0, 999)
  return { role, stamped, at: stamped + Number(late) * 1000, fields: { ...fields, ...own } }
}

/** The true ms of `HH:mm:ss` in Beijing on the day that `moment` (true ms) falls into there. */
function clockTime(text: string, moment: number): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number)
  const midnight = Math.floor((moment + BEIJING) / DAY) * DAY - BEIJING
  return midnight + ((hours * 60 + minutes) * 60 + seconds) * 1000
}

const readAt = (readtime: number): LooseMessage => ({
  status: 1,
  readtime,
  update_at: new Date(readtime).toISOString(),
})

/** The member's picture has changed over the days, as rows keep the one of their time: a bare name, none, a real one. */
function avatarThen(role: Role, age: number): LooseMessage {
  const member = age > 3 * DAY ? 'to.jpg' : age > 6 * 60 * MINUTE ? '' : undefined
  if (member === undefined) return {}
  return role === 'MEMBER' ? { f_avatar: member } : { t_avatar: member }
}
