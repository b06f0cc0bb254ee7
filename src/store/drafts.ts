import * as v from 'valibot'
import type { Pair } from '~/domain/identity'
import type { Storage } from '~/lib/storage'
import { draftKeys, isIdle } from './keys'

/** What is being written in a conversation. `start` and `end`: what is selected, in UTF-16 units; `at`: the last change, wall-clock ms. */
export type Draft = Readonly<{ text: string; start: number; end: number; at: number }>

/** A draft and the name under which it is kept. Whoever has read or written it last takes it for theirs. */
export type KeptDraft = Readonly<{ key: string; draft: Draft }>

/** UTF-16 units of a draft that are kept: what is longer is no message, and storage is small. */
const LONGEST = 20_000

const place = v.pipe(v.number(), v.integer(), v.minValue(0))
const Kept = v.object({ text: v.pipe(v.string(), v.nonEmpty()), start: place, end: place, at: v.number() })

/**
 * The newest draft of a conversation; null if there is none. What nobody has touched for a week goes, and so does what cannot be
 * read. There is more than one where several tabs wrote at once: the others stay for later visits.
 */
export function readDraft(storage: Storage, pair: Pair, now: number): KeptDraft | null {
  let newest: KeptDraft | null = null
  for (const key of storage.keys(draftKeys(pair))) {
    const draft = draftIn(storage, key)
    if (!draft || isIdle(draft.at, now)) storage.remove(key)
    else if (!newest || draft.at > newest.draft.at) newest = { key, draft }
  }
  return newest
}

/**
 * Keeps a draft where `own` stands, or under a new name where another tab has put something else there. Returns what is kept of
 * ours then: null of an empty draft; what was before where there is no room.
 */
export function keepDraft(
  storage: Storage,
  pair: Pair,
  own: KeptDraft | null,
  draft: Draft,
  newId: () => string,
): KeptDraft | null {
  const ours = own && stands(storage, own) ? own : null
  if (draft.text === '') {
    if (ours) storage.remove(ours.key)
    return null
  }
  const kept = { key: ours?.key ?? draftKeys(pair) + newId(), draft: shortened(draft) }
  return storage.write(kept.key, kept.draft) ? kept : ours
}

/** Whether what is kept is still what somebody read or wrote. */
function stands(storage: Storage, { key, draft }: KeptDraft): boolean {
  const found = draftIn(storage, key)
  return found?.text === draft.text && found.at === draft.at
}

function draftIn(storage: Storage, key: string): Draft | null {
  const parsed = v.safeParse(Kept, storage.read(key))
  return parsed.success ? shortened(parsed.output) : null
}

/** No longer than what is kept, with half a sign nowhere, and the selection within the text. */
function shortened({ text, start, end, at }: Draft): Draft {
  const kept = text.length > LONGEST ? text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '') : text
  const within = (place: number) => Math.min(place, kept.length)
  return { text: kept, start: within(Math.min(start, end)), end: within(end), at }
}
