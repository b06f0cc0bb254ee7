/** What decides where a conversation stands in the list. */
export type Ranked = Readonly<{
  id: string
  pinned: boolean
  /** True UTC ms; null: nothing waits. */
  waitingSince: number | null
  /** When its newest message was sent, true UTC ms; null where nobody knows. */
  newestAt: number | null
}>

/** Pinned ones first, then who has waited longest, then who wrote last. */
export function byUrgency(a: Ranked, b: Ranked): number {
  return (
    Number(b.pinned) - Number(a.pinned) ||
    (a.waitingSince ?? Infinity) - (b.waitingSince ?? Infinity) ||
    (b.newestAt ?? 0) - (a.newestAt ?? 0) ||
    compare(a.id, b.id)
  )
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/**
 * The rows in the order in which they stood before, so that nothing moves under a pointer; what is new stands below.
 * `held`: the ids from top to bottom.
 */
export function inHeldOrder<Row extends Readonly<{ id: string }>>(
  rows: readonly Row[],
  held: readonly string[],
): readonly Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const stays = held.flatMap((id) => byId.get(id) ?? [])
  const known = new Set(held)
  return [...stays, ...rows.filter(({ id }) => !known.has(id))]
}
