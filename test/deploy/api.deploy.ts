import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, onTestFinished, test } from 'vitest'
import { createImApi } from '~/wire/api'
import { failureOf } from '~/wire/errors'
import { type Nginx, startNginx } from './support/nginx'
import { ask } from './support/raw'
import { breaks, startUpstream, well } from './support/upstream'

const SEND = '/api/im/sendMsg'
const POLL = '/api/im/getNewestMsgListByLastTime?appid=JH&from=200&to=2&fromrole=MEMBER'

let upstream: Awaited<ReturnType<typeof startUpstream>>
let second: Awaited<ReturnType<typeof startUpstream>>
let nginx: Nginx
const folder = mkdtempSync(path.join(tmpdir(), 'nginx-'))
beforeAll(async () => {
  ;[upstream, second] = await Promise.all([startUpstream(), startUpstream()])
  nginx = await startNginx({
    folder,
    released: inject('released'),
    api: upstream.place,
    settings: {
      // nobody waits for what takes seconds
      'proxy_read_timeout 9s': 'proxy_read_timeout 2s',
      'proxy_read_timeout 14s': 'proxy_read_timeout 2s',
      'proxy_next_upstream_timeout 5s': 'proxy_next_upstream_timeout 1s',
      // nor is a slow machine to outlast a connection that is kept
      'keepalive_timeout 4s': 'keepalive_timeout 60s',
      'client_max_body_size 25m': 'client_max_body_size 1m',
    },
  })
  // what would be written there fails from now on
  rmSync(path.join(folder, 'temp'), { recursive: true })
})
afterAll(async () => {
  await nginx.close()
  await Promise.all([upstream.close(), second.close()])
})
beforeEach(() => {
  upstream.behave(well)
  upstream.take()
})

let people = 0
/** An address that nobody has asked from yet: limits are for one address. */
const somebody = () => `203.0.113.${(people += 1)}`
const get = (url = POLL, from = somebody()) => ask(nginx.origin + url, { from })
const post = (body = 'content=a', url = SEND) =>
  ask(nginx.origin + url, {
    method: 'POST',
    from: somebody(),
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
const methods = () => upstream.take().map(({ method, reused }) => `${method}${reused ? ' again' : ''}`)

describe('a POST is never repeated', () => {
  test('where a connection that was used before breaks before the first byte', async () => {
    await get()
    upstream.behave(breaks)
    const { status, body } = await post()
    expect(methods()).toEqual(['GET', 'POST again'])
    expect([status, JSON.parse(body)]).toEqual([502, { success: false, message: expect.any(String) }])
  })

  test('a question is: over a fresh connection', async () => {
    await get()
    let first = true
    upstream.behave((response, request) => {
      if (first) breaks(response, request)
      else well(response, request)
      first = false
    })
    expect((await get()).status).toBe(200)
    expect(methods()).toEqual(['GET', 'GET again', 'GET'])
  })

  test('with two servers: what one may have done no other is asked to do, and what none has seen goes on to the next', async () => {
    const both = async (place: string) => {
      const nginx = await startNginx({
        folder: mkdtempSync(path.join(tmpdir(), 'nginx-')),
        released: inject('released'),
        api: upstream.place,
        settings: { '# server 10.0.0.12:8080 max_fails=3': `server ${place} max_fails=0` },
      })
      onTestFinished(nginx.close)
      return nginx
    }
    const two = await both(second.place)
    for (const one of [upstream, second]) one.behave(breaks)
    const sent = { method: 'POST', body: 'content=a' }
    for (let i = 0; i < 4; i += 1) expect((await ask(two.origin + SEND, sent)).status).toBe(502)
    expect(upstream.take().length + second.take().length).toBe(4)
    upstream.behave(well)
    const half = await both('127.0.0.1:1')
    for (let i = 0; i < 4; i += 1) expect((await ask(half.origin + SEND, sent)).status).toBe(200)
    expect(upstream.take()).toHaveLength(4)
  })
})

describe('whoever asks goes away', () => {
  /** Asks, and is gone before the answer; what lets the backend give it. */
  async function leave(method: string, url: string) {
    let finish = () => {}
    upstream.behave((response) => (finish = () => response.end('{"success":true}')))
    const asking = request(nginx.origin + url, { method, agent: false })
    asking.on('error', () => {})
    asking.end()
    await expect.poll(() => upstream.came.length, { interval: 10 }).toBe(1)
    const closed = new Promise((done) => asking.on('close', done))
    asking.destroy()
    await closed
    upstream.take()
    return { finish: () => finish() }
  }

  test('a message is brought to its end all the same', async () => {
    const { finish } = await leave('POST', SEND)
    finish()
    await expect.poll(nginx.accessLog).toMatch(/"POST \/api\/im\/sendMsg HTTP\/1.1" 200 \d+ [\d.]+ 200 /)
  })

  test('a question is not', async () => {
    await leave('GET', POLL)
    // what nginx notes where it has left off because nobody waits any more
    await expect.poll(nginx.accessLog).toMatch(/"GET \/api\/im\/getNewestMsgListByLastTime HTTP\/1.1" 499 /)
  })
})

test('what nginx answers in place of the API is JSON that the page classifies, kept by nobody', async () => {
  const api = createImApi({ base: nginx.origin, encoding: 'form' })
  const pair = { appid: 'JH', from: '200', fromrole: 'MEMBER', to: '2' } as const
  const failure = () => api.getNewestMsgListByLastTime({ ...pair, lasttime: 0 }).catch(failureOf)
  upstream.behave(breaks)
  // the desk takes it for the trouble of all: a Retry-After says so
  expect(await failure()).toEqual({ kind: 'http', status: 502, retryAfter: 2_000 })
  upstream.behave(() => {})
  upstream.take()
  const [slow, ...answers] = await Promise.all([failure(), get(), post(), post('a'.repeat(65 * 1024))])
  expect(slow).toEqual({ kind: 'http', status: 504, retryAfter: null })
  expect(answers.map(({ status }) => status)).toEqual([504, 504, 413])
  for (const { headers, body } of answers) {
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    })
    expect(JSON.parse(body)).toEqual({ success: false, message: expect.stringMatching(/^[a-z ]+$/) })
  }
  // none was asked twice, and what is too large was not asked at all
  expect(
    upstream
      .take()
      .map(({ method }) => method)
      .sort(),
  ).toEqual(['GET', 'GET', 'POST'])
})

