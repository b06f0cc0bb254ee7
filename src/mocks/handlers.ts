import { delay, http, type HttpHandler } from 'msw'
import { BadRequest, historyQuery, pollQuery, sendFields } from './params'
import { draw } from './random'
import { accepted, failed, refused, signInPage } from './reply'
import type { World } from './world'

/** Which world a request is meant for, or the answer that says why there is none. */
export type WorldFor = (request: Request) => World | Response

type Answer = (world: World, request: Request) => unknown

/** The JH IM API as far as the product uses it, at any origin and under any path that ends in `/api/im`. */
export function createHandlers(worldFor: WorldFor): HttpHandler[] {
  const endpoint = (answer: Answer) => (info: { request: Request }) => serve(worldFor, info.request, answer)
  return [
    http.get(
      '*/api/im/getNewestMsgListByLastTime',
      endpoint((world, { url }) => world.poll(pollQuery(url))),
    ),
    http.get(
      '*/api/im/getMsgListByPageAndUserId',
      endpoint((world, { url }) =>
        world.options.history ? world.history(historyQuery(url)) : failed(world, 404),
      ),
    ),
    http.post(
      '*/api/im/sendMsg',
      endpoint(async (world, request) => world.send(await sendFields(request))),
    ),
  ]
}

async function serve(worldFor: WorldFor, request: Request, answer: Answer): Promise<Response> {
  const world = worldFor(request)
  if (world instanceof Response) return world
  const fault = faultOf(world)
  const { latencyMs = 0 } = world.faults()
  if (latencyMs > 0) await delay(latencyMs)
  if (fault) return fault
  try {
    const data = await answer(world, request)
    return data instanceof Response ? data : accepted(world, data)
  } catch (error) {
    if (error instanceof BadRequest) return refused(world, error.message)
    throw error
  }
}

/** The failure that this request meets, if any: drawn by the seed and the number of the request. */
function faultOf(world: World): Response | null {
  const { failRate = 0, status = 503, retryAfter, signInPage: page = false } = world.faults()
  const number = world.countRequest()
  if (draw(world.options.seed, `request ${number}`) >= failRate) return null
  if (page) return signInPage(world)
  return failed(world, status, retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) })
}
