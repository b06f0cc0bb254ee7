import * as v from 'valibot'
import { nameOf } from '~/lib/name'
import { openEnvelope } from './envelope'
import { ApiError } from './errors'
import { ask } from './request'
import type { Role } from './schema'

/** A member as a host tells of it: by `VITE_CONTACTS_URL`, or by a message to the page. '' and null: it does not tell. */
export type HostContact = Readonly<{
  id: string
  nickname: string
  avatar: string
  /** Server stamp of the newest message, ms. */
  lasttime: number | null
}>

/** A host's list, sorted out a row at a time. */
export type HostContacts = Readonly<{
  contacts: readonly HostContact[]
  /** How many rows were unusable: dropped, so that one bad row never costs the rest. */
  rejected: number
}>

export type ContactsQuestion = Readonly<{ appid: string; from: string; fromrole: Role }>

/** Rows that are looked at: more than any desk keeps. What a host sends beyond that is cut off. */
const MOST_ROWS = 20_000
const LONGEST_ID = 64
/** UTF-16 units of the longest address of a picture. */
const LONGEST_AVATAR = 500

const text = v.pipe(v.union([v.string(), v.number()]), v.transform(String))
const textOrNone = v.fallback(v.optional(text, ''), '')
// eslint-disable-next-line no-control-regex -- nobody could see them
const VISIBLE = /^[^\u0000-\u001f\u007f]*$/
const id = v.pipe(text, v.trim(), v.minLength(1), v.maxLength(LONGEST_ID), v.regex(VISIBLE))

const Contact = v.object({
  id,
  nickname: v.pipe(textOrNone, v.transform(nameOf)),
  avatar: v.pipe(
    textOrNone,
    v.transform((it) => (it.length > LONGEST_AVATAR ? '' : it)),
  ),
  lasttime: v.pipe(v.optional(v.unknown(), null), v.transform(toStamp)),
})

/**
 * Asks the host whom a salesperson talks with: `{ success, data: [{ id, nickname, avatar, lasttime? }] }`, ids as texts or numbers.
 * Throws `ApiError`, or `AbortError` by `signal`.
 */
export async function askContacts(
  url: string,
  { appid, from, fromrole }: ContactsQuestion,
  signal?: AbortSignal,
): Promise<HostContacts> {
  const address = new URL(url, globalThis.location?.href)
  for (const [name, value] of Object.entries({ appid, from, fromrole })) address.searchParams.set(name, value)
  const answer = await ask({ url: address.href, ...(signal && { signal }) })
  const data = openEnvelope(answer.text)
  if (data === null || data === undefined) return { contacts: [], rejected: 0 }
  if (!Array.isArray(data)) throw new ApiError({ kind: 'malformed', reason: 'data is no list' })
  return parseContacts(data)
}

/** Checks the rows of a host's list one by one; of two of one id the later counts. Never throws. */
export function parseContacts(rows: readonly unknown[]): HostContacts {
  const contacts = new Map<string, HostContact>()
  let rejected = Math.max(0, rows.length - MOST_ROWS)
  for (const row of rows.slice(0, MOST_ROWS)) {
    const parsed = v.safeParse(Contact, row)
    if (parsed.success) contacts.set(parsed.output.id, parsed.output)
    else rejected += 1
  }
  return { contacts: [...contacts.values()], rejected }
}

/** 13-digit milliseconds, from a number or a text, else null. */
function toStamp(value: unknown): number | null {
  const ms = typeof value === 'string' && /^\d{13}$/.test(value.trim()) ? Number(value) : value
  return typeof ms === 'number' && Number.isInteger(ms) && ms >= 1e12 && ms < 1e13 ? ms : null
}
