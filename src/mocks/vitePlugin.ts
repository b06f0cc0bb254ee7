import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type Connect,
  isRunnableDevEnvironment,
  type Plugin,
  type PreviewServer,
  runnerImport,
  type ViteDevServer,
} from 'vite'
import { metaFor, withMeta } from './pageSettings.ts'
import { BodyTooLarge, sendJson, sendResponse, toRequest } from './httpBridge.ts'
import { serveMedia } from './mediaFiles.ts'
import { sideLines } from './sideLines.ts'

// This file and what it imports are loaded with the configuration: explicit endings, and no `~`.

export type MockServerOptions = Readonly<{
  /** Whether the mock answers at all; by default everywhere but under vitest. It is never part of a build. */
  active?: boolean
}>

type ServerModule = Readonly<{
  answer: (request: Request) => Promise<Response | undefined>
  wrongWorld: (pageUrl: string) => Promise<string | null>
}>
type LoadServer = () => Promise<ServerModule>

/** The module that knows the handlers; loaded by a module runner, because it is written for the bundler. */
const SERVER_MODULE = fileURLToPath(new URL('./server.ts', import.meta.url))

const HOST_PAGE = fileURLToPath(new URL('./hostPage.html', import.meta.url))

/**
 * The mock backend as real HTTP, in Vite's dev and preview servers: `/api/im/*`, `/~mock/SCENARIO/SEED/api/im/*` and
 * `/mock-media/*`, and `/mock-host.html`. A page whose address has `?scenario=…&seed=…` is served with a setting that names its world's API.
 */
export function mockServer({ active = !process.env['VITEST'] }: MockServerOptions = {}): Plugin {
  const name = 'jh-mock-server'
  if (!active) return { name }
  return {
    name,
    // dev and preview, never a build
    apply: 'serve',
    configureServer(server) {
      const { ssr } = server.environments
      server.middlewares.use(
        mockMiddleware(() => {
          if (!ssr || !isRunnableDevEnvironment(ssr))
            throw new Error('the mock needs a runnable ssr environment')
          // asked for each time: the runner loads again what was edited
          return ssr.runner.import(SERVER_MODULE)
        }),
      )
      printSides(server, true)
    },
    configurePreviewServer(server) {
      let loaded: Promise<ServerModule> | undefined
      const load: LoadServer = () =>
        (loaded ??= runnerImport<ServerModule>(SERVER_MODULE, {
          root: server.config.root,
          resolve: { tsconfigPaths: true },
        }).then(({ module }) => module))
      server.middlewares.use(mockMiddleware(load))
      server.middlewares.use(builtPage(resolve(server.config.root, server.config.build.outDir), load))
      printSides(server, false)
    },
    transformIndexHtml(_html, { originalUrl }) {
      return Object.entries(metaFor(originalUrl ?? '')).map(([name, content]) => ({
        tag: 'meta',
        attrs: { name, content },
        injectTo: 'head-prepend' as const,
      }))
    },
  }
}

function mockMiddleware(load: LoadServer): Connect.NextHandleFunction {
  return (req, res, next) => {
    const path = (req.url ?? '/').split(/[?#]/)[0] ?? '/'
    if (path.startsWith('/mock-media/') && !path.startsWith('/mock-media/up/')) {
      serveMedia(path, req, res).then((served) => served || sendJson(res, 404, 'no such file'), next)
    } else if (path === '/mock-host.html' && req.method === 'GET') {
      sendHostPage(res).catch(next)
    } else if (/^\/(api|~mock|mock-media)(\/|$)/.test(path)) {
      answerTo(req, res, load).catch(next)
    } else {
      next()
    }
  }
}

/** An example of a page that carries the desk. */
async function sendHostPage(res: ServerResponse): Promise<void> {
  const html = await readFile(HOST_PAGE)
  res.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' })
  res.end(html)
}

async function answerTo(req: IncomingMessage, res: ServerResponse, load: LoadServer): Promise<void> {
  try {
    const request = await toRequest(req)
    const { answer } = await load()
    const response = await answer(request)
    // Vite's own answer would be index.html with status 200
    if (!response)
      return sendJson(res, 404, `no such endpoint: ${req.method} ${new URL(request.url).pathname}`)
    await sendResponse(response, res)
  } catch (error) {
    if (!(error instanceof BodyTooLarge)) throw error
    res.setHeader('connection', 'close')
    sendJson(res, 413, 'the body is too large')
  }
}

/** Serves the built index.html with the settings of the mock; a release knows no scenarios, so what is wrong with them is said in its place. */
function builtPage(outDir: string, load: LoadServer): Connect.NextHandleFunction {
  return (req, res, next) => {
    const path = (req.url ?? '').split(/[?#]/)[0]
    if (req.method !== 'GET' || (path !== '/' && path !== '/index.html')) return next()
    const page = async () => {
      const wrong = await (await load()).wrongWorld(req.url ?? '')
      if (wrong !== null) return sendText(res, wrong)
      const html = await readFile(join(outDir, 'index.html'), 'utf8')
      res.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' })
      res.end(withMeta(html, metaFor(req.url ?? '')))
      return undefined
    }
    page().catch(next)
  }
}

/** A sentence as the whole page: as text, whatever the address said. */
function sendText(res: ServerResponse, text: string): void {
  res.writeHead(404, { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' })
  res.end(`${text}\n`)
}

/** Prints the addresses of the two sides below Vite's own. */
function printSides(server: ViteDevServer | PreviewServer, hasQa: boolean): void {
  const print = server.printUrls.bind(server)
  server.printUrls = () => {
    print()
    const { local = [], network = [] } = server.resolvedUrls ?? {}
    for (const line of sideLines(local[0], network[0], hasQa)) server.config.logger.info(line)
  }
}
