import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMockServer } from '~/mocks/node'
import { filesInMemory } from '~/mocks/uploads'
import { aWorld } from './aWorld'

const ORIGIN = 'http://jh.test'
let server: ReturnType<typeof createMockServer>
beforeEach(() => {
  server = createMockServer(aWorld().world)
  server.listen({ onUnhandledRequest: 'error' })
})
afterEach(() => server.close())

const send = async (file: Blob | null, at = '/api/upload') => {
  const body = new FormData()
  if (file) body.append('file', file, 'my picture.jpg')
  const response = await fetch(ORIGIN + at, { method: 'POST', body })
  return { status: response.status, ...((await response.json()) as object) }
}
const jpeg = (bytes: number) => new Blob([new Uint8Array(bytes).fill(7)], { type: 'image/jpeg' })

test('what is uploaded is served under the address that was answered, also in parts', async () => {
  const answer = await send(jpeg(10))
  expect(answer).toMatchObject({
    success: true,
    data: { url: expect.stringMatching(/^\/mock-media\/up\/.+\.jpg$/) },
  })
  const { url } = (answer as unknown as { data: { url: string } }).data
  const whole = await fetch(ORIGIN + url)
  expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
  expect(await whole.arrayBuffer()).toEqual(new Uint8Array(10).fill(7).buffer)
  const part = await fetch(ORIGIN + url, { headers: { range: 'bytes=2-4' } })
  expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 2-4/10'])
  expect((await part.arrayBuffer()).byteLength).toBe(3)
  const beyond = await fetch(ORIGIN + url, { headers: { range: 'bytes=10-' } })
  expect(beyond.status).toBe(416)
  expect((await fetch(`${ORIGIN}/mock-media/up/other.jpg`)).status).toBe(404)
})

test('each file has an address of its own, and a chosen world takes files too', async () => {
  const urls = await Promise.all([send(jpeg(1)), send(jpeg(1)), send(jpeg(1), '/~mock/quiet/3/upload')])
  expect(new Set(urls.map((answer) => JSON.stringify(answer))).size).toBe(3)
})

test.each<[string, Blob | null]>([
  ['nothing', null],
  ['an empty file', jpeg(0)],
  ['a page', new Blob(['<script>'], { type: 'text/html' })],
  ['a picture that may run scripts', new Blob(['<svg/>'], { type: 'image/svg+xml' })],
])('%s is refused in words', async (_, file) => {
  expect(await send(file)).toMatchObject({ status: 200, success: false, message: expect.any(String) })
})

test('a file that is too large is answered as servers do', async () => {
  expect((await send(jpeg(20 * 1024 * 1024 + 1))).status).toBe(413)
})

test('memory holds the newest files', async () => {
  const files = filesInMemory()
  const large = { bytes: new ArrayBuffer(90 * 1024 * 1024), type: 'image/jpeg' }
  for (const name of ['a', 'b', 'c']) await files.keep(name, large)
  expect(await files.find('a')).toBeUndefined()
  expect(await files.find('b')).toBe(large)
  expect(await files.find('c')).toBe(large)
})
