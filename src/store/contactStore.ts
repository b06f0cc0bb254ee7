import { createStore, type StoreApi } from 'zustand/vanilla'
import {
  type Contact,
  type Contacts,
  heard,
  isArchived,
  isRemoved,
  isSameContact,
  learnt,
  memberId,
  NO_CONTACTS,
  opened,
  toldByHost,
  type ToldContact,
  together,
  withArchived,
  without,
  withPin,
} from '~/domain/desk/contacts'
import type { Pair } from '~/domain/identity'
import type { Storage } from '~/lib/storage'
import { contactsKey } from './deskKeys'
import { CLEARED } from './keys'
import { fromKept, toKept } from './keptContacts'
import type { Profile } from './profiles'

/** Whose desk it is: a salesperson of an application. */
export type Salesperson = Readonly<Pick<Pair, 'appid' | 'me'>>

export type ContactState = Readonly<{ contacts: Contacts }>

export type ContactStore = StoreApi<ContactState> &
  Readonly<{
    /** The host's whole list, as it tells it now. */
    told: (contacts: readonly ToldContact[]) => void
    /** A link to a member was opened, here or by the host. An id that is none is ignored. */
    open: (id: string, profile?: Profile) => void
    /** What somebody typed: the id under which the member is on the desk now, or null where it is none. */
    add: (typed: string) => string | null
    pin: (id: string, pinned: boolean) => void
    archive: (id: string, archived: boolean) => void
    remove: (id: string) => void
    /** A message was seen, `stamp` by the server's clock: call it for the newest of each side. */
    heard: (id: string, message: Readonly<{ stamp: number; mine: boolean }>) => void
    /** How the newest rows call the member. */
    learn: (id: string, profile: Profile) => void
    /** Ends listening to other tabs. */
    stop: () => void
  }>

/** Stamps alone are kept at most so often a member, ms of the server's clock: a busy desk hears several a second. */
const STAMPS_KEPT = 60_000

const NOBODY: Profile = { nickname: '', avatar: '' }

/**
 * Whom a salesperson knows in this browser. Each change is kept at once; what other tabs keep comes in, and what they overwrote at
 * the same moment is written again. Where nothing can be kept it works for this visit.
 * `now`: wall-clock ms.
 */
export function createContactStore(
  storage: Pick<Storage, 'read' | 'write' | 'watch'>,
  who: Salesperson,
  now: () => number,
): ContactStore {
  const key = contactsKey(who)
  const store = createStore<ContactState>(() => ({ contacts: fromKept(storage.read(key)) ?? NO_CONTACTS }))
  /** What is kept, as far as this tab knows. */
  let stored = store.getState().contacts

  let cleared = clearedAt(storage)

  const keep = (contacts: Contacts) => {
    if (contacts === stored || isCleared() || !storage.write(key, toKept(contacts))) return
    stored = contacts
  }
  /** Somebody has cleared this browser from this page: it will be gone in a moment, and nothing may come back by then. */
  const isCleared = () => clearedAt(storage) !== cleared
  const become = (contacts: Contacts, isWorthKeeping = true) => {
    if (contacts === store.getState().contacts) return
    store.setState({ contacts })
    if (isWorthKeeping) keep(contacts)
  }
  const change = (act: (contacts: Contacts, now: number) => Contacts) =>
    become(act(store.getState().contacts, now()))

  const stopClearing = storage.watch(CLEARED, () => {
    cleared = clearedAt(storage)
    stored = NO_CONTACTS
    become(NO_CONTACTS, false)
  })
  const stopListening = storage.watch(key, () => {
    const others = fromKept(storage.read(key))
    // this browser was cleared: whoever goes on begins anew
    if (others === null) {
      stored = NO_CONTACTS
      return become(NO_CONTACTS, false)
    }
    stored = others
    const merged = together(store.getState().contacts, others)
    become(merged, false)
    // only where they lack something: else two tabs would answer each other for ever
    if (lacks(others, merged)) keep(merged)
  })

  return {
    ...store,
    told: (told) => change((contacts, now) => toldByHost(contacts, told, now)),
    open: (id, profile = NOBODY) => {
      const member = memberId(id)
      if (member !== null) change((contacts, now) => opened(contacts, member, profile, now))
    },
    add: (typed) => {
      const member = memberId(typed)
      if (member !== null) change((contacts, now) => opened(contacts, member, NOBODY, now))
      return member
    },
    pin: (id, pinned) => change((contacts, now) => withPin(contacts, id, pinned, now)),
    archive: (id, archived) => change((contacts, now) => withArchived(contacts, id, archived, now)),
    remove: (id) => change((contacts, now) => without(contacts, id, now)),
    heard: (id, message) => {
      const { contacts } = store.getState()
      const next = heard(contacts, id, message, now())
      become(next, isWorthKeeping(stored.get(id), next.get(id)))
    },
    learn: (id, profile) => change((contacts, now) => learnt(contacts, id, profile, now)),
    stop: () => {
      stopListening()
      stopClearing()
    },
  }
}

const clearedAt = (storage: Pick<Storage, 'read'>): string => JSON.stringify(storage.read(CLEARED))

/** Whether what is kept lacks anything but a stamp that is hardly newer. */
const lacks = (kept: Contacts, contacts: Contacts): boolean =>
  [...contacts.values()].some((contact) => isWorthKeeping(kept.get(contact.id), contact))

function isWorthKeeping(kept: Contact | undefined, contact: Contact | undefined): boolean {
  if (!kept || !contact) return contact !== undefined
  const { theirsAt, oursAt } = contact
  const isNewer = heardOf(contact) >= heardOf(kept) + STAMPS_KEPT
  const isBack = isArchived(contact) !== isArchived(kept) || isRemoved(contact) !== isRemoved(kept)
  return isNewer || isBack || !isSameContact({ ...kept, theirsAt, oursAt }, contact)
}

const heardOf = ({ theirsAt, oursAt }: Contact): number => Math.max(theirsAt ?? 0, oursAt ?? 0)
