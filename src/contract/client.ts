import { openEnvelope, plain, rowsIn } from './envelope'
import { type Failure, isPassing } from './failure'
import { type Pair, readRows, type Row, type Side } from './rows'
import { type Ask, type Heard, hear } from './transport'

export type ClientOptions = Readonly<{
  /** Where the API is, without `/api/im` and without a slash at the end. */
  base: string
  pair: Pair
  ask: Ask
  timeoutMs: number
  now: () => number
  /** Waits so many ms before something is asked again. */
  wait: (ms: number) => Promise<void>
  /** Called before each request with its number, from 1, and its endpoint. */
  progress: (request: number, endpoint: string) => void
}>

/** How one request of the API went. `success`: the type of that field, '' where none was read. */
type Call = Readonly<{ ms: number; failure: Failure | null; success: string }>

export type Answer = Readonly<{ ok: true; data: unknown }> | Readonly<{ ok: false; failure: Failure }>
/** `raw`: as it came; `rows`: what of it has an id. */
export type Listed =
  | Readonly<{ ok: true; raw: readonly unknown[]; rows: readonly Row[] }>
  | Readonly<{ ok: false; failure: Failure }>

export type Client = ReturnType<typeof createClient>

export type Encoding = 'form' | 'json'
export type Fields = Readonly<Record<string, string>>

/** "From the beginning", and an upper bound beyond every stamp. */
export const BEGINNING = 0
export const BEYOND = 9_999_999_999_999

/** Times that a reading question is asked at most, and the pause (ms) before it is asked again; a server may ask for up to so many. */
const TRIES = 3
const PAUSE = 500
const LONGEST_PAUSE = 10_000
/** Passing failures in a row after which nothing more is asked; a time-out counts double. */
const ENOUGH = 6

const SKIPPED: Heard = { ms: 0, status: null, headers: null, text: '', failure: { kind: 'skipped' } }

/** Asks the endpoints one after the other, each the way the documentation has it. Never throws. */
export function createClient({ base, pair, ask, timeoutMs, now, wait, progress }: ClientOptions) {
  const calls: Call[] = []
  let asked = 0
  let lost = 0

  /** One request, told and counted; a server that is gone is asked nothing more, unless `insist`. */
  const request = async (
    endpoint: string,
    url: string,
    init: RequestInit,
    { part = 'all', insist = false }: Readonly<{ part?: 'all' | 'headers'; insist?: boolean }> = {},
  ): Promise<Heard> => {
    if (lost >= ENOUGH && !insist) return SKIPPED
    asked += 1
    progress(asked, endpoint)
    return hear(ask, url, init, { timeoutMs, now }, part)
  }

  /** A request of the API itself: how it went counts. */
  const call = async (endpoint: string, url: string, init: RequestInit): Promise<Answer> => {
    const heard = await request(endpoint, url, init)
    const opened = heard.failure
      ? { success: '', data: null, failure: heard.failure }
      : openEnvelope(heard.text)
    const { success, data, failure } = opened
    if (failure?.kind === 'skipped') return { ok: false, failure }
    calls.push({ ms: heard.ms, failure, success })
    if (!failure || !isPassing(failure)) lost = 0
    else lost += failure.kind === 'timeout' ? 2 : 1
    return failure ? { ok: false, failure } : { ok: true, data }
  }

  const urlOf = (endpoint: string) => `${base}/api/im/${endpoint}`

  const get = async (endpoint: string, query: Fields): Promise<Answer> => {
    const url = `${urlOf(endpoint)}?${new URLSearchParams(query).toString()}`
    for (let tries = 1; ; tries += 1) {
      const answer = await call(endpoint, url, {})
      if (answer.ok || !isPassing(answer.failure) || tries === TRIES) return answer
      await wait(pauseOf(answer.failure, tries))
    }
  }

  const list = async (endpoint: string, query: Fields): Promise<Listed> => {
    const answer = await get(endpoint, query)
    if (!answer.ok) return answer
    const raw = rowsIn(answer.data)
    return raw
      ? { ok: true, raw, rows: readRows(raw, pair) }
      : { ok: false, failure: { kind: 'malformed', what: 'noList' } }
  }

  const sides = (from: Side, to: Side | null): Fields => ({
    appid: pair.appid,
    from: from.id,
    ...(to && { to: to.id }),
    fromrole: from.role,
  })

  const peerOf = (side: Side) => (side === pair.me ? pair.other : pair.me)

  return {
    pair,
    now,
    calls: calls as readonly Call[],
    /** The address of an endpoint, for questions about it that are none of the API's. */
    urlOf,
    /** Asks any address once, without the API's envelope. */
    request,
    /** Nothing more is asked from now on. */
    giveUp: () => void (lost = ENOUGH),

    /** The poll as `from` asks it; `to` null: without that parameter. */
    poll: (from: Side, lasttime: number, to: Side | null = peerOf(from)) =>
      list('getNewestMsgListByLastTime', { ...sides(from, to), lasttime: digits(lasttime) }),

    /** A page of history as `me` asks it. */
    history: (lasttime: number, limit: number, page = 1, to: Side | null = pair.other) =>
      list('getMsgListByPageAndUserId', {
        ...sides(pair.me, to),
        page: String(page),
        limit: String(limit),
        lasttime: digits(lasttime),
      }),

    /** unreadcount with `from` as its `from`; a number, or why there is none. */
    async unreadcount(from: Side): Promise<number | Failure> {
      const answer = await get('unreadcount', sides(from, peerOf(from)))
      if (!answer.ok) return answer.failure
      const count = /^\d{1,9}$/.test(plain(answer.data)) ? Number(answer.data) : null
      return count ?? { kind: 'malformed', what: 'noCount' }
    },

    /** The status rows of one side. */
    status: ({ id, role }: Side) => list('getUserStatus', { appid: pair.appid, userid: id, userrole: role }),

    /** A writing request: asked once, whatever happens. */
    post: (endpoint: string, fields: Fields, encoding: Encoding): Promise<Answer> =>
      call(endpoint, urlOf(endpoint), {
        method: 'POST',
        headers: {
          'content-type':
            encoding === 'json' ? 'application/json' : 'application/x-www-form-urlencoded;charset=UTF-8',
        },
        body: encoding === 'json' ? JSON.stringify(fields) : new URLSearchParams(fields).toString(),
      }),

    sides,
  }
}

const digits = (stamp: number) => String(Math.max(0, stamp)).padStart(13, '0')

function pauseOf(failure: Failure, tries: number): number {
  const told = failure.kind === 'http' ? failure.retryAfter : null
  return Math.min(told ?? PAUSE * tries, LONGEST_PAUSE)
}
