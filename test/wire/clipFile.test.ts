import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readClip } from '~/wire/clipFile'
import { type Listener, listen } from '~test/support/listener'

const NEVER = new AbortController().signal

let server: Listener
let answer: (response: ServerResponse) => void
beforeEach(async () => {
  server = await listen((_, response) => answer(response))
})
afterEach(() => server.stop())

const read = (signal = NEVER) => readClip(`${server.origin}/a.amr`, signal, false)

test('the bytes of a voice come as they are, in how many pieces ever', async () => {
  answer = (response) => {
    response.write(Buffer.from([1, 2]))
    setTimeout(() => response.end(Buffer.from([3])), 20)
  }
  expect([...(await read())]).toEqual([1, 2, 3])
  answer = (response) => void response.writeHead(204).end()
  expect((await read()).length).toBe(0)
})

test.each([
  [404, 'missing'],
  [410, 'missing'],
  [401, 'refused'],
  [403, 'refused'],
  [500, 'refused'],
  [503, 'refused'],
])('a %i is %s', async (status, trouble) => {
  answer = (response) => void response.writeHead(status).end('no')
  await expect(read()).rejects.toMatchObject({ trouble })
})

test('more than 10 MB is not read to its end', async () => {
  const piece = Buffer.alloc(1 << 20)
  let written = 0
  answer = (response) => {
    const more = () => {
      if (response.destroyed || (written += 1) > 40) return
      if (response.write(piece)) setImmediate(more)
      else response.once('drain', more)
    }
    more()
  }
  await expect(read()).rejects.toMatchObject({ trouble: 'large' })
  expect(written).toBeLessThan(40)
})

test('a server that is gone, and one that ends half-way, is unreachable', async () => {
  answer = (response) => {
    response.writeHead(200, { 'content-length': 10 })
    response.write('half')
    setTimeout(() => response.destroy(), 20)
  }
  await expect(read()).rejects.toMatchObject({ trouble: 'unreachable' })
  await server.stop()
  await expect(read()).rejects.toMatchObject({ trouble: 'unreachable' })
})

test('what nobody waits for any more ends at once', async () => {
  answer = () => undefined
  const controller = new AbortController()
  const reading = read(controller.signal)
  controller.abort()
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' })
})
