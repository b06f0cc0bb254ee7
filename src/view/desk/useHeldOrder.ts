import { useState } from 'react'
import { inHeldOrder } from '~/domain/desk/order'
import type { DeskRow } from './rows'

/**
 * The rows in the order of their urgency, but as they stood for as long as somebody points at them: what one is about to
 * press must not move away. One that the filter would not show any more, as one that has been read, stays as long. `hold` and
 * `letGo` belong to what the rows stand in. `all`: all rows there are; `choice`: tells one filter or search from another.
 */
export function useHeldOrder(rows: readonly DeskRow[], all: readonly DeskRow[], choice: string) {
  const [held, setHeld] = useState<Readonly<{ ids: readonly string[]; choice: string }> | null>(null)
  return {
    rows: held ? inHeldOrder(held.choice === choice ? withHeld(rows, all, held.ids) : rows, held.ids) : rows,
    hold: () => setHeld((before) => before ?? { ids: rows.map(({ id }) => id), choice }),
    letGo: () => setHeld(null),
  }
}

/** The rows, and of those that are held the ones that are still on the desk. */
function withHeld(rows: readonly DeskRow[], all: readonly DeskRow[], ids: readonly string[]) {
  const wanted = new Set([...ids, ...rows.map(({ id }) => id)])
  return all.filter(({ id }) => wanted.has(id))
}
