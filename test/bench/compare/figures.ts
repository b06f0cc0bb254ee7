import { number, table } from '~test/simulation/document'
import { SECTIONS, type Section } from './options'

/** What was measured for one candidate in one row: times, or several things at once, or nothing, and why. */
export type Figure =
  | Readonly<{ kind: 'times'; ms: readonly number[]; cpu: readonly number[] }>
  | Readonly<{ kind: 'parts'; parts: readonly (readonly number[])[]; digits?: number }>
  | Readonly<{ kind: 'none'; why: string }>

export type Row = Readonly<{
  section: Section
  name: string
  size: number
  throttle: number
  figures: Map<string, Figure>
}>

/** All rows of a run, in the order of the sections. */
export function createFigures() {
  const rows: Row[] = []
  return {
    add(candidate: string, { figure, ...about }: Omit<Row, 'figures'> & Readonly<{ figure: Figure }>) {
      const same = (row: Row) =>
        row.name === about.name && row.size === about.size && row.throttle === about.throttle
      let row = rows.find(same)
      if (!row) rows.push((row = { ...about, figures: new Map() }))
      row.figures.set(candidate, figure)
      const cell = cellOf(figure, undefined)
      console.error(`${candidate}: ${nameOf(row)}: ${cell}`)
    },
    rows: (): readonly Row[] =>
      [...rows].sort(
        (a, b) =>
          SECTIONS.indexOf(a.section) - SECTIONS.indexOf(b.section) ||
          rows.findIndex(({ name }) => name === a.name) - rows.findIndex(({ name }) => name === b.name) ||
          a.throttle - b.throttle ||
          a.size - b.size,
      ),
  }
}

export const median = (all: readonly number[]): number => {
  const sorted = [...all].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2
}

/** Rows are compared with the first candidate. */
export function tableOf(rows: readonly Row[], candidates: readonly (readonly [string, string])[]): string {
  const [first] = candidates
  return table(
    ['', ...candidates.map(([, label]) => label)],
    rows.map((row) => [
      nameOf(row),
      ...candidates.map(([name]) => {
        const base = name === first?.[0] ? undefined : row.figures.get(first?.[0] ?? '')
        return cellOf(row.figures.get(name), base)
      }),
    ]),
  )
}

const nameOf = ({ name, size, throttle }: Row): string =>
  [name, size > 0 ? ` at ${number(size)}` : '', throttle > 1 ? `, CPU ${throttle}×` : ''].join('')

/** A median, in brackets that of the processor's time, the least and the most, and how many times that of `base`. */
function cellOf(figure: Figure | undefined, base: Figure | undefined): string {
  if (!figure) return '–'
  if (figure.kind === 'none') return figure.why
  if (figure.kind === 'parts')
    return figure.parts.map((part) => number(median(part), figure.digits ?? 0)).join(', ')
  const { ms, cpu } = figure
  const spread = ms.length > 1 ? ` ${short(Math.min(...ms))}–${short(Math.max(...ms))}` : ''
  const times = base?.kind === 'times' ? ` ${number(median(ms) / median(base.ms), 1)}×` : ''
  return `**${short(median(ms))}** (${short(median(cpu))})${spread}${times}`
}

const short = (ms: number) => number(ms, ms < 9.95 ? 1 : 0)
