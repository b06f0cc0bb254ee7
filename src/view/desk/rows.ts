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
  const wanted = query.trim().toLowerCase()
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
