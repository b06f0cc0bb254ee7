import type { Pair } from '~/domain/identity'
import type { Storage } from '~/lib/storage'
import { allDraftKeys, memberOfKey } from './deskKeys'
import { draftOf } from './drafts'
import { isIdle } from './keys'

/** What a salesperson is writing, by the member it is for: the newest of each. One look at the storage, however many they are. */
export function allDrafts(
  storage: Pick<Storage, 'keys' | 'read'>,
  who: Pick<Pair, 'appid' | 'me'>,
  now: number,
): ReadonlyMap<string, string> {
  const newest = new Map<string, Readonly<{ text: string; at: number }>>()
  for (const key of storage.keys(allDraftKeys(who))) {
    const member = memberOfKey(key)
    const draft = draftOf(storage.read(key))
    if (member === null || !draft || isIdle(draft.at, now)) continue
    if (draft.at >= (newest.get(member)?.at ?? 0)) newest.set(member, draft)
  }
  return new Map([...newest].map(([member, { text }]) => [member, text]))
}
