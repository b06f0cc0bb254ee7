import type { Pair } from '~/domain/identity'
import type { Storage } from '~/lib/storage'
import { type Draft, draftOf, type KeptDraft } from './drafts'
import { draftKeys } from './keys'

/** UTF-16 units of a draft that are kept: what is longer is no message, and storage is small. */
const LONGEST = 20_000

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
  const found = draftOf(storage.read(key))
  return found?.text === draft.text && found.at === draft.at
}

/** No longer than what is kept, with half a sign nowhere, and the selection within the text. */
function shortened({ text, start, end, at }: Draft): Draft {
  const kept = text.length > LONGEST ? text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '') : text
  return { text: kept, start: Math.min(start, kept.length), end: Math.min(end, kept.length), at }
}
