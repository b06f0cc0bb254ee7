import { BEYOND } from './client'
import { sayFailure } from './failure'
import { type Found, found, say, undecided } from './finding'
import type { Asked, Question } from './question'
import type { Heard } from './transport'

const POLL = 'getNewestMsgListByLastTime'
/** Of nobody: a backend that lets this origin in lets in all. */
export const SOME_ORIGIN = 'https://contract-check.example'
const WRITING = ['sendMsg', 'updateUnreadP2pMessages', 'regUserInfo'] as const

/** Whether pages of other origins may read the answers and post JSON, and which writing endpoints tell that they are there. */
export const cors: Question = (asked) => (asked.page === '' ? fromHeaders(asked) : fromPage(asked))

/** In a page the browser decides, and tells only whether something came through. */
async function fromPage({ client, known: { mine }, page }: Asked): Promise<readonly Found[]> {
  const preflight = undecided(
    'cors.preflight',
    say('网页里看不到预检请求：请用命令', 'a page cannot see preflights: use the command'),
  )
  const url = client.urlOf(POLL)
  const isOwn = new URL(url, page).origin === page
  const from = say(`页面 ${page}`, `the page ${page}`)
  if (isOwn) return [found('cors', 'sameOrigin', 'ok', from), preflight]
  const isReadable = mine.ok || mine.failure.kind !== 'unreachable'
  if (isReadable)
    return [
      { ...found('cors', 'allowed', 'ok', from), settings: { VITE_API_BASE: baseOf(client) } },
      preflight,
    ]
  const blind = await client.request('cors', url, { mode: 'no-cors' }, { insist: true })
  if (blind.failure) return [undecided('cors', sayFailure(blind.failure)), preflight]
  const evidence = say(
    `有回答，但浏览器不让 ${page} 的页面读取`,
    `there is an answer, and the browser keeps it from pages of ${page}`,
  )
  return [found('cors', 'blocked', 'error', evidence), preflight]
}

async function fromHeaders({ client, origin }: Asked): Promise<readonly Found[]> {
  const query = client.sides(client.pair.me, client.pair.other)
  const url = `${client.urlOf(POLL)}?${new URLSearchParams({ ...query, lasttime: String(BEYOND) }).toString()}`
  const simple = await client.request('cors', url, { headers: { origin } })
  const preflights: Heard[] = []
  for (const endpoint of WRITING)
    preflights.push(
      await client.request(
        'cors',
        client.urlOf(endpoint),
        {
          method: 'OPTIONS',
          headers: {
            origin,
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'content-type',
          },
        },
        { part: 'headers' },
      ),
    )
  const [send] = preflights
  const named = WRITING.filter((_, i) => tellsPost(preflights[i]))
  return [
    readable(simple, origin, baseOf(client)),
    preflight(send, origin),
    ...(named.length === 0 ? [] : [allowHeader(named)]),
  ]
}

const baseOf = ({ urlOf }: Asked['client']) => urlOf('').replace(/\/api\/im\/$/, '')

/** An origin is `*` or exactly itself. */
const lets = (allowed: string | null, origin: string) => allowed === '*' || allowed === origin

function readable({ headers, status, failure }: Heard, origin: string, base: string): Found {
  const allowed = headers?.get('access-control-allow-origin') ?? null
  if (!headers) return undecided('cors', failure ? sayFailure(failure) : say('没有回答', 'no answer'))
  const shown = allowed === null ? '-' : allowed.slice(0, 80)
  const evidence = say(
    `Origin: ${origin} → 状态 ${status ?? '-'}，Access-Control-Allow-Origin: ${shown}`,
    `Origin: ${origin} → status ${status ?? '-'}, Access-Control-Allow-Origin: ${shown}`,
  )
  if (!failure && lets(allowed, origin))
    return {
      ...found('cors', allowed === '*' ? 'everybody' : 'allowed', 'ok', evidence),
      settings: { VITE_API_BASE: base },
    }
  if (origin === SOME_ORIGIN && allowed !== null)
    return undecided(
      'cors',
      say(
        `${evidence['zh-CN']}：只放行那一个域名，请用 --origin 写明网页的`,
        `${evidence.en}: it lets in that one alone, name the page's by --origin`,
      ),
    )
  return found(
    'cors',
    'refused',
    'info',
    say(
      `${evidence['zh-CN']}：网页必须与接口同源，或由同源的网关转发`,
      `${evidence.en}: the page must stand on the API's origin, or behind a gateway of its own`,
    ),
  )
}

function preflight(heard: Heard | undefined, origin: string): Found {
  const headers = heard?.headers
  if (!heard || !headers)
    return undecided(
      'cors.preflight',
      heard?.failure ? sayFailure(heard.failure) : say('没有回答', 'no answer'),
    )
  const may =
    lets(headers.get('access-control-allow-origin'), origin) &&
    /(^|[\s,])content-type([\s,]|$)|\*/i.test(headers.get('access-control-allow-headers') ?? '') &&
    !heard.failure
  return found(
    'cors.preflight',
    may ? 'allowed' : 'refused',
    may ? 'ok' : 'info',
    say(
      `对 sendMsg 的 OPTIONS：状态 ${heard.status ?? '-'}，${may ? '可以' : '不可以'}跨域发送 JSON（表单不需要预检）`,
      `OPTIONS of sendMsg: status ${heard.status ?? '-'}, JSON ${may ? 'may' : 'may not'} be posted across origins (a form needs no preflight)`,
    ),
  )
}

const tellsPost = (heard: Heard | undefined) =>
  /\bPOST\b/i.test(heard?.headers?.get('allow') ?? '') && !heard?.failure

const allowHeader = (endpoints: readonly string[]) =>
  found(
    'post.allowed',
    endpoints.join(', '),
    'ok',
    say('OPTIONS 的 Allow 头里有 POST', 'the Allow header of OPTIONS names POST'),
  )
