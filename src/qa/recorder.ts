import { deviceOf } from '~/lib/device'
import { parsedJson } from '~/lib/json'
import { langs } from '~/lib/lang'
import { last } from '~/lib/last'
import { saveFile } from '~/lib/saveFile'
import { maskRecording } from './mask'
import { type Exchange, type Recording, recordingText } from './recording'
import type { RequestWatch, SeenRequest } from './watchRequests'

/** UTF-16 units of answers that are recorded; the file may hold a little more than them (`LARGEST_RECORDING`). */
const MOST_TEXT = 40 * 1024 * 1024

/** `masked`: without names and texts, which is how a recording should leave the house. */
type Options = Readonly<{ masked?: boolean }>

export type Recorder = Readonly<{
  /** How many requests have ended so far: without any there is nothing to save. */
  count: () => number
  /** Whether it has grown too large: what came since is missing. */
  isFull: () => boolean
  /** Ends it, and returns it masked unless told otherwise. */
  stop: (options?: Options) => Recording
}>

/** Records what a page asks from now on. */
export function startRecording(watch: RequestWatch): Recorder {
  const before = last(watch.list())?.number ?? 0
  const ended: SeenRequest[] = []
  let room = MOST_TEXT
  const unsubscribe = watch.subscribe((request) => {
    if (request.number <= before || request.ms === null || room < 0) return
    room -= request.text?.length ?? 0
    if (room >= 0) ended.push(request)
  })
  return {
    count: () => ended.length,
    isFull: () => room < 0,
    stop: (options) => {
      unsubscribe()
      return recordingOf(ended, options)
    },
  }
}

/** What a page has asked lately, as far as it is kept: whoever complains has seldom begun to record before. */
export function recordKept(watch: RequestWatch, options?: Options): Recording {
  return recordingOf(
    watch.list().filter(({ ms, text, failure }) => ms !== null && (text !== null || failure !== null)),
    options,
  )
}

/** Has the browser save it, `jh-recording-2026-03-10-1100.json`, in local time. */
export function saveRecording(recording: Recording): void {
  const { began } = recording
  const local = new Date(began - new Date(began).getTimezoneOffset() * 60_000).toISOString()
  const name = `jh-recording-${local.slice(0, 10)}-${local.slice(11, 16).replace(':', '')}.json`
  saveFile(new Blob([recordingText(recording)], { type: 'application/json' }), name)
}

function recordingOf(requests: readonly SeenRequest[], { masked = true }: Options = {}): Recording {
  const sorted = [...requests].sort((a, b) => a.number - b.number)
  const began = sorted[0]?.at ?? 0
  const recording: Recording = {
    v: 1,
    masked: false,
    began,
    page: {
      role: sorted.find(isReading)?.query['fromrole'] === 'SALER' ? 'SALER' : 'MEMBER',
      lang: langs.find((lang) => lang === globalThis.document?.documentElement.lang) ?? langs[0],
      device: deviceOf({
        userAgent: globalThis.navigator?.userAgent ?? '',
        touchPoints: globalThis.navigator?.maxTouchPoints ?? 0,
      }),
    },
    exchanges: sorted.map((request) => exchangeOf(request, began)),
  }
  return masked ? maskRecording(recording) : recording
}

/** Where unread messages are counted or marked, `fromrole` is the other side's. */
const isReading = ({ endpoint }: SeenRequest) =>
  endpoint === 'getNewestMsgListByLastTime' || endpoint === 'getMsgListByPageAndUserId'

function exchangeOf(request: SeenRequest, began: number): Exchange {
  const { method, endpoint, query, body, status, failure, redirected, text } = request
  const json = parsedJson(text ?? '')
  return {
    // somebody may have set the clock back meanwhile
    after: Math.max(0, request.at - began),
    ms: request.ms ?? 0,
    method,
    endpoint,
    query,
    body,
    status,
    failure,
    redirected,
    headers: { ...request.headers },
    ...(json === undefined ? text !== null && { text } : { json }),
  }
}
