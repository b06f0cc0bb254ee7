import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { formatted } from '~test/support/formatted'

const FOLDER = path.resolve(import.meta.dirname, '../../src/sync')
const PAGE = path.join(FOLDER, 'README.md')

/** Puts `markdown` into the block of the page that is marked by this name and by what writes it, and shows it. */
export async function write(
  block: string,
  markdown: string,
  { file = PAGE, command = 'npm run simulate' } = {},
): Promise<void> {
  const [begin, end] = [`<!-- ${block}: ${command} -->`, `<!-- /${block} -->`]
  const page = readFileSync(file, 'utf8')
  const [head, rest = ''] = page.split(begin)
  const [, tail] = rest.split(end)
  if (head === undefined || tail === undefined) throw new Error(`The page has no block ${block}.`)
  const text = await formatted(file, `${head}${begin}\n\n${markdown}\n\n${end}${tail}`)
  writeFileSync(file, text)
  console.log(markdown)
}

export const draw = (file: string, svg: string) => writeFileSync(path.join(FOLDER, file), svg)

/** Columns of figures stand to the right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const isFigure = (cell: string | number | undefined) => /^[\d.,]+( s)?$/.test(String(cell))
  const marks = head.map((_, i) => (rows.every((row) => isFigure(row[i])) ? '--:' : '---'))
  return [head, marks, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** Thousands apart, no more than `digits` after the point. */
export const number = (value: number, digits = 0) =>
  value.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits })

export const percent = (part: number, whole: number) => {
  if (part === 0) return '0'
  return number((100 * part) / whole, 1)
}
