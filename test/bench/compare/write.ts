import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { formatted } from '~test/support/formatted'

const PAGE = path.resolve(import.meta.dirname, '../README.md')
const [BEGIN, END] = ['<!-- bench -->', '<!-- /bench -->']

/** Puts the table between the marks of the page that tells of it. */
export async function writeBench(markdown: string): Promise<void> {
  const [head, rest = ''] = readFileSync(PAGE, 'utf8').split(BEGIN)
  const [, tail] = rest.split(END)
  if (head === undefined || tail === undefined) throw new Error(`The page has no ${BEGIN} … ${END}.`)
  writeFileSync(PAGE, await formatted(PAGE, `${head}${BEGIN}\n\n${markdown}\n\n${END}${tail}`))
}
