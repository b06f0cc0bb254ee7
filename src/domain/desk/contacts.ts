import { nameOf } from '~/lib/name'

/** A member on a salesperson's desk. Stamps are ms of the *server's* clock, as in its rows; `…At` without a note are wall ms of here. */
export type Contact = Readonly<{
  id: string
  /** '' where nobody told. */
  nickname: string
  avatar: string
  /** Name and picture are the host's word: what rows say of them changes nothing. */
  byHost: boolean
  /** Stamp of the newest message that the host told of; null if it told of none. */
  lasttime: number | null
  /** Stamps of the newest message of the member and of the newest of ours that were seen; null where none was. */
  theirsAt: number | null
  oursAt: number | null
  pinned: boolean
  /** The newest stamp that was known when it was archived, 0 if none was; null: it never was, or was taken out again. See `isArchived`. */
  archivedTo: number | null
  /** The same of when it was removed: a tombstone, so that the host's next list does not bring it back. See `isRemoved`. */
  removedTo: number | null
  /** When somebody here last opened or added it; 0: only the host has told of it. */
  addedAt: number
  /** When it was last changed but for stamps. Of two tabs' versions the newer counts: it rises with each change, also as clocks go back. */
  changedAt: number
}>

/** The members that a salesperson knows here, by id, tombstones included. Where an operation changes nothing it returns what it was given. */
export type Contacts = ReadonlyMap<string, Contact>

/** What a host tells of a member. `lasttime`: server stamp of the newest message, null where it does not tell. */
export type ToldContact = Readonly<Pick<Contact, 'id' | 'nickname' | 'avatar' | 'lasttime'>>

type Named = Readonly<{ nickname: string; avatar: string }>

/** How many are kept, tombstones included: some 0.5 MB of storage. Those that nobody talked with for longest go; pinned ones stay. */
export const MOST_CONTACTS = 5_000

/** UTF-16 units of the longest id, as in the address. */
const LONGEST_ID = 64
/** UTF-16 units of the longest address of a picture that is kept. */
const LONGEST_AVATAR = 500

export const NO_CONTACTS: Contacts = new Map()

/** A member's id from what somebody typed or a host told: 1 to 64 characters, without spaces around; null if it is none. */
export function memberId(raw: string): string | null {
  const id = raw.trim()
  // eslint-disable-next-line no-control-regex -- nobody could see them
  return id === '' || id.length > LONGEST_ID || /[\u0000-\u001f\u007f]/.test(id) ? null : id
}

/** Stamp of the newest message that is known of, 0 if none is. */
export const newestOf = ({ lasttime, theirsAt, oursAt }: Contact): number =>
  Math.max(lasttime ?? 0, theirsAt ?? 0, oursAt ?? 0)

/** Put away, and nothing newer has come of the member since. */
export const isArchived = (contact: Contact): boolean => isQuietSince(contact, contact.archivedTo)

/** Taken off the desk, and nothing newer has come of the member since. */
export const isRemoved = (contact: Contact): boolean => isQuietSince(contact, contact.removedTo)

/** Whether that member is on the desk, archived or not. */
export const isListed = (contacts: Contacts, id: string): boolean => {
  const contact = contacts.get(id)
  return contact !== undefined && !isRemoved(contact)
}

/** Those on the desk, archived ones too, in the order in which they became known. */
export const listed = (contacts: Contacts): readonly Contact[] =>
  [...contacts.values()].filter((contact) => !isRemoved(contact))

/** The host's list: new ones come, names follow it, and whom it tells newer messages of comes back. Who is not on it stays. */
export function toldByHost(contacts: Contacts, told: readonly ToldContact[], now: number): Contacts {
  const next = new Map(contacts)
  for (const { id, nickname, avatar, lasttime } of told) {
    const before = next.get(id) ?? newContact(id)
    const named = calledBy(before, { nickname, avatar })
    const byHost = before.byHost || nickname !== '' || avatar !== ''
    put(next, before, { ...named, byHost, lasttime: newerOf(before.lasttime, lasttime) }, now)
  }
  return kept(next, contacts)
}

/** Somebody opened a link to a member, or added one by hand: it is on the desk again, wherever it was. */
export function opened(contacts: Contacts, id: string, profile: Named, now: number): Contacts {
  const before = contacts.get(id) ?? newContact(id)
  const named = before.byHost ? {} : calledBy(before, profile)
  const next = new Map(contacts)
  put(next, before, { ...named, addedAt: now, archivedTo: null, removedTo: null }, now)
  return kept(next, contacts)
}

/** Keeps a member at the top of the list, or no longer. */
export const withPin = (contacts: Contacts, id: string, pinned: boolean, now: number): Contacts =>
  changed(contacts, id, () => ({ pinned }), now)

/** Puts a member away until something newer comes of it, or takes it out again. */
export const withArchived = (contacts: Contacts, id: string, archived: boolean, now: number): Contacts =>
  changed(
    contacts,
    id,
    (it) => (isArchived(it) === archived ? {} : { archivedTo: archived ? newestOf(it) : null }),
    now,
  )

