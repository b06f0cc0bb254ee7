import type { IncomingMessage, ServerResponse } from 'node:http'

/** Bytes of the largest body that is read: far above any message, far below what would hurt … */
const LARGEST_BODY = 1024 * 1024
/** … and of a file's, of an upload more than the handler takes: it says so itself. */
const LARGEST_FILE = 40 * 1024 * 1024

/** A request whose body is too large. */
export class BodyTooLarge extends Error {}

/** A Node request as a standard one. Its host is not the real one: handlers look at the path. Throws `BodyTooLarge`. */
export async function toRequest(req: IncomingMessage): Promise<Request> {
  const headers = new Headers()
  for (const [name, value] of Object.entries(req.headers)) {
    // HTTP/2 names its pseudo-headers with a colon, which `Headers` refuses
    if (value === undefined || name.startsWith(':')) continue
    for (const one of [value].flat()) headers.append(name, one)
  }
  const method = req.method ?? 'GET'
  const most = /\/(upload|state)(\?|$)/.test(req.url ?? '') ? LARGEST_FILE : LARGEST_BODY
  const body = method === 'GET' || method === 'HEAD' ? null : await bodyOf(req, most)
  return new Request(`http://localhost${req.url ?? '/'}`, { method, headers, body })
}

async function bodyOf(req: IncomingMessage, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of req as AsyncIterable<Uint8Array>) {
    size += part.byteLength
    if (size > most) throw new BodyTooLarge()
    parts.push(part)
  }
  const body = new Uint8Array(size)
  let offset = 0
  for (const part of parts) {
    body.set(part, offset)
    offset += part.byteLength
  }
  return body
}

/** Sends a standard answer; a network error (`Response.error()`) breaks the connection, as a dead server does. */
export async function sendResponse(response: Response, res: ServerResponse): Promise<void> {
  if (response.type === 'error') return breakOff(res)
  const body = Buffer.from(await response.arrayBuffer())
  res.statusCode = response.status
  if (response.statusText) res.statusMessage = response.statusText
  for (const [name, value] of response.headers) if (name !== 'set-cookie') res.setHeader(name, value)
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) res.setHeader('set-cookie', cookies)
  res.end(body)
}

/**
 * Where a kept connection breaks before a byte of an answer, Chromium asks a second time by itself, a POST too: what was done would be done
 * twice, and nobody told. So a POST's breaks within its answer.
 */
function breakOff(res: ServerResponse): void {
  if (res.req.method !== 'POST') return void res.destroy()
  res.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': 2 })
  res.write('{', () => res.destroy())
}

/** A refusal in the API's envelope, for what the handlers never see. */
export function sendJson(res: ServerResponse, status: number, message: string): void {
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  res.end(JSON.stringify({ success: false, message }))
}
