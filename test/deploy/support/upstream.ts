import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** A request as it came; `reused`: over a connection that had answered one before. */
export type Came = Readonly<{
  method: string
  url: string
  headers: IncomingHttpHeaders
  bytes: number
  reused: boolean
}>

type Behaviour = (response: ServerResponse, request: IncomingMessage) => void

export const well: Behaviour = (response) => response.end('{"success":true,"data":[]}')
/** Takes the request and breaks the connection before the first byte of an answer. */
export const breaks: Behaviour = (_, request) => void request.socket.destroy()

/** A backend that keeps connections, as the real one does, and behaves as it is told to. */
export async function startUpstream() {
  const came: Came[] = []
  const answered = new WeakMap<Socket, number>()
  let behaviour: Behaviour = well
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url = '', headers, socket } = request
    const count = answered.get(socket) ?? 0
    answered.set(socket, count + 1)
    const { length } = await buffer(request)
    came.push({ method, url, headers, bytes: length, reused: count > 0 })
    response.setHeader('content-type', 'application/json')
    behaviour(response, request)
  }
  const server = createServer((request, response) => void handle(request, response))
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    /** `127.0.0.1:8080` */
    place: `127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    /** What came since this was last called. */
    take: () => came.splice(0),
    came: came as readonly Came[],
    behave: (next: Behaviour) => void (behaviour = next),
    close: async () => {
      const closed = once(server.close(), 'close')
      server.closeAllConnections()
      await closed
    },
  }
}
