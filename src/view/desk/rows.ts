import { type Contact, isArchived, listed, newestOf, type Contacts } from '~/domain/desk/contacts'
import { byUrgency, type Ranked } from '~/domain/desk/order'
import { NO_SUMMARY, type Summary } from '~/domain/desk/summary'
import { type Content, summarise } from '~/kinds/index'
import type { Lang } from '~/lib/lang'
import type { DeskState } from '~/store/deskStore'

/** A conversation as its row shows it. */
export type DeskRow = Ranked & Readonly<{ contact: Contact; summary: Summary; draft: string }>

export type Filter = 'all' | 'unread' | 'waiting' | 'archived'

/** Makes rows of what is known, and the same object again for a conversation of which nothing has changed. */
export function rememberingRows() {
  let known = new Map<string, DeskRow>()
  let knownSkew = 0
  return (
    contacts: Contacts,
    { summaries, drafts, skew }: Pick<DeskState, 'summaries' | 'drafts' | 'skew'>,
  ): readonly DeskRow[] => {
    const next = new Map<string, DeskRow>()
    for (const contact of listed(contacts)) {
      const { id } = contact
      const summary = summaries.get(id) ?? NO_SUMMARY
      const draft = drafts.get(id) ?? ''
      const before = known.get(id)
      const isSame =
        before?.contact === contact &&
        before.summary === summary &&
        before.draft === draft &&
        skew === knownSkew
      next.set(id, isSame ? before : rowOf(contact, summary, draft, skew))
    }
    known = next
    knownSkew = skew
    return [...next.values()].sort(byUrgency)
  }
}

function rowOf(contact: Contact, summary: Summary, draft: string, skew: number): DeskRow {
  const { id, pinned } = contact
  const { newest, waitingSince } = summary
  // until it is loaded, what the host or an earlier visit knows of it
  const stamp = newestOf(contact)
  const newestAt = newest?.at ?? (stamp > 0 ? stamp - skew : null)
  return { id, pinned, waitingSince, newestAt, contact, summary, draft }
}

/** Those that a filter and a search leave. `nameOf`: what a member is called. */
export function chosen(
  rows: readonly DeskRow[],
  filter: Filter,
  query: string,
  { lang, nameOf }: Readonly<{ lang: Lang; nameOf: (contact: Contact) => string }>,
): readonly DeskRow[] {
  const wanted = wantedIn(query)
  const isFound = ({ id, contact, summary: { newest } }: DeskRow) =>
    wanted === '' ||
    [nameOf(contact), id, newest ? lineOf(newest.content, lang) : ''].some((text) =>
      text.toLowerCase().includes(wanted),
    )
  // who looks for somebody finds them wherever they are
  return rows.filter((row) => (wanted === '' ? isOf(row, filter) : true) && isFound(row))
}

function isOf({ contact, summary, waitingSince }: DeskRow, filter: Filter): boolean {
  if (filter === 'archived') return isArchived(contact)
  if (isArchived(contact)) return false
  if (filter === 'unread') return summary.unread > 0
  return filter === 'all' || waitingSince !== null
}

/** No row shows more of a message. */
const LONGEST_LINE = 200

/** A message in one line; '' for what no kind of ours can tell. */
export const lineOf = (content: Content, lang: Lang): string =>
  (summarise(content, lang) ?? '').slice(0, LONGEST_LINE).replace(/\s+/g, ' ')

/** What is looked for, whatever its letters are like; '': nothing. */
export const wantedIn = (query: string): string => query.trim().toLowerCase()

type Part = Readonly<{ at: number; part: string; isFound: boolean }>

/** A text in parts: what is looked for, and what stands around it. `wanted`: in small letters. */
export function partsOf(text: string, wanted: string): readonly Part[] {
  const small = text.toLowerCase()
  // a few letters become two: places would be others
  if (wanted === '' || small.length !== text.length) return [{ at: 0, part: text, isFound: false }]
  const parts: Part[] = []
  let end = 0
  for (let at = small.indexOf(wanted); at >= 0; at = small.indexOf(wanted, end)) {
    if (at > end) parts.push({ at: end, part: text.slice(end, at), isFound: false })
    end = at + wanted.length
    parts.push({ at, part: text.slice(at, end), isFound: true })
  }
  if (end < text.length) parts.push({ at: end, part: text.slice(end), isFound: false })
  return parts
}

/** Letters that may stand before what is looked for: with more it could be out of sight. */
const IN_SIGHT = 8

/** A line that begins shortly before what is looked for, where that stands far behind. */
export function wordsAround(line: string, wanted: string): string {
  const at = wanted === '' ? -1 : line.toLowerCase().indexOf(wanted)
  // half a letter is none
  return at <= IN_SIGHT ? line : `…${line.slice(at - IN_SIGHT / 2).replace(/^[\uDC00-\uDFFF]/, '')}`
}
