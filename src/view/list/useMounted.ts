import { useEffect, useMemo, useState } from 'react'
import { after } from '~/lib/timer'
import type { Rows } from './rows'
import type { Selected } from './useSelected'

/** Up to so many messages all stay in the page: find-in-page and screen readers see the whole conversation then. */
const ALL_UP_TO = 200
/** Rows of the first render: what a view holds. Measured before anything is known of their heights. */
const FIRST = 16
/** Milliseconds after opening until the others follow: the first paint does not wait for them. */
const REST_AFTER = 300

/**
 * The rows that stay mounted wherever the view is: all of a short conversation; of a long one those that are asked for by key
 * (the one with the focus, the one that the view holds on to) and what is selected: it could not be copied otherwise.
 */
export function useMounted(
  rows: Rows,
  keys: readonly (string | null)[],
  selected: Selected | null,
): readonly number[] {
  const [settled, setSettled] = useState(false)
  const { count } = rows
  const begun = count > 0
  useEffect(() => (begun ? after(REST_AFTER, () => setSettled(true)) : undefined), [begun])
  // one value as long as they stand where they are: the engine renders all its rows for another list
  const asked = keys.map(rows.indexOf).join()
  const first = selected ? rows.indexOf(selected.from) : -1
  const last = selected ? rows.indexOf(selected.to) : -1
  return useMemo(() => {
    if (settled && count <= ALL_UP_TO) return between(0, count - 1)
    const opening = settled ? [] : between(Math.max(0, count - FIRST), count - 1)
    const chosen = first < 0 ? [] : between(first, last)
    return [...opening, ...chosen, ...asked.split(',').map(Number)].filter((index) => index >= 0)
  }, [settled, count, asked, first, last])
}

const between = (first: number, last: number): readonly number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
