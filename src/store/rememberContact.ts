import { opened, NO_CONTACTS } from '~/domain/desk/contacts'
import type { Pair } from '~/domain/identity'
import type { Storage } from '~/lib/storage'
import { contactsKey } from './deskKeys'
import { fromKept, toKept } from './keptContacts'
import type { Profile } from './profiles'

/** A conversation that a salesperson opened by its link stands on the desk from then on. Of a member nothing is remembered. */
export function rememberContact(
  storage: Pick<Storage, 'read' | 'write'>,
  pair: Pair,
  profile: Profile,
  now: number,
): void {
  if (pair.me.role !== 'SALER') return
  const key = contactsKey(pair)
  const before = fromKept(storage.read(key)) ?? NO_CONTACTS
  storage.write(key, toKept(opened(before, pair.peer.id, profile, now)))
}
