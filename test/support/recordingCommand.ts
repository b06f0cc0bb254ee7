import { spawn } from 'node:child_process'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Lang } from '~/lib/lang'
import { maskRecording } from '~/qa/mask'
import {
  LARGEST_RECORDING,
  parseRecording,
  type Problem,
  type Recording,
  recordingText,
  tooLarge,
} from '~/qa/recording'
import { exchangesOf, pairsIn, rowsOfPair } from './recorded'

/** Below the root: where recordings and their tests lie. */
const FOLDER = 'test/recordings'
/** Exit codes: the test passes or fails, or there is none. */
const NO_TEST = 2
const NAME = /^[a-z0-9][a-z0-9-]{0,60}$/i

type Wanted = Readonly<{ file: string; name: string; missing: string | null; lang: Lang }>

/** Told in the language that was asked for. */
class Refusal extends Error {
  readonly problem: Problem
  constructor(zh: string, en: string) {
    super(en)
    this.problem = { 'zh-CN': zh, en }
  }
}

const USAGE = 'npm run test:recording -- FILE.json [--name NAME] [--missing ID] [--lang en]'

/**
 * Makes a test of a recording and runs it: 0 where it passes, 1 where it fails, which a complaint's should, and 2 where there
 * is no test to be made. `root`: of the repository; `run`: runs a test of it, and returns 0 or 1.
 */
export async function testRecording(args: readonly string[], root: string, run = runTest): Promise<number> {
  const lang: Lang = args.includes('en') || args.includes('--lang=en') ? 'en' : 'zh-CN'
  const say = (zh: string, en: string) => console.log(lang === 'en' ? en : zh)
  try {
    const wanted = wantedBy(args, lang)
    const recording = await read(wanted.file)
    const { test, others } = await write(root, wanted, recording)
    if (!recording.masked)
      say('录制里的姓名和内容没有遮盖，已在复制时遮盖。', 'Names and texts were not masked: the copy is.')
    if (others > 0 && wanted.missing === null)
      say(
        `测试的是请求最多的会话；录到的另外 ${others} 个会话没有测试，可用 --missing 指定。`,
        `The test is of the conversation with most requests. Other conversations that were recorded: ${others}. Nothing of them is tested; --missing names one.`,
      )
    say(`已写入 ${test}，正在运行……`, `Written: ${test}. Running it …`)
    const code = await run(root, test)
    if (code === 0 && wanted.missing !== null)
      say(
        `测试通过：回放时消息 ${wanted.missing} 显示了。要么问题已经改好，要么它取决于录制之外的情况（多个标签页、页面在后台、浏览器里存的内容）：请在 ${test} 里补上。`,
        `It passes: in the replay the message ${wanted.missing} is shown. Either it is mended, or it depends on what no recording holds (several tabs, a hidden page, what the browser kept): add that to ${test}.`,
      )
    else if (code === 0)
      say(
        `测试通过：回放时，录到的消息都显示了，一次不多，顺序也对。要让它失败，请用 --missing 写明没有显示的消息的 _id（换一个 --name），或在 ${test} 里写上应有的结果。`,
        `It passes: of what was recorded the client shows everything, once and in order. To make it fail, tell by --missing the _id of the message that was not shown (with another --name), or write into ${test} what is expected.`,
      )
    else
      say(
        `投诉已成为失败的测试。改好后再次运行：npx vitest run --project node ${test}`,
        `The complaint is a failing test now. Run it again: npx vitest run --project node ${test}`,
      )
    return code
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    console.error(error.problem[lang])
    return NO_TEST
  }
}

function wantedBy(args: readonly string[], lang: Lang): Wanted {
  const { positionals, values } = parsed(args)
  const [file, ...others] = positionals
  if (file === undefined || others.length > 0)
    throw new Refusal(`请指定一个录制文件：${USAGE}`, `Name one recording: ${USAGE}`)
  const own = path
    .basename(file)
    .replace(/\.json$/i, '')
    .replace(/^jh-recording-/, '')
    .replace(/[^a-z0-9]+/gi, '-')
  const name = values.name ?? own.replace(/^-|-$/g, '')
  if (!NAME.test(name))
    throw new Refusal(
      `名称只能由字母、数字和 - 组成：--name ${name}`,
      `A name is made of letters, digits and -: --name ${name}`,
    )
  return { file, name, missing: values.missing ?? null, lang }
}

