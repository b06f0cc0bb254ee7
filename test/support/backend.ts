import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import type { Fault } from './faults'
import { builtFile, compressed, mediaFile, serve, type Served } from './files'
import { type Endpoint, endpoints, type Fields, isEndpoint, type World } from './imApi'
import { listen } from './listener'
import { anUpload } from './anUpload'
import { aRow, MEMBER, type Row, SALER, SKEW } from './rows'

export type BackendOptions = Partial<Omit<World, 'rows' | 'online'>> & {
  /** Folder of a built page, served on the same origin; none: only the API and media. */
  dist?: string
  /** What the conversation holds at the start, in any order; copied. */
  rows?: readonly Row[]
  /** False: the backend has no history endpoint. */
  history?: boolean
  /** Whom a host tells of at `/contacts`, asked for or not. */
  contacts?: readonly unknown[]
  /** Headers of the page itself, such as a content security policy. */
  pageHeaders?: Readonly<Record<string, string>>
  /** Headers of every file of the built page. */
  fileHeaders?: Readonly<Record<string, string>>
  /** Files of `/media/` beside those that lie there, by name. */
  media?: Readonly<Record<string, Uint8Array>>
  /** What an operator changed in the built page. */
  edit?: (html: string) => string
  /** The status of the page, which has nothing in it unless that is 200. */
  pageStatus?: () => number
  /** Whether browsers may keep what is named by its content for good, as deploy/ has it. */
  keepsHashed?: boolean
  /** Whether texts of the built page travel compressed, as servers send them; the API's answers never do. */
  compresses?: boolean
}

/** A request as it arrived; `at` in milliseconds since 1970, `body` the fields of a form or of a JSON object. */
export type Asked = Readonly<{ at: number; method: string; path: string; query: Fields; body: Fields }>

export type Backend = Awaited<ReturnType<typeof startBackend>>

/**
 * Starts an HTTP server of the tests' own that speaks the JH IM API over `rows`, and serves the built page and the
 * pictures and voices of `/media/` on the same origin.
 */
