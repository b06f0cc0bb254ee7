import { type Contact, type Contacts, memberId, MOST_CONTACTS } from '~/domain/desk/contacts'

/** Of another version nothing is read. */
const VERSION = 1

/** A member as it is kept: in the order of `toRow`, for a thousand of them are kept in one entry. */
type Row = readonly unknown[]

const PINNED = 1
const BY_HOST = 2

/** What is kept of all: plain data. */
export const toKept = (contacts: Contacts): unknown => ({
  v: VERSION,
  rows: [...contacts.values()].map(toRow),
})

/**
 * What was kept, whatever it is by now: a row that is none is left out, and of two of one id the first counts. null where there is
 * nothing of ours.
 */
export function fromKept(stored: unknown): Contacts | null {
  const { v, rows } = Object(stored) as { v?: unknown; rows?: unknown }
  if (v !== VERSION || !Array.isArray(rows)) return null
  const contacts = new Map<string, Contact>()
  for (const row of rows.slice(0, MOST_CONTACTS)) {
    const contact = fromRow(row)
    if (contact && !contacts.has(contact.id)) contacts.set(contact.id, contact)
  }
  return contacts
}

function toRow(it: Contact): Row {
  const flags = (it.pinned ? PINNED : 0) | (it.byHost ? BY_HOST : 0)
  return [
    it.id,
    it.nickname,
    it.avatar,
    flags,
    it.lasttime,
    it.theirsAt,
    it.oursAt,
    it.archivedTo,
    it.removedTo,
    it.addedAt,
    it.changedAt,
  ]
}

function fromRow(row: unknown): Contact | null {
  if (!Array.isArray(row)) return null
  const [id, nickname, avatar, flags, lasttime, theirsAt, oursAt, archivedTo, removedTo, addedAt, changedAt] =
    row as Row
  const isContact =
    typeof id === 'string' &&
    memberId(id) === id &&
    typeof nickname === 'string' &&
    typeof avatar === 'string' &&
    isTime(flags) &&
    isTime(addedAt) &&
    isTime(changedAt) &&
    isTimeOrNone(lasttime) &&
    isTimeOrNone(theirsAt) &&
    isTimeOrNone(oursAt) &&
    isTimeOrNone(archivedTo) &&
    isTimeOrNone(removedTo)
  if (!isContact) return null
  return {
    id,
    nickname,
    avatar,
    byHost: (flags & BY_HOST) > 0,
    lasttime,
    theirsAt,
    oursAt,
    pinned: (flags & PINNED) > 0,
    archivedTo,
    removedTo,
    addedAt,
    changedAt,
  }
}

/** Milliseconds that a date of ours may have: no more than 13 digits. */
const isTime = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) < 1e13

const isTimeOrNone = (value: unknown): value is number | null => value === null || isTime(value)
