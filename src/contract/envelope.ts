import { isRecord, parsedJson } from '~/lib/json'
import { nameOf } from '~/lib/name'
import type { Failure } from './failure'

/** What an answer holds. `success`: of what type that field was. */
export type Opened = Readonly<{ success: string; data: unknown; failure: Failure | null }>

/** Opens `{ success, data }` as the product does: `true`, `"true"`, `1` and `"1"` are a yes, rows without `success` too. */
export function openEnvelope(text: string): Opened {
  const body = text.trim()
  if (body === '') return broken({ kind: 'malformed', what: 'empty' })
  if (body.startsWith('<')) return broken({ kind: 'html' })
  const json = parsedJson(body)
  if (json === undefined) return broken({ kind: 'malformed', what: 'notJson' })
  if (!isRecord(json)) return broken({ kind: 'malformed', what: 'noEnvelope' })
  const { success, data = null } = json
  const type = success === undefined ? 'missing' : typeof success
  const verdict = plain(success).toLowerCase()
  if (verdict === 'true' || verdict === '1' || (success === undefined && Array.isArray(data)))
    return { success: type, data, failure: null }
  if (verdict === 'false' || verdict === '0')
    return { success: type, data, failure: { kind: 'refused', message: refusal(json) } }
  return { success: type, data, failure: { kind: 'malformed', what: 'noEnvelope' } }
}

const broken = (failure: Failure): Opened => ({ success: '', data: null, failure })

/** The rows of a list answer, read as the product does: nothing is an empty list, a lone row a list of one; null: no list. */
export function rowsIn(data: unknown): readonly unknown[] | null {
  const value = typeof data === 'string' ? parsedJson(data) : data
  if (Array.isArray(value)) return value
  if (value === null || value === undefined) return []
  return isRecord(value) && ('_id' in value || 'userid' in value) ? [value] : null
}

/** A text or a number as text, else ''. Turning anything else into one would run what the answer says. */
export const plain = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''

function refusal(json: Readonly<Record<string, unknown>>): string {
  const words = [json['message'], json['msg']].find((x) => typeof x === 'string' && x !== '')
  return typeof words === 'string' ? nameOf(words) : ''
}
