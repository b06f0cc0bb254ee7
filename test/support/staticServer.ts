import type { IncomingMessage, ServerResponse } from 'node:http'
import { builtFile, serve, type Served, textFile } from './files'
import { listen } from './listener'

type Options = Readonly<{
  /** What an operator changed in the built page. */
  edit?: (html: string) => string
  /** Files beside the built ones, by name. */
  more?: Readonly<Record<string, string>>
}>

/** A server of files and nothing else, as any web space is: a built page lies in `folder` (`/some/dir`), the rest is 404. */
export async function startStaticServer(dist: string, folder: string, { edit, more = {} }: Options = {}) {
  const find = async (pathname: string): Promise<Served | null> => {
    const own = more[pathname.slice(1)]
    const file = own === undefined ? await builtFile(dist, pathname) : textFile(pathname, own)
    const isPage = own === undefined && file?.type.startsWith('text/html')
    return file && isPage && edit ? { ...file, bytes: Buffer.from(edit(file.bytes.toString())) } : file
  }
  const asked: string[] = []
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    asked.push(pathname)
    const isInside = pathname.startsWith(`${folder}/`)
    const file = isInside ? await find(pathname.slice(folder.length)) : null
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
