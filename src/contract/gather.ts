import { BEGINNING, BEYOND, type Client, type Listed } from './client'
import { distinct, idsOf, newestOf, oldestOf, type Row, type Side, stamped } from './rows'
import { walkBack } from './walkBack'

/** Rows of the largest page that the product asks for (`domain/sweep.ts`), and the page of the documentation. */
export const LARGE_PAGE = 320
export const PAGE = 10
/** Pages that are read back where one does not hold the conversation: they tell more of kinds, ties and unread messages. */
export const PAGES_BACK = 3

/** What the reading endpoints say of the conversation; what every question starts from. */
export type Known = Readonly<{
  /** The poll from the beginning as `me` asks it. */
  mine: Listed
  /** The same as the other side asks it; null: not asked, since `mine` has rows of both. */
  theirs: Listed | null
  /** The one of the two that has rows to look at; null: none has. */
  polled: Readonly<{ side: Side; rows: readonly Row[] }> | null
  /** The newest page of history, and the `limit` it was asked with. */
  page: Listed
  limit: number
  /** The pages of history behind that one, as far as they were read, and their rows that it does not hold. */
  pagesBack: readonly (readonly Row[])[]
  older: readonly Row[]
  /** Whether these two are all of the conversation. */
  complete: boolean
  /** Everything that came, each row once. */
  rows: readonly Row[]
  /** The same as it came, also what is no row. */
  raw: readonly unknown[]
}>

/** Reads the conversation from both sides; history up to `pagesBack` pages behind its newest one. */
export async function gather(client: Client, pagesBack: number): Promise<Known> {
  const { me, other } = client.pair
  const mine = await client.poll(me, BEGINNING)
  const hasBoth = ['me', 'other'].every((side) => rowsOf(mine).some(({ author }) => author === side))
  const theirs = hasBoth ? null : await client.poll(other, BEGINNING)
  const { page, limit } = await newestPage(client)
  const { pages, older, complete } = await olderThan(client, page, limit, pagesBack)
  const sides = [
    { side: me, rows: distinct(rowsOf(mine)) },
    { side: other, rows: distinct(rowsOf(theirs)) },
  ]
  const lists = [rowsOf(mine), rowsOf(theirs), rowsOf(page), older]
  return {
    mine,
    theirs,
    polled: sides.find(({ rows }) => stamped(rows).length > 0) ?? null,
    page,
    limit,
    pagesBack: pages,
    older,
    complete: complete && !isBehind(rowsOf(page), [...rowsOf(mine), ...rowsOf(theirs)]),
    rows: distinct(lists.flat()),
    raw: [mine, theirs, page].flatMap((list) => (list?.ok ? list.raw : [])),
  }
}

/** Whether a page that should be the newest one ends before the poll does: it may be the oldest. */
const isBehind = (page: readonly Row[], polled: readonly Row[]) =>
  (newestOf(polled.filter(({ author }) => author !== null))?.stamp ?? 0) > (newestOf(page)?.stamp ?? Infinity)

export const rowsOf = (list: Listed | null): readonly Row[] => (list?.ok ? list.rows : [])

/** A backend may refuse a large page. */
async function newestPage(client: Client) {
  const page = await client.history(BEYOND, LARGE_PAGE)
  const isTooMuch =
    !page.ok &&
    (page.failure.kind === 'refused' || (page.failure.kind === 'http' && page.failure.status === 400))
  return isTooMuch ? { page: await client.history(BEYOND, PAGE), limit: PAGE } : { page, limit: LARGE_PAGE }
}

async function olderThan(client: Client, page: Listed, limit: number, pages: number) {
  const oldest = oldestOf(rowsOf(page))
  if (!page.ok || page.raw.length >= limit) return { pages: [], older: [], complete: false }
  if (!oldest) return { pages: [], older: [], complete: page.raw.length === 0 }
  const known = idsOf(page.rows)
  const size = page.raw.length
  const back = await walkBack(client, oldest.stamp, { limit, size, pages }, () => false)
  const older = back.pages.flat().filter(({ id }) => !known.has(id))
  return { pages: back.pages, older, complete: back.ended }
}
