/**
 * Where a key leads in a grid of groups, each of which begins a new line: `at` and the result count over all groups. null: the
 * key is none of the grid's, or leads out of it.
 */
export function gridMove(key: string, at: number, groups: readonly number[], columns: number): number | null {
  const rows = rowsOf(groups, columns)
  const line = rows.findIndex(({ start, length }) => at >= start && at < start + length)
  const row = rows[line]
  if (!row) return null
  const total = groups.reduce((sum, size) => sum + size, 0)
  switch (key) {
    case 'ArrowLeft':
      return at > 0 ? at - 1 : null
    case 'ArrowRight':
      return at < total - 1 ? at + 1 : null
    case 'ArrowUp':
      return inRow(rows[line - 1], at - row.start)
    case 'ArrowDown':
      return inRow(rows[line + 1], at - row.start)
    case 'Home':
      return row.start
    case 'End':
      return row.start + row.length - 1
    default:
      return null
  }
}

type Row = Readonly<{ start: number; length: number }>

function rowsOf(groups: readonly number[], columns: number): readonly Row[] {
  const rows: Row[] = []
  let start = 0
  for (const size of groups) {
    for (let left = size; left > 0; left -= columns) {
      rows.push({ start, length: Math.min(left, columns) })
      start += Math.min(left, columns)
    }
  }
  return rows
}

const inRow = (row: Row | undefined, column: number) =>
  row ? row.start + Math.min(column, row.length - 1) : null
