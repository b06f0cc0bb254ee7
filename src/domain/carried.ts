import type { Message } from './message'

/** A row as it was, if it was there, and as it is now. */
export type Change = readonly [before: Message | undefined, now: Message]

/**
 * Something that is derived from the rows, beside the array and not in it: `derive` reads all of them; `carry` takes it from rows to those
 * that a few changes have made of them, which costs the same at any length, or gives up (null) where the changes do not tell enough.
 * Both must say the same of the same rows.
 */
export function carried<T>(
  derive: (rows: readonly Message[]) => T,
  carry: (before: T, changes: readonly Change[]) => T | null,
) {
  const known = new WeakMap<readonly Message[], { value: T }>()
  const keep = (rows: readonly Message[], value: T) => {
    known.set(rows, { value })
    return value
  }
  return {
    of: (rows: readonly Message[]): T => known.get(rows)?.value ?? keep(rows, derive(rows)),
    /** What was known of `before` becomes known of `after`. */
    carry: (before: readonly Message[], after: readonly Message[], changes: readonly Change[]): void => {
      const was = known.get(before)
      const now = was ? carry(was.value, changes) : null
      if (now !== null) keep(after, now)
    },
  }
}
