import type { Pair } from '~/domain/identity'
import type { Storage } from '~/lib/storage'
import { draftKeys, isIdle } from './keys'

/** What is being written in a conversation. `start` and `end`: what is selected, in UTF-16 units; `at`: the last change, wall-clock ms. */
export type Draft = Readonly<{ text: string; start: number; end: number; at: number }>

/** A draft and the name under which it is kept. Whoever has read or written it last takes it for theirs. */
export type KeptDraft = Readonly<{ key: string; draft: Draft }>

/**
 * The newest draft of a conversation; null if there is none. What nobody has touched for a week goes, and so does what cannot be
 * read. There is more than one where several tabs wrote at once: the others stay for later visits.
 */
export function readDraft(storage: Storage, pair: Pair, now: number): KeptDraft | null {
  let newest: KeptDraft | null = null
  for (const key of storage.keys(draftKeys(pair))) {
    const draft = draftOf(storage.read(key))
    if (!draft || isIdle(draft.at, now)) storage.remove(key)
    else if (!newest || draft.at > newest.draft.at) newest = { key, draft }
  }
  return newest
}

/** What is kept under a name; null where that is no draft. Browsers bring a selection beyond the text back into it. */
export function draftOf(stored: unknown): Draft | null {
  const { text, start, end, at } = Object(stored) as Record<keyof Draft, unknown>
  const isDraft = typeof text === 'string' && text !== '' && isCount(start) && isCount(end) && isCount(at)
  return isDraft ? { text, start, end, at } : null
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0
