import { expect, test } from 'vitest'
import { LARGEST_RECORDING, parseRecording, recordingText } from '~/qa/recording'
import { aRecording, anExchange } from './aRecording'

const problem = (text: string) => {
  const parsed = parseRecording(text)
  return parsed.ok ? null : parsed.problem
}
const changed = (change: object) => JSON.stringify({ ...aRecording(), ...change })

test('what was written is read', () => {
  const recording = aRecording([anExchange({ text: '<html>' }), anExchange({ json: { data: [] } })])
  expect(parseRecording(recordingText(recording))).toEqual({ ok: true, recording })
  expect(parseRecording(`\uFEFF${recordingText(recording)}`).ok).toBe(true)
})

test.each([
  ['', 'The recording is an empty file.', '录制文件是空的。'],
  [' \n ', 'The recording is an empty file.', '录制文件是空的。'],
  ['[1, 2]', /is no recording: v and exchanges are missing/, /不是录制文件/],
  ['null', /is no recording/, /不是录制文件/],
  [changed({ v: 2 }), /is of version 2, and version 1 is read here/, /版本是 2/],
  [changed({ v: 'x'.repeat(999) }), /is of version "x{19}, and/, /版本是/],
  [changed({ exchanges: [] }), 'The recording holds no requests.', '录制文件里没有任何请求。'],
  [changed({ exchanges: {} }), /exchanges should be Array and is Object/, /exchanges 应为 Array/],
  [changed({ page: undefined }), 'The recording is wrong: page is missing.', '录制文件有误：缺少 page。'],
  [
    changed({ exchanges: [anExchange(), { ...anExchange(), status: '200' }] }),
    /exchanges\[1\]\.status should be number and is "200"/,
    /exchanges\[1\]\.status 应为 number/,
  ],
  [
    changed({ exchanges: [{ ...anExchange(), ms: undefined }] }),
    /exchanges\[0\]\.ms is missing/,
    /缺少 exchanges\[0\]\.ms/,
  ],
  [changed({ began: 1e300 }), /began should be <=9999999999999/, /began 应为/],
  [changed({ exchanges: [{ ...anExchange(), ms: 1e15 }] }), /exchanges\[0\]\.ms should be <=/, /ms 应为/],
  [changed({ exchanges: [{ ...anExchange(), after: -1 }] }), /exchanges\[0\]\.after should be >=0/, /after/],
])('a broken file is told of in a sentence: %.40s', (text, en, zh) => {
  const told = problem(text)
  expect(told?.en).toMatch(en)
  expect(told?.['zh-CN']).toMatch(zh)
})

test('damaged JSON is told of with its place, cut JSON with its end', () => {
  const text = recordingText(aRecording())
  const line = text.split('\n').findIndex((it) => it.includes('"masked"')) + 1
  expect(problem(text.replace('"masked": ', '"masked": ?'))?.en).toBe(
    `The recording is damaged: character 12 of line ${line} is no JSON.`,
  )
  expect(problem(text.slice(0, -20))?.en).toMatch(/is cut off: it ends in line \d+/)
  expect(problem(text.slice(0, -20))?.['zh-CN']).toMatch(/不完整/)
})

test('more than 50 MB are not looked into', () => {
  expect(problem(' '.repeat(LARGEST_RECORDING + 1))?.en).toMatch(/larger than 50 MB/)
})
