import type { Upload } from '~/lib/upload'
import { openEnvelope } from './envelope'
import { ApiError } from './errors'
import { httpError, isOurOrigin } from './request'

/** Milliseconds that may pass without a byte leaving: a slow phone still uploads … */
const QUIET = 30_000
/** … and until the answer, once all of it has left: a server may look at the file. */
const ANSWER = 60_000

export type UploadTarget = Readonly<{
  /** Where it is posted to, a whole http(s) address. */
  url: string
  /** Whether media are loaded from the address that the server answers. */
  isMedia: (address: string) => boolean
}>

/** An upload of a host: it may do and answer anything. */
export type HostUpload = (...of: Parameters<Upload>) => Promise<unknown>

/** A host's upload, whose answer is checked. */
export const uploadBy =
  (upload: HostUpload, isMedia: UploadTarget['isMedia']): Upload =>
  async (file, options) =>
    checked(await upload(file, options), isMedia)

/**
 * The upload that comes with the product: a multipart POST with the file as `file`, answered `{ success, data: { url } }`.
 * `XMLHttpRequest`: `fetch` tells no progress. Rejects with `ApiError`, or `AbortError` by `signal`.
 */
export const uploadTo =
  ({ url, isMedia }: UploadTarget): Upload =>
  (file, { name, signal, onProgress }) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest()
      let waited = 0
      let watch: ReturnType<typeof setTimeout> | undefined
      const expect_ = (ms: number) => {
        clearTimeout(watch)
        watch = setTimeout(() => {
          waited = ms
          request.abort()
        }, ms)
      }
      const callOff = () => request.abort()
      const end = (act: () => void) => {
        clearTimeout(watch)
        signal.removeEventListener('abort', callOff)
        act()
      }
      const fail = (error: unknown) => end(() => reject(error))

      request.upload.addEventListener('progress', ({ loaded, total }) => {
        expect_(QUIET)
        if (total > 0) onProgress(loaded / total)
      })
      request.upload.addEventListener('load', () => expect_(ANSWER))
      request.addEventListener('abort', () =>
        fail(
          waited > 0 ? new ApiError({ kind: 'timeout', waited }) : new DOMException('aborted', 'AbortError'),
        ),
      )
      request.addEventListener('error', () => fail(new ApiError({ kind: 'unreachable' })))
      request.addEventListener('load', () => {
        try {
          const address = addressIn(request, isMedia)
          end(() => resolve(address))
        } catch (error) {
          fail(error)
        }
      })
      if (signal.aborted) return fail(new DOMException('aborted', 'AbortError'))
      signal.addEventListener('abort', callOff)
      const body = new FormData()
      body.append('file', file, name)
      request.open('POST', url)
      // as at the API: marks the request as ours
      if (isOurOrigin(url)) request.setRequestHeader('x-requested-with', 'XMLHttpRequest')
      expect_(QUIET)
      request.send(body)
      return undefined
    })

function addressIn(request: XMLHttpRequest, isMedia: UploadTarget['isMedia']): string {
  const { status, responseText } = request
  if (status < 200 || status > 299) throw httpError(status, headersOf(request))
  const data = openEnvelope(responseText)
  return checked(typeof data === 'object' && data !== null && 'url' in data ? data.url : null, isMedia)
}

/** Those that the page may read; to ask for another one is noted as an error in some consoles. */
const headersOf = (request: XMLHttpRequest) =>
  new Headers(
    request
      .getAllResponseHeaders()
      .split('\r\n')
      .flatMap((line): [string, string][] => {
        const [, name, value] = /^([\w-]+): *(.*)$/.exec(line) ?? []
        return name === undefined || value === undefined ? [] : [[name, value]]
      }),
  )

function checked(address: unknown, isMedia: UploadTarget['isMedia']): string {
  const text = typeof address === 'string' ? address.trim() : ''
  if (!isMedia(text)) throw new ApiError({ kind: 'malformed', reason: 'no address of the file' })
  return text
}