function parsed(args: readonly string[]) {
  const options = { name: { type: 'string' }, missing: { type: 'string' }, lang: { type: 'string' } } as const
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    const why = error instanceof Error ? error.message : ''
    throw new Refusal(`参数有误：${why}\n${USAGE}`, `Wrong arguments: ${why}\n${USAGE}`)
  }
}

async function read(file: string): Promise<Recording> {
  const found = await stat(file).catch(() => null)
  if (!found?.isFile()) throw new Refusal(`没有这个文件：${file}`, `There is no such file: ${file}`)
  const result = found.size > LARGEST_RECORDING ? tooLarge() : parseRecording(await readFile(file, 'utf8'))
  if (!result.ok) throw new Refusal(result.problem['zh-CN'], result.problem.en)
  return result.recording
}

/** Writes both files: the test's path below the root, and how many other conversations it leaves out. */
async function write(root: string, { name, missing }: Wanted, recording: Recording) {
  // pseudonyms are what the test must name
  const masked = maskRecording(recording)
  const pairs = pairsIn(masked)
  if (pairs.length === 0)
    throw new Refusal(
      '录制里没有任何会话：打开会话后再录制。',
      'The recording holds no conversation: record with one open.',
    )
  const pair =
    missing === null ? pairs[0] : pairs.find((one) => rowsOfPair(exchangesOf(masked, one), one).has(missing))
  if (!pair)
    throw new Refusal(
      `录到的回答里都没有消息 ${missing}：后端没有给出它，页面无从显示。`,
      `No recorded answer holds the message ${missing}: the backend did not give it, so no page could show it.`,
    )
  const [data, test] = [`${name}.json`, `${name}.test.ts`].map((it) => path.join(root, FOLDER, it))
  await mkdir(path.join(root, FOLDER), { recursive: true })
  const text = testOf(name, masked, pairs.length > 1 ? pair.peer.id : null, missing)
  try {
    await writeFile(test ?? '', text, { flag: 'wx' })
  } catch {
    throw new Refusal(
      `${FOLDER}/${name}.test.ts 已存在，请换一个 --name。`,
      `${FOLDER}/${name}.test.ts is there already: choose another --name.`,
    )
  }
  await writeFile(data ?? '', recordingText(masked))
  return { test: `${FOLDER}/${name}.test.ts`, others: pairs.length - 1 }
}

function testOf(
  name: string,
  { began, exchanges }: Recording,
  to: string | null,
  missing: string | null,
): string {
  const day = new Date(began).toISOString().slice(0, 10)
  const minutes = Math.ceil(exchanges.reduce((most, { after }) => Math.max(most, after), 0) / 60_000)
  const options = to === null ? '' : `, { to: ${quoted(to)} }`
  const shown =
    missing === null
      ? ''
      : `\n  // this one was said to be missing\n  expect(ids).toContain(${quoted(missing)})`
  return `import { expect, test } from 'vitest'
import { readRecording, replayChat } from '~test/support/replayChat'

// recorded on ${day}: ${minutes} min, ${exchanges.length} requests
test('${name}: all that was answered is shown, once and in order', async () => {
  const recording = readRecording(new URL('${name}.json', import.meta.url))
  const { complaints${missing === null ? '' : ', ids'} } = await replayChat(recording${options})
  expect(complaints).toEqual([])${shown}
})
`
}

const quoted = (text: string) => `'${text.replace(/['\\]/g, '\\$&')}'`

function runTest(root: string, test: string): Promise<number> {
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs')
  const child = spawn(process.execPath, [vitest, 'run', '--project', 'node', test], {
    cwd: root,
    stdio: 'inherit',
  })
  return new Promise((resolve) => child.on('exit', (code) => resolve(code === 0 ? 0 : 1)))
}
