import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '../..')
const COPY = await mkdtemp(path.join(tmpdir(), 'jh-im-new-language-'))
const run = promisify(execFile)

afterAll(() => rm(COPY, { recursive: true, force: true }))

/** The product; what QA sees stays in two languages. */
const PRODUCT = { extends: './tsconfig.json', include: ['src/app/App.tsx', 'src/app/env.d.ts'] }

/** What the compiler says of the copy, by file. */
async function complaints(): Promise<readonly string[]> {
  const tsc = path.join(COPY, 'node_modules/typescript/bin/tsc')
  const said = await run(process.execPath, [tsc, '--project', 'tsconfig.product.json', '--pretty', 'false'], {
    cwd: COPY,
  }).catch((error: unknown) =>
    error instanceof Error && 'stdout' in error ? { stdout: error.stdout } : null,
  )
  return String(said?.stdout)
    .split('\n')
    .filter((line) => /^\S+\(\d+,\d+\): error/.test(line))
    .map((line) => `${line.slice(0, line.indexOf('('))}: ${/'(ja)' is missing/.exec(line)?.[1] ?? line}`)
}

test('a new language is one file of the view and the words of each kind, which the compiler asks for', async () => {
  for (const part of ['src', 'tsconfig.json', 'package.json'])
    await cp(path.join(ROOT, part), path.join(COPY, part), { recursive: true })
  await symlink(path.join(ROOT, 'node_modules'), path.join(COPY, 'node_modules'))
  await writeFile(path.join(COPY, 'tsconfig.product.json'), JSON.stringify(PRODUCT))
  const list = path.join(COPY, 'src/lib/lang.ts')
  const code = await readFile(list, 'utf8')
  await writeFile(list, code.replace(/(?=\] as const)/, ", 'ja'"))
  expect(await complaints()).toEqual([
    'src/kinds/image.tsx: ja',
    'src/kinds/voice.tsx: ja',
    'src/kinds/voiceWords.ts: ja',
    // where its file is named
    'src/view/words.ts: ja',
  ])
}, 120_000)
