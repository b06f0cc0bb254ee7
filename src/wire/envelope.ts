import { ApiError } from './errors'

/** What our own index.html says of itself: HTML with it in place of JSON means that the API's address is wrong. */
const OUR_PAGE = 'content="jh-im-web"'

/**
 * Opens `{ success, data }` and returns `data`, or throws `ApiError`. `success` may be boolean, string or number (the
 * documentation says String, its samples say Boolean); an answer with rows but without `success` is taken as a success.
 * Only a plain "no" is a refusal: anything else may have been done.
 */
export function openEnvelope(text: string): unknown {
  const json = parse(text)
  if (!isRecord(json)) throw malformed('not an object')
  const { success, data } = json
  if (success === undefined && Array.isArray(data)) return data
  const verdict = isPlain(success) ? String(success).toLowerCase() : ''
  if (verdict === 'true' || verdict === '1') return data
  if (verdict === 'false' || verdict === '0') throw new ApiError({ kind: 'refused', message: refusal(json) })
  throw malformed('no success')
}

/** The rows of a list answer: no data is an empty list, a lone message is a list of one, JSON in a string is opened once. */
export function asRows(data: unknown): readonly unknown[] {
  const value = typeof data === 'string' && data.trim() !== '' ? parse(data) : data
  if (value === null || value === undefined) return []
  if (Array.isArray(value)) return value
  if (isRecord(value) && ('_id' in value || 'userid' in value)) return [value]
  throw malformed('data is no list')
}

function parse(text: string): unknown {
  // trims a byte order mark too
  const body = text.trim()
  if (body === '') throw malformed('empty')
  if (body.startsWith('<')) throw new ApiError({ kind: 'html', ours: body.slice(0, 4096).includes(OUR_PAGE) })
  try {
    return JSON.parse(body)
  } catch {
    throw malformed('not JSON')
  }
}

/** The server's own words for a refusal, as plain text of at most 200 characters. */
function refusal(json: Record<string, unknown>): string {
  const words = [json['message'], json['msg'], json['data']].find((x) => typeof x === 'string' && x !== '')
  return typeof words === 'string' ? words.slice(0, 200) : ''
}

/** Turning anything else into a text would run what the answer says. */
const isPlain = (value: unknown): value is string | number | boolean =>
  /^(string|number|boolean)$/.test(typeof value)

const malformed = (reason: string) => new ApiError({ kind: 'malformed', reason })

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
