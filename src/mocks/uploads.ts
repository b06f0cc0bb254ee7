import { http, HttpResponse, type HttpHandler } from 'msw'
import { type BackendFor, serve } from './handlers'
import { BadRequest } from './params'
import { rangeOf } from './range'
import { failed } from './reply'

/** A file that a page has uploaded. */
export type StoredFile = Readonly<{ bytes: ArrayBuffer; type: string }>

/** Where they lie; the names are ours. */
export type UploadedFiles = Readonly<{
  keep: (name: string, file: StoredFile) => Promise<void>
  find: (name: string) => Promise<StoredFile | undefined>
}>

/** Where uploaded files are served, in the folder of the page. */
export const SERVED = 'mock-media/up/'

/** Bytes of the largest file that is taken. */
const LARGEST = 20 * 1024 * 1024
/** Bytes that are kept in memory in all; the oldest go first. */
const ROOM = 200 * 1024 * 1024

/** What is taken, and what it is called: nothing that a browser would run. */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
}

/**
 * An upload as `VITE_UPLOAD_URL` expects it, at `…/api/upload` and for a chosen world at `…/~mock/NAME/SEED/upload`: a multipart
 * POST with the file as `file`, answered `{ success, data: { url } }`. The files are really served, also in parts. `folder`: that of
 * the page, with a slash at both ends.
 */
export function uploadHandlers(backendFor: BackendFor, files: UploadedFiles, folder = '/'): HttpHandler[] {
  const take = ({ request }: { request: Request }) =>
    serve(backendFor, 'upload', request, async (_backend, _request, by, number) => {
      const form = await request.formData().catch(() => null)
      const file = form?.get('file')
      if (!file || typeof file === 'string') throw new BadRequest('没有收到文件')
      const ending = ENDINGS[file.type]
      if (!ending) throw new BadRequest('只接受图片和语音')
      if (file.size === 0) throw new BadRequest('文件是空的')
      if (file.size > LARGEST) return failed(by, 413)
      const name = `${by.now.toString(36)}-${number}.${ending}`
      await files.keep(name, { bytes: await file.arrayBuffer(), type: file.type })
      return { url: folder + SERVED + name }
    })
  return [
    http.post('*/api/upload', take),
    http.post('*/~mock/:scenario/:seed/upload', take),
    http.get(`*/${SERVED}:name`, async ({ request, params }) => {
      const file = await files.find(String(params['name']))
      return file ? partOf(file, request.headers.get('range')) : new HttpResponse(null, { status: 404 })
    }),
  ]
}

/** A file, or the part of it that is asked for: without ranges neither Safari nor Chromium can seek in a voice. */
function partOf({ bytes, type }: StoredFile, asked: string | null): Response {
  const size = bytes.byteLength
  const headers = { 'content-type': type, 'x-content-type-options': 'nosniff', 'accept-ranges': 'bytes' }
  const range = rangeOf(asked, size)
  if (range === 'unsatisfiable')
    return new HttpResponse(null, { status: 416, headers: { 'content-range': `bytes */${size}` } })
  if (!range) return new HttpResponse(bytes, { headers })
  const { first, last } = range
  return new HttpResponse(bytes.slice(first, last + 1), {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${first}-${last}/${size}` },
  })
}

/** Files in memory, for as long as it lasts. */
export function filesInMemory(kept = new Map<string, StoredFile>()): UploadedFiles {
  return {
    keep: async (name, file) => {
      kept.set(name, file)
      let bytes = 0
      for (const [older, { bytes: own }] of [...kept].reverse()) {
        bytes += own.byteLength
        if (bytes > ROOM) kept.delete(older)
      }
    },
    find: async (name) => kept.get(name),
  }
}
