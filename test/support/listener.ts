import { createServer, type RequestListener, type Server } from 'node:http'

export type Listener = Readonly<{
  origin: string
  /** Drops all connections and refuses new ones, as a server that was killed. */
  stop: () => Promise<void>
  /** Listens on the same port again. */
  start: () => Promise<void>
}>

/** Listens on a free port of this machine, and can go away and come back on it. */
export async function listen(handle: RequestListener): Promise<Listener> {
  let server = await open(handle, 0)
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  const { port } = address
  return {
    origin: `http://127.0.0.1:${port}`,
    async start() {
      if (!server.listening) server = await open(handle, port)
    },
    async stop() {
      if (!server.listening) return
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

async function open(handle: RequestListener, port: number): Promise<Server> {
  const server = createServer(handle)
  // Browsers silently repeat a request, a POST too, whose reused connection ends without an answer. One connection a
  // request makes a lost answer what the test meant: asked once, stored once.
  server.maxRequestsPerSocket = 1
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return server
}
