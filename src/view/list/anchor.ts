/** A row, and how far the top of its message is below the top of the view, px. */
export type Anchor = Readonly<{ key: string; row: Element; top: number }>

/** The element that holds the rows; they are its children, each with `data-row` and its message as an article in it. */
const rowsOf = (scroller: Element): Element | null => scroller.querySelector('[data-rows]')

/** Less of a message than this many px in view is not read. */
const GLIMPSE = 3

/** The first message in view, be it only its end; null where none was measured. */
export function anchorOf(scroller: Element): Anchor | null {
  const rows = rowsOf(scroller)?.children
  if (!rows) return null
  const edge = scroller.getBoundingClientRect().top + GLIMPSE
  // by their tops: a row that was not measured yet is hidden, and higher or lower than the room it was given
  let index = Math.max(0, firstWhere(rows, (row) => row.getBoundingClientRect().top > edge) - 1)
  while (index < rows.length && !isRead(rows[index], edge)) index += 1
  const row = rows[index]
  const key = keyOf(row)
  return row && key !== null ? { key, row, top: topOf(row, scroller) } : null
}

const isRead = (row: Element | undefined, edge: number) =>
  row instanceof HTMLElement && row.style.visibility !== 'hidden' && row.getBoundingClientRect().bottom > edge

/** Whether something of what is held is still below the upper edge. */
export const isInView = ({ row }: Anchor, scroller: Element): boolean =>
  isRead(row, scroller.getBoundingClientRect().top + GLIMPSE)

/** The key of the last row of which something is in view; null in an empty list. */
export function lastInView(scroller: Element): string | null {
  const rows = rowsOf(scroller)?.children
  if (!rows) return null
  const { bottom } = scroller.getBoundingClientRect()
  const below = firstWhere(rows, (row) => row.getBoundingClientRect().top >= bottom)
  return keyOf(rows[below - 1])
}

/** The mounted row of that key. */
export function rowOf(scroller: Element, key: string): Element | null {
  for (const row of rowsOf(scroller)?.children ?? []) if (keyOf(row) === key) return row
  return null
}

/** How far the message of a row is below the top of the view now, px. */
export const topOf = (row: Element, scroller: Element): number =>
  articleIn(row).getBoundingClientRect().top - scroller.getBoundingClientRect().top

/** The message, not its row: an older page may take away the time that stands above it. */
export const articleIn = (row: Element): HTMLElement =>
  row.querySelector<HTMLElement>('[role="article"]') ?? (row as HTMLElement)

// the engine wraps each row in an element of its own
const keyOf = (row: Element | undefined) => row?.firstElementChild?.getAttribute('data-row') ?? null

/** The first index for which `holds` is true, if it is false up to there and true from there on. */
function firstWhere(rows: HTMLCollection, holds: (row: Element) => boolean): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const row = rows[middle]
    if (row && !holds(row)) low = middle + 1
    else high = middle
  }
  return low
}