export async function startBackend(options: BackendOptions = {}) {
  const {
    dist,
    rows = [],
    history = true,
    contacts,
    pageHeaders = {},
    fileHeaders = {},
    media = {},
    edit,
    pageStatus = () => 200,
    keepsHashed = false,
    compresses = false,
    ...behaviour
  } = options
  const world: World = {
    boundary: 'exclusive',
    directions: 'both',
    pollCap: Infinity,
    skew: SKEW,
    now: Date.now,
    ...behaviour,
    rows: structuredClone([...rows]),
    online: new Set([MEMBER.id, SALER.id]),
  }
  const requests: Asked[] = []
  const failing = new Map<Endpoint, Fault>()
  const slow = new Map<string, number>()
  let letsOthersRead = false

  const uploads = anUpload()
  const askedOf = (endpoint: Endpoint) => requests.filter(({ path }) => path === apiPath(endpoint))

  async function handle(request: IncomingMessage, response: ServerResponse) {
    if (await uploads.handle(request, response)) return
    const asked = await readRequest(request)
    requests.push(asked)
    const wait = slow.get(asked.path)
    if (wait) await delay(wait)
    if (letsOthersRead) response.setHeader('access-control-allow-origin', '*')
    if (asked.path.startsWith('/api/')) answer(response, asked)
    else if (contacts && asked.path === '/contacts')
      sendJson(response, 200, { success: true, data: contacts })
    else await serveFile(request, response, asked.path)
  }

  function answer(response: ServerResponse, { method, path, query, body }: Asked) {
    const name = path.slice('/api/im/'.length)
    if (path !== apiPath(name) || !isEndpoint(name) || (name === 'getMsgListByPageAndUserId' && !history)) {
      return sendJson(response, 404, { success: false, message: 'no such endpoint' })
    }
    const endpoint = endpoints[name]
    if (method !== endpoint.verb) return sendJson(response, 405, { success: false, message: 'wrong verb' })
    const fault = failing.get(name)
    if (fault === 'hang') return
    if (fault === 'reset') {
      response.destroy()
    } else if (typeof fault === 'object') {
      response.writeHead(fault.status, { ...fault.headers }).end(fault.body)
    } else {
      const data = endpoint.answer(world, method === 'POST' ? body : query)
      if (fault === 'ackLost') response.destroy()
      else sendJson(response, 200, { success: true, data }, fault === 'stall')
    }
  }

  async function serveFile(request: IncomingMessage, response: ServerResponse, path: string) {
    const inMedia = path.startsWith('/media/')
    const file = inMedia ? await mediaFile(path.slice('/media/'.length), media) : await builtFile(dist, path)
    const isPage = !inMedia && file?.type.startsWith('text/html')
    for (const [name, value] of Object.entries(fileHeaders)) response.setHeader(name, value)
    if (keepsHashed && path.startsWith('/assets/'))
      response.setHeader('cache-control', 'public, max-age=31536000, immutable')
    if (!file) response.writeHead(404, { 'content-type': 'text/plain' }).end('not found')
    else if (isPage && pageStatus() !== 200) response.writeHead(pageStatus()).end()
    else {
      const sent = isPage ? asSent(file) : file
      serve(request, response, compresses ? compressed(sent) : sent)
    }
  }

  function asSent({ bytes, type, headers }: Served): Served {
    const edited = edit ? Buffer.from(edit(bytes.toString())) : bytes
    return { bytes: edited, type, headers: { ...headers, ...pageHeaders } }
  }

  const listener = await listen((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy()
      else sendJson(response, 500, { success: false, message: String(error) })
    })
  })

  return {
    origin: listener.origin,
    /** The stored rows themselves, in the order they came: a test may look, change and remove. */
    rows: world.rows,
    /** Ids of the people that `getUserStatus` calls online. */
    online: world.online,
    /** Where `/up` takes files, and what it has. */
    uploads,
    /** Everything that was asked so far, oldest first; the page and its files too. */
    requests: requests as readonly Asked[],
    /** The requests to one endpoint so far, oldest first. */
    asked: askedOf,
    /** How often history was asked for what came before a message: the newest page is asked for again at any moment, by a sweep. */
    olderPages: () =>
      askedOf('getMsgListByPageAndUserId').filter(({ query: { lasttime } }) => lasttime !== NEWEST).length,
    /** Stores a message that somebody just wrote, with `aRow`'s defaults, and returns it. */
    add(fields: Readonly<Partial<Row>> = {}): Row {
      const row = aRow(fields, world.now(), world.skew)
      world.rows.push(row)
      return row
    },
    /** From now on the endpoint fails in this way, until it is healed. */
    fail: (endpoint: Endpoint, fault: Fault) => void failing.set(endpoint, fault),
    /** The endpoint (none named: every one) answers well again; a request that already hangs stays so. */
    heal: (endpoint?: Endpoint) => (endpoint ? void failing.delete(endpoint) : failing.clear()),
    /** From now on pages of other origins may read the answers, as CORS has it. */
    letOthersRead: () => void (letsOthersRead = true),
    /** From now on a path such as `/api/im/sendMsg` or `/media/640x480.png` answers `ms` milliseconds later. */
    delay: (path: string, ms: number) => void slow.set(path, ms),
    /** Drops all connections and refuses new ones, as a server that was killed. */
    stopListening: listener.stop,
    /** Serves on the same port as before. */
    listenAgain: listener.start,
    /** Ends the server for good. */
    close: listener.stop,
  }
}

/** `lasttime` of the newest page of history. */
export const NEWEST = '9999999999999'

const apiPath = (endpoint: string) => `/api/im/${endpoint}`

function sendJson(response: ServerResponse, status: number, value: unknown, half = false) {
  const bytes = Buffer.from(JSON.stringify(value))
  response.writeHead(status, {
    'content-type': 'application/json;charset=utf-8',
    'cache-control': 'no-store',
    'content-length': bytes.length,
  })
  if (half) response.write(bytes.subarray(0, bytes.length / 2))
  else response.end(bytes)
}

async function readRequest(request: IncomingMessage): Promise<Asked> {
  const url = new URL(request.url ?? '/', 'http://backend')
  return {
    at: Date.now(),
    method: request.method ?? 'GET',
    path: decodeURIComponent(url.pathname),
    query: Object.fromEntries(url.searchParams),
    body: fieldsOf(request.headers['content-type'] ?? '', await text(request)),
  }
}

function fieldsOf(contentType: string, body: string): Fields {
  if (!contentType.startsWith('application/json')) return Object.fromEntries(new URLSearchParams(body))
  const fields = JSON.parse(body) as Record<string, unknown>
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))
}
