import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { png } from './png'

const MEDIA = path.resolve(import.meta.dirname, '../fixtures/media')

/** Size of a generated picture, from its name: `/media/640x480.png`. */
const PICTURE = /^(\d{1,4})x(\d{1,4})\.png$/

const TYPES: Readonly<Record<string, string>> = {
  '.amr': 'audio/amr',
  '.css': 'text/css;charset=utf-8',
  '.html': 'text/html;charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript;charset=utf-8',
  '.m4a': 'audio/mp4',
  '.json': 'application/json;charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain;charset=utf-8',
  '.wav': 'audio/wav',
  '.wasm': 'application/wasm',
  '.webm': 'audio/webm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

export type Served = Readonly<{ bytes: Buffer; type: string; headers: Readonly<Record<string, string>> }>

/** What a GET of `/media/<name>` serves: one of `more`, a file of test/fixtures/media, or a generated picture; null for none. */
export async function mediaFile(
  name: string,
  more: Readonly<Record<string, Uint8Array>> = {},
): Promise<Served | null> {
  const [, width, height] = PICTURE.exec(name) ?? []
  const own = more[name]
  const made = width && height ? png(Number(width), Number(height)) : null
  const bytes = own ? Buffer.from(own) : (made ?? (await read(MEDIA, name)))
  return bytes && { bytes, type: typeOf(name), headers: {} }
}

/** What a GET of `pathname` serves from the folder of a built page: `/` is index.html; null where there is no such file. */
export async function builtFile(folder: string | undefined, pathname: string): Promise<Served | null> {
  if (folder === undefined) return null
  const name = pathname === '/' ? 'index.html' : pathname.slice(1)
  const bytes = await read(folder, name)
  if (!bytes) return null
  const type = typeOf(name)
  return { bytes, type, headers: type.startsWith('text/html') ? { 'cache-control': 'no-cache' } : {} }
}

/** The same as servers send it: texts by gzip. */
export function compressed(file: Served): Served {
  if (!/^text\/|json|svg/.test(file.type)) return file
  return { ...file, bytes: gzipSync(file.bytes), headers: { ...file.headers, 'content-encoding': 'gzip' } }
}

/** A file of that name with this text. */
export const textFile = (name: string, text: string): Served => ({
  bytes: Buffer.from(text),
  type: typeOf(name),
  headers: {},
})

const typeOf = (name: string) => TYPES[path.extname(name).toLowerCase()] ?? 'application/octet-stream'

/** The file's bytes; null for a folder, a missing file and everything outside of `folder`. */
async function read(folder: string, name: string): Promise<Buffer | null> {
  const root = path.resolve(folder)
  const file = path.resolve(root, name)
  if (!file.startsWith(root + path.sep)) return null
  return readFile(file).catch(() => null)
}

/** Answers with the bytes, or with the one range of them that the request asks for (players of sound seek by it). */
export function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { bytes, type, headers }: Served,
): void {
  const { length } = bytes
  const asked = request.headers.range
  const range = asked === undefined ? null : parseRange(asked, length)
  const head = { ...headers, 'content-type': type, 'accept-ranges': 'bytes' }
  if (range === 'unsatisfiable') {
    response.writeHead(416, { ...head, 'content-range': `bytes */${length}` }).end()
  } else if (range) {
    const { start, end } = range
    response.writeHead(206, {
      ...head,
      'content-range': `bytes ${start}-${end - 1}/${length}`,
      'content-length': end - start,
    })
    response.end(bytes.subarray(start, end))
  } else {
    response.writeHead(200, { ...head, 'content-length': length })
    response.end(request.method === 'HEAD' ? undefined : bytes)
  }
}

/** `end` is exclusive. Null for a header that is to be ignored: other units, several ranges. */
function parseRange(header: string, length: number): { start: number; end: number } | 'unsatisfiable' | null {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return null
  const start = first === '' ? Math.max(0, length - Number(last)) : Number(first)
  const end = first === '' || last === '' ? length : Math.min(length, Number(last) + 1)
  return start < end ? { start, end } : 'unsatisfiable'
}