test('what the API answers goes through as it is, whatever it says of keeping', async () => {
  const rows = JSON.stringify({ success: true, data: Array(300).fill('您好') })
  upstream.behave((response) => {
    response.setHeader('cache-control', 'public, max-age=600')
    response.setHeader('expires', new Date(Date.now() + 600_000).toUTCString())
    response.end(rows)
  })
  const address = somebody()
  const headers = { 'accept-encoding': 'gzip', 'x-forwarded-for': `6.6.6.6, ${address}, 10.1.2.3` }
  const asking = request(nginx.origin + POLL, { headers, agent: false }).end()
  const [response] = await once(asking, 'response')
  expect(gunzipSync(Buffer.concat(await response.toArray())).toString()).toBe(rows)
  expect(response.headers).toMatchObject({ 'cache-control': 'no-store', vary: 'Accept-Encoding' })
  expect(response.headers.expires).toBeUndefined()
  const [came] = upstream.take()
  // who stands before the balancer, and not what they claim to be
  expect(came?.headers).toMatchObject({
    host: '127.0.0.1',
    'x-real-ip': address,
    'x-forwarded-for': address,
    'x-forwarded-proto': 'http',
  })
  upstream.behave((response) => response.writeHead(503).end('<h1>its own page</h1>'))
  expect(await get()).toMatchObject({ status: 503, body: '<h1>its own page</h1>' })
  upstream.behave((response) => response.writeHead(401).end('{"success":false}'))
  expect(await post()).toMatchObject({ status: 401, headers: { 'cache-control': 'no-store' } })
})

test('no word of it is written to a disk: neither the longest text, nor an answer that is read slowly', async () => {
  const { status } = await post(`content=${encodeURIComponent('会'.repeat(7_000))}`)
  expect([status, upstream.take()[0]?.bytes]).toEqual([200, 7_000 * 9 + 8])
  upstream.behave((response) => response.end(Buffer.alloc(8 << 20, 'a')))
  const asking = request(nginx.origin + POLL, { agent: false }).end()
  const [response] = await once(asking, 'response')
  await delay(100)
  let bytes = 0
  for await (const some of response as AsyncIterable<Buffer>) bytes += some.length
  expect(bytes).toBe(8 << 20)
})

test('an upload streams through, and a file that is too large is told so', async () => {
  const file = 'a'.repeat(900_000)
  expect((await post(file, '/upload')).status).toBe(200)
  expect(upstream.take()[0]).toMatchObject({ url: '/upload', bytes: 900_000 })
  const { status, body } = await post(file + file, '/upload')
  expect([status, JSON.parse(body)]).toEqual([413, { success: false, message: 'too large' }])
})

test('the page is told a moment before it gives up by itself', () => {
  const read = (...names: string[]) => readFileSync(path.join(import.meta.dirname, '../..', ...names), 'utf8')
  const client = read('src/wire/request.ts')
  const constant = (name: string) =>
    Number(new RegExp(`const ${name} = ([\\d_]+)`).exec(client)?.[1]?.replaceAll('_', '')) / 1_000
  const config = read('deploy/nginx/snippets/jh-im/server.conf')
  const [questions, sends] = [...config.matchAll(/proxy_read_timeout (\d+)s/g)].map(([, seconds]) =>
    Number(seconds),
  )
  expect([questions, sends]).toEqual([constant('QUIET') - 1, constant('SEND') - 1])
})
