import { assertNever } from '~/lib/assertNever'
import { say, type Said } from './finding'

/** Why a question has no usable answer. */
export type Failure =
  /** No connection, or (in a page) one that the browser does not let us see. `code`: Node's word for it, or ''. */
  | Readonly<{ kind: 'unreachable'; code: string }>
  | Readonly<{ kind: 'timeout'; ms: number }>
  /** The answer ended before its end. */
  | Readonly<{ kind: 'cut' }>
  | Readonly<{ kind: 'tooLarge' }>
  /** `origin`: where to. */
  | Readonly<{ kind: 'redirected'; origin: string }>
  /** `retryAfter`: ms, null where it is not told. */
  | Readonly<{ kind: 'http'; status: number; retryAfter: number | null }>
  | Readonly<{ kind: 'html' }>
  | Readonly<{ kind: 'malformed'; what: 'empty' | 'notJson' | 'noEnvelope' | 'noList' | 'noCount' }>
  /** `success` says no; `message` in the server's words. */
  | Readonly<{ kind: 'refused'; message: string }>
  /** Not asked at all: too much has failed before. */
  | Readonly<{ kind: 'skipped' }>

const MALFORMED: Readonly<Record<Extract<Failure, { kind: 'malformed' }>['what'], Said>> = {
  empty: say('回答是空的', 'the answer is empty'),
  notJson: say('回答不是 JSON', 'the answer is no JSON'),
  noEnvelope: say('回答不是 { success, data }', 'the answer is no { success, data }'),
  noList: say('data 不是列表', 'data is no list'),
  noCount: say('data 不是数字', 'data is no number'),
}

/** The failure as part of a sentence. */
export function sayFailure(failure: Failure): Said {
  switch (failure.kind) {
    case 'unreachable': {
      const code = failure.code === '' ? '' : ` (${failure.code})`
      return say(`连接不上${code}`, `there is no connection${code}`)
    }
    case 'timeout':
      return say(
        `${failure.ms / 1000} 秒内没有完整的回答`,
        `there is no whole answer within ${failure.ms / 1000} s`,
      )
    case 'cut':
      return say('回答在中途断开', 'the answer breaks off')
    case 'tooLarge':
      return say('回答超过 32 MB', 'the answer is larger than 32 MB')
    case 'redirected':
      return say(`被转到 ${failure.origin}`, `it leads on to ${failure.origin}`)
    case 'http':
      return say(`HTTP 状态 ${failure.status}`, `the HTTP status is ${failure.status}`)
    case 'html':
      return say(
        '回答是网页而不是 JSON：地址不对，或中间有登录页',
        'a web page comes in place of JSON: the address is wrong, or a sign-in page stands between',
      )
    case 'malformed':
      return MALFORMED[failure.what]
    case 'refused':
      return failure.message === ''
        ? say('被拒绝', 'it is refused')
        : say(`被拒绝：${failure.message}`, `it is refused: ${failure.message}`)
    case 'skipped':
      return say('前面的请求都失败了，没有再问', 'it was not asked, since everything before has failed')
    default:
      return assertNever(failure)
  }
}

/** Whether the same question may well be answered a moment later. */
export const isPassing = (failure: Failure): boolean =>
  ['unreachable', 'timeout', 'cut'].includes(failure.kind) ||
  (failure.kind === 'http' && (failure.status >= 500 || failure.status === 429))

/** Whether the failure says that there is no such endpoint. */
export const isAbsent = (failure: Failure): boolean =>
  failure.kind === 'http' && [404, 405, 410, 501].includes(failure.status)
