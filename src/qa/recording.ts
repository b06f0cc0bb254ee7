import * as v from 'valibot'
import { langs } from '~/lib/lang'
import type { ToolLang } from '~/lib/toolLang'
import { createLines, readLocated } from '~/lib/locatedJson'

/**
 * What was asked and answered while a page was recorded, as a file holds it. Where the page lies is no part of it.
 * `began`: ms since 1970 by the device's clock.
 */
export type Recording = Readonly<v.InferOutput<typeof Recording>>

/** One request, and what became of it. A JSON answer stands in `json`, to be read; any other, as it came, in `text`. */
export type Exchange = Recording['exchanges'][number]

/** Bytes of the largest file that is read. */
export const LARGEST_RECORDING = 50 * 1024 * 1024

const VERSION = 1

/** A 13-digit time: what lies beyond it is none that a date could tell. */
const moment = v.pipe(v.number(), v.minValue(0), v.maxValue(9_999_999_999_999))
/** Milliseconds, of a page that was open for 30 days at most: a test has to live through them. */
const time = v.pipe(v.number(), v.minValue(0), v.maxValue(30 * 86_400_000))
const fields = v.record(v.string(), v.unknown())

const Recording = v.object({
  v: v.literal(VERSION),
  masked: v.boolean(),
  began: moment,
  page: v.object({
    role: v.picklist(['MEMBER', 'SALER']),
    lang: v.picklist(langs),
    device: v.picklist(['phone', 'pc']),
  }),
  exchanges: v.pipe(
    v.array(
      v.object({
        /** ms from the beginning until it left, and from there until it ended. */
        after: time,
        ms: time,
        method: v.string(),
        endpoint: v.pipe(v.string(), v.minLength(1)),
        query: fields,
        body: v.nullable(fields),
        status: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(599))),
        failure: v.nullable(v.picklist(['network', 'aborted'])),
        headers: v.record(v.string(), v.string()),
        /** Another address answered than the one that was asked. */
        redirected: v.boolean(),
        json: v.optional(v.unknown()),
        text: v.optional(v.string()),
      }),
    ),
    v.minLength(1),
  ),
})

export type ParsedRecording =
  | Readonly<{ ok: true; recording: Recording }>
  /** What is wrong with the file, and where, in a sentence for people. */
  | Readonly<{ ok: false; problem: Problem }>

export type Problem = Readonly<Record<ToolLang, string>>

const bad = (zh: string, en: string): ParsedRecording => ({ ok: false, problem: { 'zh-CN': zh, en } })

/** Reads a file's text. Never throws. */
export function parseRecording(text: string): ParsedRecording {
  // UTF-8 has at least a byte for each unit
  if (text.length > LARGEST_RECORDING) return tooLarge()
  if (text.trim() === '') return bad('录制文件是空的。', 'The recording is an empty file.')
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return damaged(text)
  }
  if (typeof json !== 'object' || json === null || !('v' in json) || !('exchanges' in json))
    return bad(
      '这不是录制文件：缺少 v 和 exchanges。请选择以 jh-recording- 开头的文件。',
      'This is no recording: v and exchanges are missing. Choose a file that begins with jh-recording-.',
    )
  if (json.v !== VERSION) {
    const told = JSON.stringify(json.v)?.slice(0, 20)
    return bad(
      `录制文件的版本是 ${told}，这里只能读版本 ${VERSION}。请用同一版本的页面重新录制。`,
      `The recording is of version ${told}, and version ${VERSION} is read here. Record it again with a page of this version.`,
    )
  }
  if (Array.isArray(json.exchanges) && json.exchanges.length === 0)
    return bad('录制文件里没有任何请求。', 'The recording holds no requests.')
  const parsed = v.safeParse(Recording, json, { abortEarly: true })
  return parsed.success ? { ok: true, recording: parsed.output } : wrongField(parsed.issues[0])
}

/** A file that is not even looked into. */
export const tooLarge = (): ParsedRecording =>
  bad('录制文件超过 50 MB，太大了。', 'The recording is larger than 50 MB, which is too large.')

/** The text of the file. */
export const recordingText = (recording: Recording): string => `${JSON.stringify(recording, null, 1)}\n`

/** What an exchange was answered, as the page got it. */
export const answerOf = ({ json, text }: Exchange): string =>
  json === undefined ? (text ?? '') : JSON.stringify(json)

function damaged(text: string): ParsedRecording {
  const found = readLocated(text)
  const at = 'fault' in found ? found.at : text.length
  const line = createLines(text)(at)
  const column = at - Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1))
  return at >= text.trimEnd().length
    ? bad(
        `录制文件不完整：到第 ${line} 行就断了。请重新保存或下载。`,
        `The recording is cut off: it ends in line ${line}. Save or download it again.`,
      )
    : bad(
        `录制文件已损坏：第 ${line} 行第 ${column} 个字符不是 JSON。`,
        `The recording is damaged: character ${column} of line ${line} is no JSON.`,
      )
}

function wrongField(issue: v.BaseIssue<unknown>): ParsedRecording {
  const where = (issue.path ?? [])
    .map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .slice(1, 100)
  const { expected, received } = issue
  if (received === 'undefined')
    return bad(`录制文件有误：缺少 ${where}。`, `The recording is wrong: ${where} is missing.`)
  return bad(
    `录制文件有误：${where} 应为 ${expected ?? ''}，实际是 ${received.slice(0, 40)}。`,
    `The recording is wrong: ${where} should be ${expected ?? ''} and is ${received.slice(0, 40)}.`,
  )
}
