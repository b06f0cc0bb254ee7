import { getResponse, HttpResponse } from 'msw'
import { createHandlers } from '~/mocks/handlers'
import { createWorld, type World, type WorldSetup } from '~/mocks/world'
import { startRecording } from '~/qa/recorder'
import { watchRequests } from '~/qa/watchRequests'
import { loadOlder } from '~/sync/loadOlder'
import { sendText } from '~/sync/send'
import { PAIR } from '~test/builders'
import { elapse, inVirtualTime } from '~test/support/fetchedPage'

const START = Date.UTC(2026, 10, 20, 2)

/** What is done with the answer to a request; `give` asks the backend. */
type Weather = (request: Request, give: () => Promise<Response>) => Promise<Response>

type Story = Readonly<{
  world: World
  say: (text: string) => void
  scrollUp: () => Promise<void>
  wait: (seconds: number) => Promise<void>
  weather: (now: Weather | null) => void
}>

/** A page on the mock backend lives through a story: what was recorded of it, and what stood there at the end. */
export const aRun = (story: (run: Story) => Promise<void>, switches: Partial<WorldSetup> = {}) =>
  inVirtualTime(START, async (time, open) => {
    const world = createWorld({ now: time.now, ...switches })
    const handlers = createHandlers(() => world)
    let weather: Weather = (_, give) => give()
    const host = {
      fetch: (input: RequestInfo | URL, init?: RequestInit) => {
        const request = new Request(input, init)
        return weather(request, async () => (await getResponse(handlers, request)) ?? HttpResponse.error())
      },
    }
    const recorder = startRecording(watchRequests(host, time.clock))
    const page = open({ pair: PAIR, network: (input, init) => host.fetch(input, init) })
    await story({
      world,
      say: (text) => sendText(page.chat, text),
      scrollUp: () => loadOlder(page.chat),
      wait: (seconds) => elapse(time, seconds * 1000),
      weather: (now) => {
        weather = now ?? ((_, give) => give())
      },
    })
    return { recording: recorder.stop({ masked: false }), shown: page.shown() }
  })
