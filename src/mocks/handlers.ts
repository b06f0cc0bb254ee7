import { http, type HttpHandler } from 'msw'
import { delay } from '~/lib/timer'
import type { Backend } from './backend'
import { type Endpoint, failsAt, type Fault } from './faults'
import {
  BadRequest,
  countQuery,
  historyQuery,
  pollQuery,
  readFields,
  sendFields,
  statusQuery,
  userFields,
} from './params'
import { accepted, type Answerer, broken, failed, refused, signInPage, truncated } from './reply'

/** Which backend a request is meant for, or the answer that says why there is none. */
export type BackendFor = (request: Request) => Backend | Response

/** `by`: who answers; `number`: that of the request, from 1. */
type Answer = (backend: Backend, request: Request, by: Answerer, number: number) => unknown

/** What a backend says that refuses whatever it is asked. */
const BUSY = '系统繁忙，请稍后再试'
/** Milliseconds for which a request hangs where it does: far beyond anybody's patience. */
const HANGS = 120_000

/** The JH IM API as far as the product uses it, at any origin and under any path that ends in `/api/im`. */
export function createHandlers(backendFor: BackendFor): HttpHandler[] {
  const at = (name: Endpoint, answer: Answer) => (info: { request: Request }) =>
    serve(backendFor, name, info.request, answer)
  const extra = (name: Endpoint, answer: Answer) =>
    at(name, (backend, request, by, number) =>
      backend.options.extras ? answer(backend, request, by, number) : failed(by, 404),
    )
  return [
    http.get(
      '*/api/im/getNewestMsgListByLastTime',
      at('poll', (backend, { url }) => backend.poll(pollQuery(url, backend.options))),
    ),
    http.get(
      '*/api/im/getMsgListByPageAndUserId',
      at('history', (backend, { url }, by) =>
        backend.options.history ? backend.history(historyQuery(url, backend.options)) : failed(by, 404),
      ),
    ),
    http.post(
      '*/api/im/sendMsg',
      at('send', async (backend, request) => backend.send(await sendFields(request, backend.options))),
    ),
    http.post(
      '*/api/im/updateUnreadP2pMessages',
      extra('read', async (backend, request) => backend.markRead(await readFields(request, backend.options))),
    ),
    http.get(
      '*/api/im/unreadcount',
      extra('count', (backend, { url }) => backend.unreadCount(countQuery(url))),
    ),
    http.post(
      '*/api/im/regUserInfo',
      extra('register', async (backend, request) =>
        backend.register(await userFields(request, backend.options)),
      ),
    ),
    http.get(
      '*/api/im/getUserStatus',
      extra('status', (backend, { url }) => backend.status(statusQuery(url))),
    ),
  ]
}

/** Answers a request as its backend does: after its latency, with its faults, in its envelope. */
export async function serve(
  backendFor: BackendFor,
  endpoint: Endpoint,
  request: Request,
  answer: Answer,
): Promise<Response> {
  const backend = backendFor(request)
  if (backend instanceof Response) return backend
  const { number, now, fault } = await backend.begin(endpoint)
  const by: Answerer = { options: backend.options, now }
  if (fault.latencyMs) await delay(fault.latencyMs)
  const fails = failsAt(fault, backend.options.seed, number)
  const { failure = 'status' } = fault
  if (!fails) return answered(backend, request, by, number, answer)
  if (failure === 'truncated') return truncated(await answered(backend, request, by, number, answer))
  if (failure === 'lost') await answered(backend, request, by, number, answer)
  if (failure === 'hang') await delay(HANGS, request.signal)
  if (failure === 'page') return signInPage(by)
  if (failure === 'refused') return refused(by, BUSY)
  return failure === 'status' ? failureOf(by, fault) : broken()
}

async function answered(
  backend: Backend,
  request: Request,
  by: Answerer,
  number: number,
  answer: Answer,
): Promise<Response> {
  try {
    const data = await answer(backend, request, by, number)
    return data instanceof Response ? data : accepted(by, data)
  } catch (error) {
    if (error instanceof BadRequest) return refused(by, error.message)
    throw error
  }
}

const failureOf = (by: Answerer, { status = 503, retryAfter }: Fault) =>
  failed(by, status, retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) })
