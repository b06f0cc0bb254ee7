import { useState } from 'react'
import { inHeldOrder } from '~/domain/desk/order'
import type { DeskRow } from './rows'

/**
 * The rows in the order of their urgency, but as they stood for as long as somebody points at them: what one is about to
 * press must not move away. `hold` and `letGo` belong to what the rows stand in.
 */
export function useHeldOrder(rows: readonly DeskRow[]) {
  const [held, setHeld] = useState<readonly string[] | null>(null)
  return {
    rows: held ? inHeldOrder(rows, held) : rows,
    hold: () => setHeld((before) => before ?? rows.map(({ id }) => id)),
    letGo: () => setHeld(null),
  }
}
