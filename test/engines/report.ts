import { readFileSync, writeFileSync, existsSync } from 'node:fs'
import path from 'node:path'
import { formatted } from '~test/support/formatted'
import { ENGINE_NAMES, type EngineName } from './asked'
import { ENGINES } from './catalogue'

/** Each engine's tests run in a process of their own: what they did is kept here until all are through. */
export const REPORTS = path.resolve(import.meta.dirname, '../../node_modules/.cache/engines')

export const PAGE = path.join(import.meta.dirname, 'README.md')

/** What an engine did: by journey, `✓` or what is to be said of it. */
export type Report = Readonly<{ version: string; did: Readonly<Record<string, string>> }>

const fileOf = (name: EngineName) => path.join(REPORTS, `${name}.json`)

export const keepReport = (name: EngineName, report: Report): void =>
  writeFileSync(fileOf(name), JSON.stringify(report))

/** Writes the table of the page: a row an engine, a column a journey. It needs all of them. */
export async function writePage(): Promise<void> {
  const missing = ENGINE_NAMES.filter((name) => !existsSync(fileOf(name)))
  if (missing.length > 0)
    throw new Error(`The page needs a run with --all: there is none of ${missing.join(', ')}.`)
  const reports = ENGINE_NAMES.map(
    (name) => [name, JSON.parse(readFileSync(fileOf(name), 'utf8')) as Report] as const,
  )
  const journeys = Object.keys(reports[0]?.[1].did ?? {})
  const rows = [
    ['', ...reports.map(([name, { version }]) => `${ENGINES[name].title.replace(/ \d+$/, '')} ${version}`)],
    ['---', ...reports.map(() => ':-:')],
    ['stands for', ...reports.map(([name]) => ENGINES[name].standsFor)],
    ...journeys.map((journey) => [journey].concat(reports.map(([, { did }]) => did[journey] ?? '✗'))),
  ]
  const table = rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
  const [before = '', rest = ''] = readFileSync(PAGE, 'utf8').split('<!-- journeys -->')
  const after = rest.split('<!-- /journeys -->')[1] ?? ''
  const text = `${before}<!-- journeys -->\n\n${table}\n\n<!-- /journeys -->${after}`
  writeFileSync(PAGE, await formatted(PAGE, text))
}
