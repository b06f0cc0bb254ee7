import { execFile } from 'node:child_process'
import { appendFile, cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '../..')
// not in node_modules, where no runner looks for tests
const COPY = await mkdtemp(path.join(tmpdir(), 'jh-im-recipes-'))
const run = promisify(execFile)

/** What the recipes touch; the types of all else were checked before. */
const TOUCHED = {
  extends: './tsconfig.json',
  include: ['src', 'test/kinds', 'test/house/newKind/*.test.tsx', 'test/support/dom.setup.ts'],
}

/** Whole browsers and pictures lie among the tests. */
const isSource = (from: string) => !/[\\/](node_modules|looks)$/.test(from)

/** The recipe of src/README.md, done to a copy of the sources: one file, and one line in the registry. */
async function addVideo(): Promise<void> {
  const file = await readFile(path.join(ROOT, 'test/house/newKind/video.tsx'), 'utf8')
  await writeFile(path.join(COPY, 'src/kinds/video.tsx'), file.replaceAll('~/kinds/', './'))
  await appendFile(path.join(COPY, 'src/kinds/registry.ts'), "export { video as VIDEO } from './video'\n")
}

beforeAll(async () => {
  for (const part of [
    'src',
    'test',
    'package.json',
    'tsconfig.json',
    'vite.config.ts',
    'vite.parts.ts',
    'index.html',
    'public',
  ])
    await cp(path.join(ROOT, part), path.join(COPY, part), { recursive: true, filter: isSource })
  await symlink(path.join(ROOT, 'node_modules'), path.join(COPY, 'node_modules'))
  await writeFile(path.join(COPY, 'tsconfig.touched.json'), JSON.stringify(TOUCHED))
  await addVideo()
}, 60_000)
afterAll(() => rm(COPY, { recursive: true, force: true }))

const inCopy = (script: string, ...args: string[]) =>
  run(process.execPath, [path.join(COPY, 'node_modules', script), ...args], {
    cwd: COPY,
    env: outsideOfVitest(),
  })

const outsideOfVitest = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(NODE_ENV|TEST|MODE|VITEST.*)$/.test(name)),
  )

/** What the compiler says of the copy, by file. */
async function complaints(): Promise<readonly string[]> {
  const said = await inCopy(
    'typescript/bin/tsc',
    '--project',
    'tsconfig.touched.json',
    '--pretty',
    'false',
    // each of four looks anew at what all share, and other tests have the second processor
    '--checkers',
    '1',
  ).catch((error: unknown) =>
    error instanceof Error && 'stdout' in error ? { stdout: error.stdout } : Promise.reject(error),
  )
  return String(said.stdout)
    .split('\n')
    .filter((line) => /\berror TS\d+/.test(line))
    .map((line) => `${line.slice(0, line.indexOf('('))}: ${/'(ja)' is missing/.exec(line)?.[1] ?? line}`)
}

// One run of the compiler sees both recipes: it takes five seconds of a processor. That the new kind's types suit all others shows by
// what is not complained of.
test('a new language is one file of the view and the words of each kind, which the compiler asks for; a new kind is complained of nowhere', async () => {
  const list = path.join(COPY, 'src/lib/lang.ts')
  const code = await readFile(list, 'utf8')
  await writeFile(list, code.replace(/(?=\] as const)/, ", 'ja'"))
  expect(await complaints()).toEqual([
    'src/kinds/image.tsx: ja',
    'src/kinds/video.tsx: ja',
    'src/kinds/voice.tsx: ja',
    'src/kinds/voiceWords.ts: ja',
    // where its file is named
    'src/view/words.ts: ja',
  ])
  await writeFile(list, code)
}, 120_000)

test('a new message kind is one file and one line: page, readers and contract test follow', async () => {
  const report = path.join(COPY, 'report.json')
  const tests = ['test/kinds/kinds.test.tsx', 'test/house/newKind/video.test.tsx']
  await inCopy(
    'vitest/vitest.mjs',
    'run',
    '--project',
    'dom',
    // one worker: a second one would load the whole page again for one file
    '--no-file-parallelism',
    '--reporter=json',
    `--outputFile=${report}`,
    ...tests,
  )
  const { success, testResults } = JSON.parse(await readFile(report, 'utf8')) as {
    success: boolean
    testResults: { assertionResults: { title: string }[] }[]
  }
  expect(success).toBe(true)
  const titles = testResults.flatMap(({ assertionResults }) => assertionResults.map(({ title }) => title))
  // the contract test found the sample of the new kind by itself
  const here = await countSamples()
  expect(titles.filter((title) => title.startsWith('shows and tells its sample'))).toHaveLength(here + 1)
}, 120_000)

async function countSamples(): Promise<number> {
  const { kinds } = await import('~/kinds/index')
  return Object.values(kinds).reduce((count, { samples }) => count + samples.length, 0)
}
