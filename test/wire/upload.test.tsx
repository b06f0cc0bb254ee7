import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { failureOf } from '~/wire/errors'
import { uploadBy, uploadTo } from '~/wire/upload'

// jsdom's XMLHttpRequest, to a real server

const CORS = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' }

/** A server at an address of its own, as an upload of another origin is. */
async function aServer(answer: RequestListener): Promise<string> {
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(CORS)) response.setHeader(name, value)
    if (request.method === 'OPTIONS') response.writeHead(204).end()
    else answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/up?by=us`
}

const says =
  (status: number, body: string): RequestListener =>
  (request, response) => {
    request.resume()
    request.on('end', () => response.writeHead(status).end(body))
  }

const isMedia = (address: string) => address.startsWith('https://') || address.startsWith('/')

const start = (url: string, signal = new AbortController().signal) => {
  const onProgress = vi.fn<(share: number) => void>()
  const file = new Blob(['\u00ff'.repeat(50_000)], { type: 'image/jpeg' })
  return { onProgress, ended: uploadTo({ url, isMedia })(file, { name: '图 1.jpg', signal, onProgress }) }
}
const failureOfUpload = (url: string) => start(url).ended.then(() => null, failureOf)

test('a file is posted as `file` of a form under its name, and comes back as an address', async () => {
  let body = ''
  let type = ''
  const url = await aServer((request, response) => {
    type = request.headers['content-type'] ?? ''
    request.setEncoding('utf8').on('data', (part: string) => (body += part))
    request.on('end', () => response.end('{"success":"true","data":{"url":"https://cdn.test/a.jpg"}}'))
  })
  const { ended, onProgress } = start(url)
  expect(await ended).toBe('https://cdn.test/a.jpg')
  expect(type).toMatch(/^multipart\/form-data; boundary=/)
  expect(body).toMatch(/name="file"; filename="图 1\.jpg"\r\nContent-Type: image\/jpeg/i)
  expect(onProgress).toHaveBeenLastCalledWith(1)
})

test.each<[string, RequestListener, object]>([
  ['a refusal', says(200, '{"success":false,"message":"太大"}'), { kind: 'refused', message: '太大' }],
  ['a status', says(413, ''), { kind: 'http', status: 413, retryAfter: null }],
  [
    'too many requests, which wait for as long as the server says',
    (request, response) => {
      request.resume()
      response.writeHead(429, { 'retry-after': '7', 'access-control-expose-headers': 'Retry-After' }).end()
    },
    { kind: 'http', status: 429, retryAfter: 7000 },
  ],
  ['a network that wants a sign-in', says(511, ''), { kind: 'html', ours: false }],
  ['a sign-in page', says(200, '<!doctype html>'), { kind: 'html', ours: false }],
  ['no JSON', says(200, 'ok'), { kind: 'malformed', reason: 'not JSON' }],
  [
    'no address',
    says(200, '{"success":true,"data":{}}'),
    { kind: 'malformed', reason: 'no address of the file' },
  ],
  [
    'an address that nothing may be loaded from',
    says(200, '{"success":true,"data":{"url":"javascript:alert(1)"}}'),
    { kind: 'malformed', reason: 'no address of the file' },
  ],
  ['a broken connection', (request) => void request.destroy(), { kind: 'unreachable' }],
])('%s fails as what it is', async (_, answer, failure) => {
  expect(await failureOfUpload(await aServer(answer))).toEqual(failure)
})

test('called off before or while it runs it ends at once, and is no failure', async () => {
  const url = await aServer(() => {})
  const off = new AbortController()
  off.abort()
  await expect(start(url, off.signal).ended).rejects.toMatchObject({ name: 'AbortError' })
  const later = new AbortController()
  const { ended } = start(url, later.signal)
  later.abort()
  await expect(ended).rejects.toMatchObject({ name: 'AbortError' })
})

test.each([
  ['no byte leaves', 30_000, [] as const],
  ['all has left and no answer comes', 60_000, ['load'] as const],
])('when %s it is given up', async (_, waited, happens) => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  class Silent extends EventTarget {
    upload = new EventTarget()
    open() {}
    setRequestHeader() {}
    send() {
      for (const type of happens) this.upload.dispatchEvent(new Event(type))
    }
    abort() {
      this.dispatchEvent(new Event('abort'))
    }
  }
  vi.stubGlobal('XMLHttpRequest', Silent)
  onTestFinished(() => void vi.unstubAllGlobals())
  const failed = failureOfUpload('http://up.test/')
  await vi.advanceTimersByTimeAsync(waited - 1)
  expect(vi.getTimerCount()).toBe(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(await failed).toEqual({ kind: 'timeout', waited })
  expect(vi.getTimerCount()).toBe(0)
})

test('what a host answers is taken as an address only if it is one', async () => {
  const told = { name: 'a.jpg', signal: new AbortController().signal, onProgress: () => {} }
  const answers = (answer: unknown) => uploadBy(() => Promise.resolve(answer), isMedia)(new Blob(['a']), told)
  expect(await answers(' https://cdn.test/a.jpg\n')).toBe('https://cdn.test/a.jpg')
  for (const nonsense of [
    '',
    '  ',
    'javascript:alert(1)',
    'local:a',
    undefined,
    null,
    7,
    { url: '/a.jpg' },
  ]) {
    const failure = await answers(nonsense).then(() => null, failureOf)
    expect(failure).toEqual({ kind: 'malformed', reason: 'no address of the file' })
  }
})
