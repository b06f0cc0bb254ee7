import type { IncomingMessage, ServerResponse } from 'node:http'
import { builtFile, serve } from './files'
import { listen } from './listener'

/** A server of files and nothing else, as any web space is: a built page lies in `folder` (`/some/dir`), the rest is 404. */
export async function startStaticServer(dist: string, folder: string) {
  const asked: string[] = []
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    asked.push(pathname)
    const isInside = pathname.startsWith(`${folder}/`)
    const file = isInside ? await builtFile(dist, pathname.slice(folder.length)) : null
    if (file) serve(request, response, file)
    else response.writeHead(404).end()
  }
  const { origin, stop } = await listen((request, response) => void answer(request, response))
  return {
    origin,
    stop,
    /** The paths that were asked for since this was last called. */
    takeAsked: () => asked.splice(0),
  }
}
