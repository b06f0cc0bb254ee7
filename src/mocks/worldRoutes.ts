import { http, HttpResponse, type HttpHandler } from 'msw'
import { type Chosen, chosenWorld } from './chosenWorld'
import { readOrder } from './control'
import { cannot, done } from './reply'
import type { SharedWorlds } from './sharedWorlds'

type Answer = (chosen: Chosen, request: Request) => Promise<Response>

const of =
  (answer: Answer) =>
  ({ request }: { request: Request }) => {
    const chosen = chosenWorld(request.url)
    return chosen instanceof Response ? chosen : answer(chosen, request)
  }

const place = (name: string) => `*/~mock/:names/:seed/${name}`

/** What the panel and `curl` ask of a world itself, below `…/~mock/NAMES/SEED/`: none of it is the API's. */
export function worldRoutes(worlds: SharedWorlds): HttpHandler[] {
  return [
    http.get(
      place('control'),
      of(async (chosen) => done(await worlds.control(chosen))),
    ),
    http.post(
      place('control'),
      of(async (chosen, request) => {
        const read = readOrder(await request.json().catch(() => null))
        return 'wrong' in read ? cannot(read.wrong) : done(await worlds.control(chosen, read.order))
      }),
    ),
    http.get(
      place('state'),
      of(async (chosen) => {
        const name = `jh-mock-${chosen.key.replace(/[^\w.=-]+/g, '-')}.json`
        return new HttpResponse(await worlds.save(chosen), {
          headers: {
            'content-type': 'application/json; charset=utf-8',
            'content-disposition': `attachment; filename="${name}"`,
          },
        })
      }),
    ),
    http.post(
      place('state'),
      of(async (chosen, request) => {
        const wrong = await worlds.load(chosen, await request.text())
        return wrong === null ? done(await worlds.control(chosen)) : cannot(wrong)
      }),
    ),
    http.post(
      place('reset'),
      of(async (chosen) => {
        await worlds.forget(chosen)
        return done()
      }),
    ),
  ]
}
