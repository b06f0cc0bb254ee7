import type { Line } from '~/qa/control'

/** What a line of a script does. */
export type Spoken = Pick<Line, 'type' | 'content' | 'voiceLength' | 'inMs'>

/** What is wrong with a line; `said` is the part of it that is meant. */
export type ScriptProblem = Readonly<{
  /** From 1. */
  line: number
  reason: 'wait' | 'times' | 'nothing' | 'media' | 'seconds' | 'tooMany'
  said: string
}>

/** The longest script, in messages. */
export const MOST = 2_000

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }
const LONGEST_WAIT = 24 * 3_600_000

/**
 * Reads a script of the other side: a message a line, in front of it how long it is waited for (`+2s`, `+500ms`, `+1m`) and
 * how often it is said (`x20`), both if wanted. `image size-chart.svg` and `voice voice-4s.amr 4` (seconds) show files of the mock,
 * or of any address; the other kinds are said alike, by their names. `text image` says what would be understood otherwise. Empty lines and
 * such that begin with # are passed over.
 */
export function readScript(
  script: string,
  types: readonly string[],
): Readonly<{ lines: readonly Spoken[]; problems: readonly ScriptProblem[] }> {
  const lines: Spoken[] = []
  const problems: ScriptProblem[] = []
  let at = 0
  script.split(/\r?\n/).forEach((written, i) => {
    const text = written.trim()
    if (text === '' || text.startsWith('#')) return
    const read = readLine(text, types)
    if ('reason' in read) {
      problems.push({ line: i + 1, ...read })
    } else if (lines.length + read.times > MOST) {
      problems.push({ line: i + 1, reason: 'tooMany', said: text })
    } else {
      for (let n = 1; n <= read.times; n += 1) {
        at += read.wait
        lines.push({ ...nth(read.spoken, n, read.times), ...(at > 0 && { inMs: at }) })
      }
    }
  })
  return { lines, problems }
}

type Wrong = Omit<ScriptProblem, 'line'>

function readLine(
  text: string,
  types: readonly string[],
): Readonly<{ wait: number; times: number; spoken: Spoken }> | Wrong {
  let [head, rest] = cut(text)
  let [wait, times] = [0, 1]
  if (/^\+[\d.]/.test(head)) {
    const ms = waitOf(head)
    if (ms === null) return { reason: 'wait', said: head }
    wait = ms
    if (rest === '') return { reason: 'nothing', said: text }
    ;[head, rest] = cut(rest)
  }
  if (/^x\d/.test(head)) {
    times = Number(head.slice(1))
    if (!Number.isInteger(times) || times < 1 || times > MOST) return { reason: 'times', said: head }
    if (rest === '') return { reason: 'nothing', said: text }
    ;[head, rest] = cut(rest)
  }
  const spoken = spokenBy(head, rest, types)
  return 'reason' in spoken ? spoken : { wait, times, spoken }
}

/** Texts that are said again and again are numbered, so that one can tell them apart. */
const nth = (spoken: Spoken, n: number, times: number): Spoken =>
  times > 1 && spoken.type === 'TEXT' ? { ...spoken, content: `${spoken.content} ${n}` } : spoken

/** The first word, and what follows it. */
function cut(text: string): [head: string, tail: string] {
  const [head = ''] = /^\S*/.exec(text) ?? []
  return [head, text.slice(head.length).trim()]
}

/** Milliseconds of `+1.5s`; null if it is none, or longer than a day. */
function waitOf(word: string): number | null {
  const [, number = '', unit = ''] = /^\+(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(word) ?? []
  const ms = Math.round(Number(number) * (UNITS[unit] ?? NaN))
  return number !== '' && ms <= LONGEST_WAIT ? ms : null
}

function spokenBy(word: string, rest: string, types: readonly string[]): Spoken | Wrong {
  const type = types.find((type) => type.toLowerCase() === word.toLowerCase())
  if (type === undefined) return { type: 'TEXT', content: `${word} ${rest}`.trim() }
  if (type === 'TEXT') return rest === '' ? { reason: 'nothing', said: word } : { type, content: rest }
  const [media, more] = cut(rest)
  if (media === '') return { reason: 'media', said: word }
  const content = media.includes('/') ? media : `/mock-media/${media}`
  if (more === '') return { type, content }
  const seconds = Number(more)
  return seconds > 0 ? { type, content, voiceLength: seconds } : { reason: 'seconds', said: more }
}
