import { isRecord, parsedJson } from '~/lib/json'

/** What a request says, by name: texts of a query or a form, whatever a JSON body holds, of a file its size and type. */
export type Fields = Readonly<Record<string, unknown>>

/** The endpoints of the API, and what the mock's host answers beside them. */
const PATHS = [
  /\/api\/im\/([^/]+)$/,
  /\/api\/(contacts|upload)$/,
  /\/~mock\/[^/]+\/[^/]+\/(contacts|upload)$/,
]

/** The endpoint that an address leads to (`sendMsg`, `contacts`, …); null where it is none of ours. */
export function endpointOf({ pathname }: URL): string | null {
  for (const path of PATHS) {
    const name = path.exec(pathname)?.[1]
    if (name !== undefined) return name
  }
  return null
}

/** The fields of a body as `fetch` takes it; null where there is none, or none that can be read without taking it away. */
export function bodyFields(body: BodyInit | null | undefined): Fields | null {
  if (typeof body === 'string') return textFields(body)
  if (body instanceof URLSearchParams) return Object.fromEntries(body)
  if (body instanceof Blob) return { file: fileOf(body) }
  if (!(body instanceof FormData)) return null
  const fields: Record<string, unknown> = {}
  body.forEach((value, name) => {
    fields[name] = typeof value === 'string' ? value : fileOf(value)
  })
  return fields
}

/** The fields of a body's text: JSON or a form. */
export function textFields(text: string): Fields | null {
  if (text === '') return null
  const json = parsedJson(text)
  if (json !== undefined) return isRecord(json) ? json : { body: json }
  return Object.fromEntries(new URLSearchParams(text))
}

/** How many rows the list of an answer holds; null where it is none. */
export function rowsIn(text: string): number | null {
  const json = parsedJson(text)
  const data = isRecord(json) ? json['data'] : undefined
  return Array.isArray(data) ? data.length : null
}

const fileOf = ({ size, type }: Blob) => ({ size, type })
