import { delay, http, type HttpHandler } from 'msw'
import type { Backend } from './backend'
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
import { draw } from './random'
import { accepted, failed, refused, signInPage } from './reply'

/** Which backend a request is meant for, or the answer that says why there is none. */
export type BackendFor = (request: Request) => Backend | Response

type Answer = (backend: Backend, request: Request) => unknown

/** The JH IM API as far as the product uses it, at any origin and under any path that ends in `/api/im`. */
export function createHandlers(backendFor: BackendFor): HttpHandler[] {
  const endpoint = (answer: Answer) => (info: { request: Request }) => serve(backendFor, info.request, answer)
  const extra = (answer: Answer) =>
    endpoint((backend, request) => (backend.options.extras ? answer(backend, request) : failed(backend, 404)))
  return [
    http.get(
      '*/api/im/getNewestMsgListByLastTime',
      endpoint((backend, { url }) => backend.poll(pollQuery(url))),
    ),
    http.get(
      '*/api/im/getMsgListByPageAndUserId',
      endpoint((backend, { url }) =>
        backend.options.history ? backend.history(historyQuery(url)) : failed(backend, 404),
      ),
    ),
    http.post(
      '*/api/im/sendMsg',
      endpoint(async (backend, request) => backend.send(await sendFields(request))),
    ),
    http.post(
      '*/api/im/updateUnreadP2pMessages',
      extra(async (backend, request) => backend.markRead(await readFields(request))),
    ),
    http.get(
      '*/api/im/unreadcount',
      extra((backend, { url }) => backend.unreadCount(countQuery(url))),
    ),
    http.post(
      '*/api/im/regUserInfo',
      extra(async (backend, request) => backend.register(await userFields(request))),
    ),
    http.get(
      '*/api/im/getUserStatus',
      extra((backend, { url }) => backend.status(statusQuery(url))),
    ),
  ]
}

/** Answers a request as its backend does: after its latency, with its faults, in its envelope. */
export async function serve(backendFor: BackendFor, request: Request, answer: Answer): Promise<Response> {
  const backend = backendFor(request)
  if (backend instanceof Response) return backend
  const fault = await faultOf(backend)
  const { latencyMs = 0 } = backend.faults()
  if (latencyMs > 0) await delay(latencyMs)
  if (fault) return fault
  try {
    const data = await answer(backend, request)
    return data instanceof Response ? data : accepted(backend, data)
  } catch (error) {
    if (error instanceof BadRequest) return refused(backend, error.message)
    throw error
  }
}

/** The failure that this request meets, if any: drawn by the seed and the number of the request. */
async function faultOf(backend: Backend): Promise<Response | null> {
  const { failRate = 0, status = 503, retryAfter, signInPage: page = false } = backend.faults()
  const number = await backend.countRequest()
  if (draw(backend.options.seed, `request ${number}`) >= failRate) return null
  if (page) return signInPage(backend)
  return failed(backend, status, retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) })
}