/** Takes a member off the desk. The host's next list does not bring it back, unless it tells of something newer. */
export const without = (contacts: Contacts, id: string, now: number): Contacts =>
  changed(
    contacts,
    id,
    (it) => (isRemoved(it) ? {} : { removedTo: newestOf(it), archivedTo: null, pinned: false }),
    now,
  )

/** A message was seen. The member's own brings back what was put away; one of ours, from whichever device, does not. */
export const heard = (
  contacts: Contacts,
  id: string,
  { stamp, mine }: Readonly<{ stamp: number; mine: boolean }>,
  now: number,
): Contacts => {
  const side = mine ? 'oursAt' : 'theirsAt'
  return changed(contacts, id, (it) => ({ [side]: newerOf(it[side], stamp) }), now)
}

/** How the rows of a conversation call the member. The host's word goes before. */
export const learnt = (contacts: Contacts, id: string, profile: Named, now: number): Contacts =>
  changed(contacts, id, (it) => (it.byHost ? {} : calledBy(it, profile)), now)

/**
 * What two tabs know, together. The order does not matter, and to do it again changes nothing: so they come to the same whatever
 * was written between. Returns `ours` where the other side knows nothing more.
 */
export function together(ours: Contacts, others: Contacts): Contacts {
  const next = new Map(ours)
  for (const other of others.values()) {
    const own = ours.get(other.id)
    next.set(other.id, own ? joined(own, other) : other)
  }
  return kept(next, ours)
}

/** Whether both hold the same, whatever the objects. */
export const isSameContact = (a: Contact, b: Contact): boolean =>
  a === b || FIELDS.every((field) => a[field] === b[field])

function joined(a: Contact, b: Contact): Contact {
  const isNewer = a.changedAt === b.changedAt ? wordsOf(a) >= wordsOf(b) : a.changedAt > b.changedAt
  const next: Contact = {
    ...(isNewer ? a : b),
    lasttime: newerOf(a.lasttime, b.lasttime),
    theirsAt: newerOf(a.theirsAt, b.theirsAt),
    oursAt: newerOf(a.oursAt, b.oursAt),
    addedAt: Math.max(a.addedAt, b.addedAt),
  }
  return isSameContact(next, a) ? a : next
}

/** Whether the member has been silent since the stamp `mark`. A message that the host tells of is the member's unless it is known as ours. */
function isQuietSince({ lasttime, theirsAt, oursAt }: Contact, mark: number | null): boolean {
  if (mark === null || (theirsAt ?? 0) > mark) return false
  return (lasttime ?? 0) <= Math.max(mark, oursAt ?? 0)
}

function changed(
  contacts: Contacts,
  id: string,
  patch: (contact: Contact) => Partial<Contact>,
  now: number,
): Contacts {
  const before = contacts.get(id)
  if (!before) return contacts
  const next = new Map(contacts)
  put(next, before, patch(before), now)
  return next.get(id) === before ? contacts : next
}

/** Puts what `before` becomes in its place; itself where that is nothing new. */
function put(contacts: Map<string, Contact>, before: Contact, patch: Partial<Contact>, now: number): void {
  const after = { ...before, ...patch }
  if (isSameContact(after, before)) {
    if (!contacts.has(before.id)) contacts.set(before.id, before)
    return
  }
  const isStampOnly = WORDS.every((field) => after[field] === before[field])
  contacts.set(before.id, isStampOnly ? after : { ...after, changedAt: Math.max(now, before.changedAt + 1) })
}

/** No more than are kept; `before` itself where that is what there was. */
function kept(contacts: Map<string, Contact>, before: Contacts): Contacts {
  if (contacts.size > MOST_CONTACTS) {
    const order = [...contacts.values()].sort(asTheyGo)
    for (const { id } of order.slice(0, contacts.size - MOST_CONTACTS)) contacts.delete(id)
  }
  const isSame =
    contacts.size === before.size && [...contacts].every(([id, contact]) => before.get(id) === contact)
  return isSame ? before : contacts
}

/** Who goes first. Nothing here depends on when the host told: a list longer than what is kept must not turn it over each time. */
function asTheyGo(a: Contact, b: Contact): number {
  const lastOf = (it: Contact) => Math.max(newestOf(it), it.addedAt)
  return Number(a.pinned) - Number(b.pinned) || lastOf(a) - lastOf(b) || (a.id < b.id ? -1 : 1)
}

const newContact = (id: string): Contact => ({
  id,
  nickname: '',
  avatar: '',
  byHost: false,
  lasttime: null,
  theirsAt: null,
  oursAt: null,
  pinned: false,
  archivedTo: null,
  removedTo: null,
  addedAt: 0,
  changedAt: 0,
})

/** What is not told stays. */
const calledBy = (before: Named, { nickname, avatar }: Named): Named => ({
  nickname: nameOf(nickname) || before.nickname,
  avatar: avatar === '' || avatar.length > LONGEST_AVATAR ? before.avatar : avatar,
})

const newerOf = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b)

const FIELDS = Object.keys(newContact('')) as readonly (keyof Contact)[]
/** What somebody decided: of these the version that was changed last counts as a whole; of stamps the greater, whichever has it. */
const WORDS = ['nickname', 'avatar', 'byHost', 'pinned', 'archivedTo', 'removedTo'] as const

const wordsOf = (contact: Contact): string => JSON.stringify(WORDS.map((field) => contact[field]))
