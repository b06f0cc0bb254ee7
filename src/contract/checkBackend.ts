import { deviceClock } from '~/lib/clock'
import { type ToolLang, toolLangs } from '~/lib/toolLang'
import { delay } from '~/lib/timer'
import { historyBoundary, pollBoundary } from './boundary'
import { pollCap } from './cap'
import { createClient } from './client'
import { cors, SOME_ORIGIN } from './cors'
import { historyDirection, pollDirection } from './direction'
import { everyPair } from './everyPair'
import type { Found, Report } from './finding'
import { gather, PAGES_BACK } from './gather'
import { media } from './media'
import { historyOrder, pollOrder } from './order'
import { paging } from './paging'
import { presence } from './presence'
import type { Question } from './question'
import { latency, reach, successType } from './reach'
import { otherRole, type Role } from './rows'
import { messageSchema } from './schema'
import { sending } from './sending'
import { clockSkew } from './skew'
import type { Ask } from './transport'
import { unreadFrom } from './unread'
import { voiceUnit } from './voice'
import { write as writeMessages } from './write'

export type CheckOptions = Readonly<{
  /** Where the API is, without `/api/im`: an http(s) address; in a page it may be relative. */
  url: string
  /** The conversation that is looked at: `from` in its role, and `to` in the other one. */
  appid: string
  from: string
  to: string
  role: Role
  /** Posts up to four marked messages in that conversation, and marks as read what `to` wrote. */
  write: boolean
  /** Language of the evidence; the first of `toolLangs` unless told. */
  lang?: ToolLang
  /** Milliseconds for each answer. */
  timeoutMs?: number
  /** The origin of the page that will ask, for CORS outside of a page. */
  origin?: string
  /** The origin of the page that asks; '' outside of any. */
  page?: string
  ask?: Ask
  /** Milliseconds since 1970. */
  now?: () => number
  /** Waits before something that failed is asked again. */
  wait?: (ms: number) => Promise<void>
  /** Called before each request with its number, from 1, and what it asks. */
  progress?: (request: number, endpoint: string) => void
}>

const PATIENCE = 15_000

/** In this order they are asked: marking as read comes last, since it changes what the others look at. */
const QUESTIONS: readonly Question[] = [
  reach,
  cors,
  pollBoundary,
  pollDirection,
  pollCap,
  pollOrder,
  historyBoundary,
  historyDirection,
  paging,
  historyOrder,
  everyPair,
  clockSkew,
  voiceUnit,
  media,
  presence,
  messageSchema,
  sending,
  unreadFrom,
  successType,
  latency,
]

/**
 * Asks a backend, one request after the other, what it does where its documentation is silent. 20 to 30 requests, or up to 40 with
 * `write`. What cannot be told is `undecided`, with the reason. Whatever the backend does it resolves; an `url` that is no address
 * throws a TypeError.
 */
export async function checkBackend(options: CheckOptions): Promise<Report> {
  const { appid, from, to, role, lang = toolLangs[0] } = options
  const url = withoutApi(new URL(options.url, globalThis.location?.href))
  const client = createClient({
    base: url,
    pair: { appid, me: { id: from, role }, other: { id: to, role: otherRole(role) } },
    ask: options.ask ?? ((url, init) => globalThis.fetch(url, init)),
    timeoutMs: options.timeoutMs ?? PATIENCE,
    now: options.now ?? deviceClock.wall,
    wait: options.wait ?? delay,
    progress: options.progress ?? (() => undefined),
  })
  // what is written is looked at afterwards
  const first = await gather(client, options.write ? 0 : PAGES_BACK)
  const works = first.mine.ok || first.page.ok
  if (!works) client.giveUp()
  const written = options.write && works ? await writeMessages(client, first) : null
  const known = written ? await gather(client, PAGES_BACK) : first
  const { origin = SOME_ORIGIN, page = globalThis.location?.origin ?? '' } = options
  const all: Found[] = []
  for (const question of QUESTIONS) all.push(...(await question({ client, known, written, page, origin })))
  return {
    url,
    findings: all.map(({ id, value, evidence, severity }) => ({
      id,
      value,
      evidence: evidence[lang],
      severity,
    })),
    settings: Object.assign({}, ...all.map(({ settings }) => settings)) as Record<string, string>,
  }
}

const withoutApi = ({ origin, pathname }: URL) =>
  (origin + pathname).replace(/\/+$/, '').replace(/\/api\/im(\/\w+)?$/, '')
