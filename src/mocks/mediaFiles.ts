import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { rangeOf } from './range.ts'

const FOLDER = fileURLToPath(new URL('./media/', import.meta.url))

/** A plain file name: no folders, no dot in front, so no way out of the folder. */
const NAME = /^\/mock-media\/([\w-]+(?:\.[\w-]+)*\.(\w+))$/

const TYPES: Readonly<Record<string, string>> = {
  amr: 'audio/amr',
  jpg: 'image/jpeg',
  m4a: 'audio/mp4',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  png: 'image/png',
  webm: 'audio/webm',
  svg: 'image/svg+xml',
}

/** Answers `/mock-media/FILE` with a file of `src/mocks/media`, or a part of it; false if there is no such file. */
export async function serveMedia(path: string, req: IncomingMessage, res: ServerResponse): Promise<boolean> {
  const [, name, extension = ''] = NAME.exec(path) ?? []
  const type = TYPES[extension]
  if (!name || !type || (req.method !== 'GET' && req.method !== 'HEAD')) return false
  const bytes = await readFile(FOLDER + name).catch(() => null)
  if (!bytes) return false

  res.setHeader('content-type', type)
  res.setHeader('x-content-type-options', 'nosniff')
  res.setHeader('cache-control', 'no-cache')
  // without ranges neither Safari nor Chromium can seek in a voice
  res.setHeader('accept-ranges', 'bytes')
  const range = rangeOf(req.headers.range, bytes.length)
  if (range === 'unsatisfiable') {
    res.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end()
    return true
  }
  const part = range ? bytes.subarray(range.first, range.last + 1) : bytes
  if (range) res.setHeader('content-range', `bytes ${range.first}-${range.last}/${bytes.length}`)
  res.writeHead(range ? 206 : 200, { 'content-length': part.length })
  res.end(req.method === 'HEAD' ? undefined : part)
  return true
}
