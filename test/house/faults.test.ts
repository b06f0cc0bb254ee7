import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const TESTS = path.resolve(import.meta.dirname, '..')

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

/** The faults of the catalogue that must have a test, by number: whoever tests more adds them here. */
const REQUIRED: readonly number[] = [
  // network and HTTP, envelope and schema
  ...range(1, 50),
  // envelope and schema, sending, storage, hostile content and identity
  ...range(51, 86),
]

/** The numbers that titles of tests begin with: `test('F27 …')`, also of several, `test.each([…])('F27 …')`. */
function faultsIn(code: string): readonly number[] {
  const running = code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  const titles =
    /\b(?:test|it)(?:\.(skip|todo|fails|skipIf|runIf))?\(\s*['"`]F(\d+) |\]\s*(?:as const\s*)?\)\(\s*['"`]F(\d+) |\b[A-Z_]+\)\(\s*['"`]F(\d+) /g
  return [...running.matchAll(titles)]
    .filter(([, modifier]) => modifier === undefined)
    .map(([, , one, each, named]) => Number(one ?? each ?? named))
}

test('every fault of the catalogue has a test that begins with its number', () => {
  const files = readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(test\.tsx?|browser\.ts)$/.test(name) && !name.includes('node_modules'))
    .map((name) => readFileSync(path.join(TESTS, name), 'utf8'))
  const tested = new Set(files.flatMap(faultsIn))
  expect(REQUIRED.filter((fault) => !tested.has(fault)).map((fault) => `F${fault}`)).toEqual([])
})

test('this check sees titles, and only those of tests that run', () => {
  const number = (fault: number) => `F${fault}`
  const titled = (before: string, fault: number) => `${before}'${number(fault)} a title', () => {})`
  const running = [
    titled('test(', 1),
    titled('  it(\n', 2),
    titled('test.each([1, 2])(', 3),
    titled('test.each([\n  [1],\n])(\n  ', 4),
    titled('test.each(BOMBS)(', 5),
    titled('test.each([1] as const)(', 6),
  ]
  expect(faultsIn(running.join('\n'))).toEqual([1, 2, 3, 4, 5, 6])
  const idle = [
    titled('test.skip(', 1),
    titled('test.todo(', 2),
    titled('// test(', 3),
    `test('a title of ${number(4)} elsewhere', () => {})`,
    `/* ${titled('test(', 5)} */`,
    `expect('${number(6)} is no title')`,
  ]
  expect(faultsIn(idle.join('\n'))).toEqual([])
})
