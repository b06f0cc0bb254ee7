import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(path.join(tmpdir(), 'tally-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, text: string) => {
  const where = path.join(folder, name)
  writeFileSync(where, text)
  return where
}

type Test = 'passed' | 'failed' | 'skipped'

/** A Vitest JSON report of test files, each with the states of its tests. */
const report = (files: readonly { status?: 'passed' | 'failed'; tests: readonly Test[] }[]) => {
  const testResults = files.map(({ status = 'passed', tests }) => ({
    name: 'a.test.ts',
    status,
    assertionResults: tests.map((each) => ({ status: each, fullName: 'a test' })),
  }))
  return file('report.json', JSON.stringify({ testResults }))
}

type Step = Readonly<{ code?: number; report?: string }>

/** Runs the tally over the steps. */
function run(...steps: readonly Step[]) {
  const lines = steps.map((step) => `${step.code ?? 0}\t3\t${step.report ?? '-'}\ta step\n`)
  const script = path.join(import.meta.dirname, 'ciTally.mjs')
  return spawnSync(process.execPath, [script, file('steps', lines.join(''))], { encoding: 'utf8' })
}

/** Its last line and its exit code. */
function tally(...steps: readonly Step[]) {
  const { stdout, status } = run(...steps)
  return [stdout.split('\n').at(-2), status]
}

test('counts a plain step as one', () => {
  expect(tally({}, {})).toEqual(['2 passed, 0 failed', 0])
  expect(tally({}, { code: 2 })).toEqual(['1 passed, 1 failed', 1])
})

test('counts the tests of a report, and none that was skipped', () => {
  const tests = ['passed', 'passed', 'skipped'] as const
  expect(tally({ report: report([{ tests }, { tests: ['passed'] }]) })).toEqual(['3 passed, 0 failed', 0])
})

test('counts a failed test once, not its step and its file as well', () => {
  const failing = report([{ status: 'failed', tests: ['passed', 'failed'] }])
  expect(tally({ code: 1, report: failing })).toEqual(['1 passed, 1 failed', 1])
})

test('tells of a failed test what went wrong, without where', () => {
  const assertionResults = [
    {
      status: 'failed',
      fullName: 'a test',
      failureMessages: ['AssertionError: expected 1 to be 2\n- 2\n+ 1\n    at a.test.ts:1:2'],
    },
  ]
  const failing = { testResults: [{ name: 'a.test.ts', status: 'failed', assertionResults }] }
  const { stdout } = run({ code: 1, report: file('told.json', JSON.stringify(failing)) })
  expect(stdout).toContain(
    [
      '         a test',
      '           AssertionError: expected 1 to be 2',
      '           - 2',
      '           + 1',
      '0 passed',
    ].join('\n'),
  )
})

test('a report that is missing or unreadable is a failure', () => {
  expect(tally({}, { report: path.join(folder, 'none.json') })).toEqual(['1 passed, 1 failed', 1])
  expect(tally({}, { report: file('cut.json', '{"testResults":[') })).toEqual(['1 passed, 1 failed', 1])
  expect(tally({}, { report: file('other.json', '{}') })).toEqual(['1 passed, 1 failed', 1])
})

test('a file that does not load is a failure', () => {
  const files = [{ tests: ['passed'] }, { status: 'failed', tests: [] }] as const
  expect(tally({ code: 1, report: report(files) })).toEqual(['1 passed, 1 failed', 1])
})

test('an error outside of any test is a failure', () => {
  expect(tally({ code: 1, report: report([{ tests: ['passed'] }]) })).toEqual(['1 passed, 1 failed', 1])
})

test('nothing run is a failure', () => {
  expect(tally({}, { report: report([{ tests: ['skipped'] }]) })).toEqual(['1 passed, 1 failed', 1])
  expect(tally()).toEqual(['0 passed, 0 failed', 1])
})
