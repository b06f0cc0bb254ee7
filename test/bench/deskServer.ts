import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { getResponse } from 'msw'
import { createHandlers } from '~/mocks/handlers'
import { hostHandlers } from '~/mocks/hostHandlers'
import { sendResponse, toRequest } from '~/mocks/httpBridge'
import { serveMedia } from '~/mocks/mediaFiles'
import { metaFor, withMeta } from '~/mocks/pageSettings'
import { createWorld, type World } from '~/mocks/world'
import type { WorldOptions } from '~/mocks/options'
import { optionsOf } from '~test/mocks/aWorld'
import { builtFile, serve } from '~test/support/files'
import { listen } from '~test/support/listener'
import { DIST } from './builtPage'

/** Reading requests: those that the budget is about. */
const READS = /\/api\/im\/(getNewestMsgListByLastTime|getMsgListByPageAndUserId|unreadcount|getUserStatus)$/

export type DeskServer = Awaited<ReturnType<typeof startDesk>>

/** The released page and, on the same origin, the mock's desk by the clock `now` (true ms). */
export async function startDesk(now: () => number, options: Partial<WorldOptions> = {}) {
  const world: World = createWorld({ ...optionsOf('desk'), ...options, now })
  const handlers = [...createHandlers(() => world), ...hostHandlers(() => world)]
  /** When each reading request came, by `now`. */
  const reads: number[] = []
  /** Which member each message was delivered of first, and when, by its id. */
  const delivered = new Map<string, number>()
  const files = new Set<string>()
  let underWay = 0

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const { pathname } = new URL(request.url ?? '/', 'http://desk')
    if (pathname.startsWith('/api/')) {
      if (READS.test(pathname)) reads.push(now())
      underWay += 1
      response.once('close', () => (underWay -= 1))
      const found = await getResponse(handlers, await toRequest(request))
      if (!found) return void response.writeHead(404).end()
      note(await found.clone().text())
      return sendResponse(found, response)
    }
    if (await serveMedia(pathname, request, response)) return
    const file = await builtFile(DIST, pathname)
    if (!file) return void response.writeHead(404).end()
    if (pathname !== '/') files.add(pathname)
    const html = () => Buffer.from(withMeta(file.bytes.toString(), metaFor('/')))
    serve(request, response, pathname === '/' ? { ...file, bytes: html() } : file)
  }
  const note = (body: string) => {
    for (const [, id] of body.matchAll(/"_id":"([0-9a-f]{24})"/g))
      if (id !== undefined && !delivered.has(id)) delivered.set(id, now())
  }

  const listener = await listen((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.destroy()
      console.error(error)
    })
  })
  return {
    origin: listener.origin,
    stop: listener.stop,
    world,
    reads: reads as readonly number[],
    delivered: delivered as ReadonlyMap<string, number>,
    isQuiet: () => underWay === 0,
    /** Bytes of what the page has downloaded of its own so far, compressed as servers do. */
    downloaded: () =>
      ['/index.html', ...files]
        .map((file) => gzipSync(readFileSync(path.join(DIST, file)), { level: 9 }).length)
        .reduce((sum, bytes) => sum + bytes, 0),
  }
}
