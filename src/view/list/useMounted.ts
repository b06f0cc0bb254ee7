import { useEffect, useMemo, useState } from 'react'
import { after } from '~/lib/timer'
import type { Rows } from './rows'

/** Up to so many messages all stay in the page: find-in-page and screen readers see the whole conversation then. */
const ALL_UP_TO = 200
/** Rows of the first render: what a view holds. Measured before anything is known of their heights. */
const FIRST = 16
/** Milliseconds after opening until the others follow: the first paint does not wait for them. */
const REST_AFTER = 300

/** The rows that stay mounted wherever the view is: all of a short conversation, of a long one the one with the focus. */
export function useMounted(rows: Rows, active: string | null): readonly number[] {
  const [settled, setSettled] = useState(false)
  const { count } = rows
  const begun = count > 0
  useEffect(() => (begun ? after(REST_AFTER, () => setSettled(true)) : undefined), [begun])
  const focused = rows.indexOf(active)
  return useMemo(() => {
    const all = settled && count <= ALL_UP_TO
    const from = all ? 0 : settled ? count : Math.max(0, count - FIRST)
    const indexes = Array.from({ length: count - from }, (_, i) => from + i)
    return focused < 0 || focused >= from ? indexes : [focused, ...indexes]
  }, [settled, count, focused])
}
