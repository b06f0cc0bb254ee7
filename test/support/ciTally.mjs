// Adds up what `.ci/run` did. Usage: node ciTally.mjs <steps file>
// Each line of that file is a step: exit code, seconds, path of a Vitest JSON report (or -), name; divided by tabs.
// A step without a report counts as one. A step with one counts its tests; what makes it fail without a failed test (no
// readable report, a file that does not load, an error outside of any test, nothing run at all) counts as one failure.
// The last line is `N passed, N failed`; the exit code is 0 if something passed and nothing failed.
import { readFileSync } from 'node:fs'

const [stepsFile = ''] = process.argv.slice(2)
const total = { passed: 0, failed: 0 }

for (const line of linesOf(stepsFile)) {
  const [code = '', seconds = '', report = '', name = ''] = line.split('\t')
  const { passed, failed, why } = report === '-' ? ofStep(code) : ofTests(code, report)
  total.passed += passed
  total.failed += failed
  const counts = report === '-' ? '' : ` (${passed} passed, ${failed} failed)`
  console.log(`${failed > 0 ? 'FAILED' : 'passed'} ${seconds.padStart(4)} s  ${name}${counts}`)
  for (const line of why.flatMap((reason) => reason.split('\n'))) console.log(`         ${line}`)
}

console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.passed > 0 && total.failed === 0 ? 0 : 1

function linesOf(file) {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
  } catch {
    total.failed += 1
    console.log('FAILED: no step was recorded')
    return []
  }
}

function ofStep(code) {
  return code === '0'
    ? { passed: 1, failed: 0, why: [] }
    : { passed: 0, failed: 1, why: [`ended with exit code ${code}`] }
}

function ofTests(code, report) {
  const files = filesOf(report)
  if (!files) return { passed: 0, failed: 1, why: ['no readable report'] }
  const tests = files.flatMap(({ assertionResults }) => assertionResults)
  const passed = tests.filter(({ status }) => status === 'passed').length
  const why = tests
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }) => [fullName, ...(failureMessages ?? []).map(inShort)].join('\n'))
  for (const { name, status, assertionResults } of files) {
    const explained = status !== 'failed' || assertionResults.some((each) => each.status === 'failed')
    if (!explained) why.push(`${name} failed outside of its tests`)
  }
  if (why.length === 0 && code !== '0') why.push(`ended with exit code ${code}, though no test failed`)
  if (why.length === 0 && passed === 0) why.push('no test ran')
  return { passed, failed: why.length, why }
}

/** What went wrong, without where: its first lines, for one who has nothing but the end of the output. */
function inShort(message) {
  const end = message.search(/\n\s+at /)
  const lines = (end < 0 ? message : message.slice(0, end)).split('\n').slice(0, 6)
  return lines.map((line) => `  ${line.slice(0, 300)}`).join('\n')
}

/** The test files of a Vitest JSON report; null if it is none. */
function filesOf(report) {
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
    const isReport =
      Array.isArray(testResults) &&
      testResults.every(({ assertionResults }) => Array.isArray(assertionResults))
    return isReport ? testResults : null
  } catch {
    return null
  }
}
