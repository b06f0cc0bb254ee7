import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { recordingText } from '~/qa/recording'
import { testRecording } from '~test/support/recordingCommand'
import { aRecording, anExchange } from './aRecording'
import { aRun } from './aRun'

const ROOT = path.resolve(import.meta.dirname, '../..')

/** What of ours runs a test in node: the build's plugins, which it does without, take seconds to load. */
const CONFIG = `export default {
  resolve: { tsconfigPaths: true },
  test: { projects: [{ extends: true, test: { name: 'node', include: ['test/**/*.test.ts'] } }] },
}
`

/** A copy of what the command needs: it writes, and a fault is planted there. */
let copy: string
let file: string
let late: string

beforeAll(async () => {
  copy = await mkdtemp(path.join(os.tmpdir(), 'jh-recording-'))
  for (const name of ['src', 'test', 'package.json', 'tsconfig.json'])
    await cp(path.join(ROOT, name), path.join(copy, name), {
      recursive: true,
      filter: (from) => !/node_modules|recordings|fixtures/.test(from),
    })
  await symlink(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'))
  await writeFile(path.join(copy, 'vite.config.ts'), CONFIG)

  const { recording, shown } = await aRun(async ({ world, say, wait }) => {
    const began = world.now()
    world.says({ content: '在吗' })
    await wait(10)
    say('在的')
    await wait(5)
    world.says({ content: '迟到了', sendtime: began + 2000 + world.options.skewMs })
    await wait(60)
  })
  late = shown.flatMap((item) => ('id' in item && item.raw === '迟到了' ? [item.id] : []))[0] ?? ''
  file = path.join(copy, 'jh-recording-2026-11-20-1000.json')
  await writeFile(file, recordingText(recording))
}, 60_000)
afterAll(() => rm(copy, { recursive: true, force: true }))

/** Runs it as `npm run test:recording` does. */
function command(...args: string[]): Promise<Readonly<{ code: number; output: string }>> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV)/.test(name)),
  )
  const script = path.join(copy, 'test/support/testRecording.mjs')
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { cwd: copy, env }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: out + err }),
    )
  })
}

test('a recording is copied masked, beside a test; one that passes is told how it would fail', async () => {
  const { told, code } = await inProcess([file, '--lang', 'en'], async () => 0)
  expect(told).toContain('Names and texts were not masked: the copy is.')
  expect(told).toContain('Written: test/recordings/2026-11-20-1000.test.ts')
  expect(told).toContain('To make it fail, tell by --missing')
  expect(code).toBe(0)
  const kept = await readFile(path.join(copy, 'test/recordings/2026-11-20-1000.json'), 'utf8')
  expect(kept).not.toMatch(/在吗|林晓雨/)
  expect((await inProcess([file, '--lang', 'en'], async () => 0)).told).toContain('is there already')
})

test('of several conversations it is told how many are left out', async () => {
  const query = { ...anExchange().query, to: '3' }
  const desk = path.join(copy, 'desk.json')
  await writeFile(desk, recordingText(aRecording([anExchange(), anExchange(), anExchange({ query })])))
  const { told } = await inProcess([desk, '--lang', 'en'], async () => 0)
  expect(told).toContain('Other conversations that were recorded: 1. Nothing of them is tested')
})

test('a recorded complaint becomes a test that fails where the client loses what was missing', async () => {
  const receive = path.join(copy, 'src/sync/receive.ts')
  const source = await readFile(receive, 'utf8')
  // a client that takes for old what is older than the newest
  const spoiled = source.replace(
    'return messages.flatMap((wire) => ',
    `const newest = store.getState().log.rows.slice(-1)[0]?.sentAt ?? 0
  return messages.flatMap((wire) => wire.sendtime < newest ? [] : `,
  )
  expect(spoiled).not.toBe(source)
  await writeFile(receive, spoiled)
  const bad = await command(file, '--name', 'late-row', '--missing', late, '--lang', 'en')
  expect(bad.output).toContain(`The message ${late} (sendtime`)
  expect(bad.output).toContain('The complaint is a failing test now.')
  expect(bad.code).toBe(1)
  expect(await readFile(path.join(copy, 'test/recordings/late-row.test.ts'), 'utf8')).toBe(
    `import { expect, test } from 'vitest'
import { readRecording, replayChat } from '~test/support/replayChat'

// recorded on 2026-11-20: 2 min, 51 requests
test('late-row: all that was answered is shown, once and in order', async () => {
  const recording = readRecording(new URL('late-row.json', import.meta.url))
  const { complaints, ids } = await replayChat(recording)
  expect(complaints).toEqual([])
  // this one was said to be missing
  expect(ids).toContain('${late}')
})
`,
  )
})

/** What the command says, and how it ends, where the test would be run by `run`. */
async function inProcess(args: readonly string[], run?: () => Promise<number>) {
  const lines: unknown[] = []
  const logs = (['error', 'log'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((line) => void lines.push(line)),
  )
  const code = await testRecording(args, copy, run)
  for (const log of logs) log.mockRestore()
  return { code, told: lines.join('\n') }
}

async function refusal(args: readonly string[], text?: string): Promise<string> {
  const broken = path.join(copy, 'broken.json')
  if (text !== undefined) await writeFile(broken, text)
  const { code, told } = await inProcess(text === undefined ? args : [broken, ...args])
  expect(code).toBe(2)
  return told
}

test.each([
  ['cut', recordingText(aRecording()).slice(0, 300), [], /The recording is cut off: it ends in line \d+/],
  ['another version', '{"v":2,"exchanges":[]}', [], /is of version 2/],
  [
    'no poll',
    recordingText(aRecording([anExchange({ endpoint: 'unreadcount' })])),
    [],
    /holds no conversation/,
  ],
  [
    'a row that nobody was given',
    recordingText(aRecording()),
    ['--missing', 'abc'],
    /No recorded answer holds the message abc/,
  ],
  ['a bad name', recordingText(aRecording()), ['--name', '../x'], /A name is made of letters/],
])('a recording that is of no use is told of in a sentence: %s', async (_, text, args, sentence) => {
  expect(await refusal([...args, '--lang', 'en'], text)).toMatch(sentence)
})

test('so are arguments that are none, in Chinese first', async () => {
  expect(await refusal([])).toMatch(/请指定一个录制文件/)
  expect(await refusal(['--lang', 'en', 'none.json'])).toBe('There is no such file: none.json')
  expect(await refusal(['--what', 'x.json'])).toMatch(/参数有误/)
})
