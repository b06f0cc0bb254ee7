import { type AlertSettings, isQuiet } from './alertSettings'

/** What is new in a conversation. */
export type News = Readonly<{
  /** The member. */
  id: string
  /** Messages of theirs that nobody has read. */
  count: number
  /** When the newest of them was sent, true UTC ms. */
  at: number
  /** The conversation has only just been loaded: what is in it was there before. */
  first: boolean
}>

/** How far somebody was told of a conversation, or has seen it. */
export type Told = Readonly<Pick<News, 'at' | 'count'>>

export type Situation = Readonly<{
  /** This very conversation is in front of the user, in whichever window. */
  isLooking: boolean
  /** The conversation was put away: it is counted, but makes no noise. */
  isMuted: boolean
  /** This tab is the one that alerts. */
  alerts: boolean
  /** null: nobody was told of it yet. */
  told: Told | null
  /** When a sound was played last (`elapsed` ms); null: none was. */
  lastSoundAt: number | null
}>

/** By the two clocks that matter here: `elapsed` ms, and the minute of the user's day. */
export type Moment = Readonly<{ elapsed: number; minute: number }>

/** What to do about news. */
export type Alert = Readonly<{ sound: boolean; notify: boolean }>

/** From one sound to the next, ms: many members at once are one noise. */
const SOUND_EVERY = 3_000

const NOTHING: Alert = { sound: false, notify: false }

/**
 * Whether to make a sound and show a notification. A message that comes late may be older than what was told of: more unread ones
 * are news too.
 */
export function judgeAlert(
  { count, at, first }: News,
  { isLooking, isMuted, alerts, told, lastSoundAt }: Situation,
  { sound, volume, notifications, quiet }: AlertSettings,
  now: Moment,
): Alert {
  if (first || isLooking || isMuted || !alerts || count === 0) return NOTHING
  if (told !== null && at <= told.at && count <= told.count) return NOTHING
  if (isQuiet(quiet, now.minute)) return NOTHING
  const isRested = lastSoundAt === null || now.elapsed - lastSoundAt >= SOUND_EVERY
  return { sound: sound !== 'off' && volume > 0 && isRested, notify: notifications }
}

/** The title of the page with the number of unread messages in front of it, as far as it can be taken in at a glance. */
export const titleOf = (total: number, base: string): string =>
  total === 0 ? base : `(${total > 99 ? '99+' : total}) ${base}`
