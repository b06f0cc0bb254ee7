import { execFile } from 'node:child_process'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readArguments } from '~/contract/arguments'
import { run } from '~/contract/command'
import type { Report } from '~/contract/finding'
import { startBackend } from '~test/support/backend'
import { aRow } from '~test/support/rows'

const ROOT = path.resolve(import.meta.dirname, '../..')
const backend = await startBackend({ rows: [aRow()] })
afterAll(backend.close)

const WHOM = ['--from', '200', '--to', '2']

test('the command prints a report that programs read, and ends with 0', async () => {
  const { code, stdout, stderr } = await spawned('--url', backend.origin, ...WHOM, '--json', '--lang', 'en')
  const report = JSON.parse(stdout) as Report
  expect(Object.keys(report)).toEqual(['url', 'findings', 'settings'])
  expect(report.url).toBe(backend.origin)
  expect(report.findings).toContainEqual({
    id: 'poll.boundary',
    value: 'exclusive',
    severity: 'ok',
    evidence: expect.stringMatching(
      /^row [0-9a-f]{24} comes with lasttime=\d{13} but not with \d{13}/,
    ) as string,
  })
  expect(stderr).toContain('request 1: getNewestMsgListByLastTime')
  expect(code).toBe(0)
})

test('for people it prints what is worst first, in their language, and the lines for .env', async () => {
  const json = await startBackend({ rows: [aRow({ f_avatar: `${backend.origin}/media/640x480.png` })] })
  backend.letOthersRead()
  const { code, out } = await inHere('--url', json.origin, ...WHOM, '--lang', 'en')
  expect(code).toBe(0)
  expect(out).toMatch(/^Check of the backend .*: error 0, warning \d+, info \d+, ok \d+\n/)
  const order = [...out.matchAll(/^\[(\w+)\] /gm)].map(([, word]) => word)
  expect(order).toEqual([...order].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)))
  expect(out).toContain('[ok] poll.boundary = exclusive  whether the poll')
  expect(out).toMatch(/Settings of the build, for \.env:\n(.*\n)*VITE_MEDIA_HOSTS=127\.0\.0\.1:\d+\n/)
  const chinese = await inHere('--url', `${json.origin}/nowhere`, ...WHOM)
  await json.close()
  expect(chinese.out).toMatch(/^后端检查 .*错误 2/)
  expect(chinese.code).toBe(1)
})

test('with --json wrong arguments are a report as well', async () => {
  const { code, out } = await inHere('--from', '200', '--to', '2', '--json', '--lang', 'en')
  expect(code).toBe(2)
  expect(JSON.parse(out)).toEqual({
    url: '',
    findings: [{ id: 'arguments', value: 'wrong', evidence: '--url is missing', severity: 'error' }],
    settings: {},
  })
})

const ORDER: readonly (string | undefined)[] = ['error', 'warning', 'info', 'ok']

test.each([
  [[], '缺少 --url'],
  [['--url', 'im.example.com', ...WHOM], '--url 不是网页地址'],
  [['--url', 'ftp://im.example.com', ...WHOM], '--url 不是网页地址'],
  [['--url', 'https://a:b@im.example.com', ...WHOM], '--url 不是网页地址'],
  [['--url', 'https://im.example.com', '--from', '200'], '缺少 --to'],
  [['--url', 'https://im.example.com', '--to', '2'], '缺少 --from'],
  [['--url', 'https://im.example.com', '--from', '--to', '2'], '--from 后面缺少值'],
  [['--url', 'https://im.example.com', ...WHOM, '--role', 'ADMIN'], '--role 只能是'],
  [['--url', 'https://im.example.com', ...WHOM, '--timeout', 'soon'], '--timeout 是 1 到 300 秒'],
  [['--url', 'https://im.example.com', ...WHOM, '--lang', 'fr'], '--lang 只能是'],
  [['--url', 'https://im.example.com', ...WHOM, '--origin', 'x'], '--origin 不是网页地址'],
  [['--url', 'https://im.example.com', ...WHOM, '--json=yes'], '不认识的参数：--json=yes'],
  [['--url', 'https://im.example.com', ...WHOM, '--wirte'], '不认识的参数：--wirte'],
])('of wrong arguments %j it says one sentence and ends with 2', async (args, words) => {
  const { code, out, err } = await inHere(...args)
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(words)
  expect(err.trim().split('\n')).toHaveLength(2)
})

test('it says so in English too, and tells how it is used', async () => {
  expect((await inHere('--lang', 'en')).err).toMatch(/^--url is missing\n.*--url https:/)
  expect(await inHere('--help')).toMatchObject({ code: 0, out: expect.stringContaining('--write') as string })
})

test('all arguments reach the check', () => {
  const args = [
    '--url=https://im.example.com/x/?a#b',
    ...WHOM,
    '--appid',
    'A',
    '--role',
    'saler',
    '--write',
    '--json',
  ]
  expect(readArguments([...args, '--timeout', '2', '--origin', 'https://chat.example/a'])).toEqual({
    json: true,
    lang: 'zh-CN',
    options: {
      url: 'https://im.example.com/x/?a#b',
      appid: 'A',
      from: '200',
      to: '2',
      role: 'SALER',
      write: true,
      lang: 'zh-CN',
      timeoutMs: 2000,
      origin: 'https://chat.example',
    },
  })
})

async function inHere(...args: readonly string[]) {
  let [out, err] = ['', '']
  const code = await run(args, { out: (text) => void (out += text), err: (text) => void (err += text) })
  return { code, out, err }
}

/** As npm runs it. */
const spawned = (...args: readonly string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, ['src/contract/run.mjs', ...args], { cwd: ROOT }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    )
  })
