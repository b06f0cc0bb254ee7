import { type Clock, deviceClock } from '~/lib/clock'
import { bodyFields, endpointOf, type Fields, rowsIn, textFields } from './requestFields'

/** A request of the page to the API, as far as it has come. */
export type SeenRequest = Readonly<{
  /** From 1, in the order of asking. */
  number: number
  /** When it left, ms since 1970 by the device's clock. */
  at: number
  /** Until the last byte of the answer, or until it failed; null while it is under way. */
  ms: number | null
  method: string
  endpoint: string
  query: Fields
  body: Fields | null
  /** null: no answer has begun. */
  status: number | null
  /** Why there is no answer, or no whole one; `aborted`: by the page itself, which does so after its time-outs too. */
  failure: 'network' | 'aborted' | null
  headers: Readonly<Partial<Record<(typeof HEADERS)[number], string>>>
  /** Whether another address answered than the one that was asked. */
  redirected: boolean
  /** What was answered, as far as it came; null: nothing yet, or it is kept no longer. */
  text: string | null
  /** How many rows its list holds; null where it is no list. */
  rows: number | null
}>

export type RequestWatch = Readonly<{
  /** The last ones, oldest first; another array with each change. */
  list: () => readonly SeenRequest[]
  /** Called when a request leaves, when more is known of it, and when it has ended (`ms` is no null). Returns what ends it. */
  subscribe: (told: (request: SeenRequest) => void) => () => void
}>

type FetchHost = { fetch: typeof fetch }

const HEADERS = ['date', 'retry-after', 'content-type'] as const

/** Requests that are kept … */
const MOST = 500
/** … and UTF-16 units of their texts in all: of older ones the text goes first. */
const MOST_TEXT = 40 * 1024 * 1024
/** Bytes of an answer that are looked at: the page reads no more either (`wire/request`). */
const LARGEST = 20 * 1024 * 1024

const watches = new WeakMap<FetchHost, RequestWatch>()

/**
 * Watches what the page asks the API by `fetch`, from the first call on; later calls return the same watch. The page gets
 * what it would get without it, the very same promise and answer. To be called behind whatever replaces `fetch`.
 */
export function watchRequests(host: FetchHost = window, clock: Clock = deviceClock): RequestWatch {
  const known = watches.get(host)
  if (known) return known
  const network = host.fetch
  let requests: readonly SeenRequest[] = []
  let count = 0
  const watchers = new Set<(request: SeenRequest) => void>()

  const tell = (request: SeenRequest) => {
    const isNew = !requests.some(({ number }) => number === request.number)
    if (isNew && request.number <= count - MOST) return
    const next = isNew
      ? [...requests, request]
      : requests.map((it) => (it.number === request.number ? request : it))
    requests = withinRoom(next.slice(-MOST))
    for (const watcher of watchers) attempt(() => watcher(request))
  }

  /** Returns what is to be told of how the request fares; null where it is none of ours. */
  const begin = (input: RequestInfo | URL, init?: RequestInit) => {
    const url = new URL(input instanceof Request ? input.url : String(input), globalThis.location?.href)
    const endpoint = endpointOf(url)
    if (endpoint === null) return null
    const left = clock.elapsed()
    let request: SeenRequest = {
      number: (count += 1),
      at: clock.wall(),
      ms: null,
      method: (init?.method ?? (input instanceof Request ? input.method : 'GET')).toUpperCase(),
      endpoint,
      query: Object.fromEntries(url.searchParams),
      body: bodyFields(init?.body),
      status: null,
      failure: null,
      headers: {},
      redirected: false,
      text: null,
      rows: null,
    }
    const know = (more: Partial<SeenRequest>) => {
      request = { ...request, ...more }
      tell(request)
    }
    const end = (more: Partial<SeenRequest>) => know({ ...more, ms: clock.elapsed() - left })
    know({})
    if (input instanceof Request && input.body !== null && !init?.body) {
      const readBody = input.clone().text()
      readBody.then((text) => know({ body: textFields(text) }), ignore)
    }
    return { know, end }
  }

  host.fetch = (input, init) => {
    const seen = attempt(() => begin(input, init)) ?? null
    if (!seen) return network.call(host, input, init)
    const fail = (error: unknown) => seen.end({ failure: failureOf(error) })
    let answer: Promise<Response>
    try {
      answer = network.call(host, input, init)
    } catch (error) {
      attempt(() => fail(error))
      throw error
    }
    // before the page's own: whoever is first to read an answer can take it away
    answer.then(
      (response) => attempt(() => follow(response.clone(), seen)),
      (error: unknown) => attempt(() => fail(error)),
    )
    return answer
  }

  const watch: RequestWatch = {
    list: () => requests,
    subscribe: (told) => {
      const watcher = (request: SeenRequest) => told(request)
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
  }
  watches.set(host, watch)
  return watch
}

type Told = Readonly<Record<'know' | 'end', (more: Partial<SeenRequest>) => void>>

async function follow(answer: Response, { know, end }: Told): Promise<void> {
  const headers: Record<string, string> = {}
  for (const name of HEADERS) {
    const value = answer.headers.get(name)
    if (value !== null) headers[name] = value
  }
  know({ status: answer.status, headers, redirected: answer.redirected })
  const { text, error } = await readAll(answer)
  const failure = error === null ? null : failureOf(error)
  // of an answer that is none the page lets go unread
  const isLetGo = failure === 'aborted' && (!answer.ok || answer.redirected)
  end({ text, rows: rowsIn(text), failure: isLetGo ? null : failure })
}

/** What comes of an answer, and what it broke off with. */
async function readAll(answer: Response): Promise<Readonly<{ text: string; error: unknown }>> {
  const reader = answer.body?.getReader()
  if (!reader) return { text: '', error: null }
  const decoder = new TextDecoder()
  const parts: string[] = []
  let bytes = 0
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      bytes += part.value.byteLength
      parts.push(decoder.decode(part.value, { stream: true }))
      if (bytes > LARGEST) {
        reader.cancel().catch(ignore)
        break
      }
    }
    return { text: parts.join('') + decoder.decode(), error: null }
  } catch (error) {
    return { text: parts.join(''), error: error ?? true }
  }
}

function withinRoom(requests: readonly SeenRequest[]): readonly SeenRequest[] {
  let room = MOST_TEXT
  const kept = [...requests]
  for (let i = kept.length - 1; i >= 0; i -= 1) {
    const request = kept[i]
    if (!request?.text) continue
    room -= request.text.length
    if (room < 0) kept[i] = { ...request, text: null }
  }
  return kept
}

/** Of another window (a frame, jsdom) an error is no instance of ours. */
const failureOf = (error: unknown) =>
  typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError'
    ? 'aborted'
    : 'network'

/** Whatever goes wrong here is no business of the page. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}

const ignore = () => {}
