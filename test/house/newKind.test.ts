import { execFile } from 'node:child_process'
import { appendFile, cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '../..')
// not in node_modules, where no runner looks for tests
const COPY = await mkdtemp(path.join(tmpdir(), 'jh-im-new-kind-'))
const run = promisify(execFile)

/** What a new kind touches; the types of all else were checked before. */
const TOUCHED = {
  extends: './tsconfig.json',
  include: ['src', 'test/kinds', 'test/house/newKind', 'test/support/dom.setup.ts'],
}

afterAll(() => rm(COPY, { recursive: true, force: true }))

/** Whole browsers and pictures lie among the tests. */
const isSource = (from: string) => !/[\\/](node_modules|looks)$/.test(from)

/** The recipe of src/README.md, done to a copy of the sources: one file, and one line in the registry. */
async function addVideo(): Promise<void> {
  const file = await readFile(path.join(ROOT, 'test/house/newKind/video.tsx'), 'utf8')
  await writeFile(path.join(COPY, 'src/kinds/video.tsx'), file.replaceAll('~/kinds/', './'))
  await appendFile(path.join(COPY, 'src/kinds/registry.ts'), "export { video as VIDEO } from './video'\n")
}

const inCopy = (script: string, ...args: string[]) =>
  run(process.execPath, [path.join(COPY, 'node_modules', script), ...args], {
    cwd: COPY,
    env: outsideOfVitest(),
  })

const outsideOfVitest = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(NODE_ENV|TEST|MODE|VITEST.*)$/.test(name)),
  )

test('a new message kind is one file and one line: types, page, readers and contract test follow', async () => {
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
  await addVideo()

  await writeFile(path.join(COPY, 'tsconfig.kinds.json'), JSON.stringify(TOUCHED))
  await inCopy('typescript/bin/tsc', '--project', 'tsconfig.kinds.json')
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
