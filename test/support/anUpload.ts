import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** A file as it was uploaded. */
export type Uploaded = Readonly<{ name: string; type: string; bytes: Buffer<ArrayBuffer> }>

/** An upload at `/up` as `VITE_UPLOAD_URL` expects it; the files are served at `/up/0`, `/up/1` and on. */
export function anUpload() {
  const files: Uploaded[] = []
  let tried = 0
  let status = 200
  let held: Promise<void> = Promise.resolve()
  let heldFiles: Promise<void> = Promise.resolve()

  async function take(request: IncomingMessage, response: ServerResponse) {
    tried += 1
    const body = await buffer(request)
    await held
    if (status !== 200) return response.writeHead(status).end()
    const { headers } = request
    const form = await new Response(body, {
      headers: { 'content-type': headers['content-type'] ?? '' },
    }).formData()
    const file = form.get('file')
    if (!(file instanceof File)) return response.writeHead(400).end()
    files.push({ name: file.name, type: file.type, bytes: Buffer.from(await file.arrayBuffer()) })
    response.writeHead(200, { 'content-type': 'application/json' })
    return response.end(JSON.stringify({ success: true, data: { url: `/up/${files.length - 1}` } }))
  }

  return {
    files: files as readonly Uploaded[],
    /** How many uploads have begun. */
    tried: () => tried,
    /** Answers with this status from now on. */
    answers: (other: number) => void (status = other),
    /** No upload is answered until the returned function is called. */
    hold: () => {
      let go = () => {}
      held = new Promise((resolve) => (go = resolve))
      return go
    },
    /** No file is served until the returned function is called. */
    holdFiles: () => {
      let go = () => {}
      heldFiles = new Promise((resolve) => (go = resolve))
      return go
    },
    /** Whether the request is for it. */
    async handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
      const { url = '', method } = request
      if (url === '/up' && method === 'POST') {
        await take(request, response)
        return true
      }
      const file = files[Number(/^\/up\/(\d+)$/.exec(url)?.[1] ?? NaN)]
      if (!file) return false
      await heldFiles
      response
        .writeHead(200, { 'content-type': file.type, 'content-length': file.bytes.length })
        .end(file.bytes)
      return true
    },
  }
}
