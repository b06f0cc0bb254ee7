import type { Client } from './client'
import { oldestOf, type Row, stamped } from './rows'

/** What history has before a stamp. `ended`: it has nothing else, as far as answers can tell. */
export type Before = Readonly<{ pages: readonly (readonly Row[])[]; ended: boolean }>

/**
 * Reads history backwards from a stamp (which still counts), until `isEnough` or the beginning, at most `pages` pages.
 * `size`: how many rows a page is known to carry; only one that carries fewer is the last.
 */
export async function walkBack(
  client: Client,
  from: number,
  { limit, size, pages }: Readonly<{ limit: number; size: number; pages: number }>,
  isEnough: (rows: readonly Row[]) => boolean,
): Promise<Before> {
  const read: (readonly Row[])[] = []
  const known = new Set<string>()
  let stamp = from
  while (read.length < pages && !isEnough(read.flat())) {
    let page = await client.history(stamp + 1, limit)
    // a page that one stamp fills keeps what lies before it from us
    if (page.ok && page.raw.length >= size && (oldestOf(page.rows)?.stamp ?? 0) >= stamp)
      page = await client.history(stamp, limit)
    // an inclusive backend may add rows of that one ms more; later ones mean that `lasttime` does not count
    if (!page.ok || stamped(page.rows).some((row) => row.stamp > stamp + 1))
      return { pages: read, ended: false }
    read.push(page.rows)
    if (page.raw.length < size) return { pages: read, ended: true }
    const oldest = oldestOf(page.rows)
    if (!oldest || (oldest.stamp >= stamp && page.rows.every(({ id }) => known.has(id))))
      return { pages: read, ended: false }
    for (const { id } of page.rows) known.add(id)
    stamp = oldest.stamp
  }
  return { pages: read, ended: false }
}
