import { nameOf } from '~/lib/name'
import type { Message, Topic } from './message'

/** What an address says of the talk's topic: one; none; or nothing, and it is that of the other side's newest message. */
export type ToldTopic = Topic | null | 'theirs'

/** What the talk is about now: what a message that is written now is about, and what stands above the list. */
export function currentTopic(told: ToldTopic, rows: readonly Message[]): Topic | null {
  if (told !== 'theirs') return told
  for (let i = rows.length - 1; i >= 0; i -= 1) {
    const row = rows[i]
    if (row && !row.mine) return row.topic
  }
  return null
}

/** What a host page tells of a product or an order. */
export type TopicCard = Readonly<{
  title: string
  /** A price, a state: one line. */
  note: string
  /** Address of a picture, as the host says it; '' for none. */
  image: string
  /** Where more stands; '' for nowhere. */
  href: string
}>

/** Asks the host; it may answer anything, or throw. */
export type ResolveTopic = (topic: Topic, signal: AbortSignal) => Promise<unknown>

/** A card from whatever the host's script has answered; null if it tells nothing to show. */
export function cardFrom(answer: unknown): TopicCard | null {
  if (typeof answer !== 'object' || answer === null) return null
  const fields = answer as Record<string, unknown>
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '')
  const title = nameOf(text('title'))
  if (title === '') return null
  return { title, note: nameOf(text('note')), image: text('image'), href: text('href') }
}
