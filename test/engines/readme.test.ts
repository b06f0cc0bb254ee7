import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { askedEngines, DEFAULT_ENGINES, ENGINE_NAMES, enginesOf, filesOfEngines } from './asked'
import { ENGINES } from './catalogue'
import { PAGE } from './report'

const rows = readFileSync(PAGE, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|'))
const cells = (row = '') =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())

test('the page has a column for every engine, and each has done every journey of the tests', () => {
  const source = readFileSync('test/engines/journeys.ts', 'utf8')
  const journeys = [...source.matchAll(/^ {2}(?:async )?'([^']+)'[(:]|^const MOCK = '([^']+)'/gm)].map(
    ([, own, mock]) => own ?? mock,
  )
  expect(journeys.length).toBeGreaterThan(8)
  const head = rows.findIndex((row) => row.includes('stands for'))
  const titles = cells(rows[head - 2]).slice(1)
  expect(titles.map((title) => title.replace(/ [\d.]+$/, ''))).toEqual(
    ENGINE_NAMES.map((name) => ENGINES[name].title.replace(/ \d+$/, '')),
  )
  const table = rows.slice(head + 1).map(cells)
  expect(table.map(([journey]) => journey)).toEqual(journeys)
  for (const [journey, ...did] of table)
    expect([journey, did]).toEqual([journey, ENGINE_NAMES.map(() => expect.stringMatching(/^✓/))])
})

test('engines are chosen by name, and an unknown one is told with those that there are', () => {
  expect(askedEngines('')).toBe(DEFAULT_ENGINES)
  expect(askedEngines('all')).toBe(ENGINE_NAMES)
  expect(askedEngines('wpe,firefox')).toEqual(['wpe', 'firefox'])
  expect(() => askedEngines('opera')).toThrow(/no engine opera: chromium86, /)
  expect(filesOfEngines(DEFAULT_ENGINES)).toContain('test/engines/floor.engine.ts')
  expect(enginesOf(DEFAULT_ENGINES)).toContain('chromium')
  expect(enginesOf(ENGINE_NAMES)).toEqual(ENGINE_NAMES)
  expect(filesOfEngines(['wpe'])).toEqual(['test/engines/wpe.engine.ts'])
})
