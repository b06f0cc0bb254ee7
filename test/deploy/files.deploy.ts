import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:http2'
import { request } from 'node:https'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type Nginx, startNginx } from './support/nginx'
import { ask } from './support/raw'
import { policyOf } from './support/release'

const dist = inject('dist')
const page = readFileSync(path.join(dist, 'index.html'), 'utf8')
const parts = readdirSync(path.join(dist, 'assets'))
const part = (pattern: RegExp) => `/assets/${parts.find((name) => pattern.test(name)) ?? 'none'}`

/** What somebody has copied along. */
const HIDDEN = '/.env'
const hidden = path.join(inject('released'), 'www', HIDDEN)

let nginx: Nginx
beforeAll(async () => {
  writeFileSync(hidden, 'secret')
  nginx = await startNginx({
    folder: mkdtempSync(path.join(tmpdir(), 'nginx-')),
    released: inject('released'),
    api: '127.0.0.1:9',
    framedBy: "'self' https://crm.example.com",
  })
})
afterAll(() => {
  rmSync(hidden)
  return nginx.close()
})

const get = (url: string, headers = {}) => ask(nginx.origin + url, { headers })

const POLICY = `${policyOf(page)}; frame-ancestors 'self' https://crm.example.com`

/** What every file says, there or not. */
const COMMON = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'microphone=(self), camera=(), geolocation=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'unsafe-none',
  server: 'nginx',
}
const YEAR = 'public, max-age=31536000, immutable'
const SHORT = 'public, max-age=300, must-revalidate'
const SCRIPT = 'text/javascript; charset=utf-8'

test.each([
  ['/?appid=JH&from=200&to=2&fromrole=MEMBER', 'no-cache', 'text/html; charset=utf-8'],
  ['/index.html', 'no-cache', 'text/html; charset=utf-8'],
  [part(/^first-.*\.js$/), YEAR, SCRIPT],
  [part(/\.css$/), YEAR, 'text/css; charset=utf-8'],
  [part(/^tick\.worker-/), YEAR, SCRIPT],
  [part(/^capture\.worklet-/), YEAR, SCRIPT],
  ['/await-styles.js', SHORT, SCRIPT],
  ['/offline.js', SHORT, SCRIPT],
  ['/favicon.svg', SHORT, 'image/svg+xml; charset=utf-8'],
  ['/third-party-notices.txt', SHORT, 'text/plain; charset=utf-8'],
])('%s: kept as %s, of type %s', async (url, kept, type) => {
  const { status, headers } = await get(url)
  expect(status).toBe(200)
  expect(headers).toMatchObject({ ...COMMON, 'cache-control': kept, 'content-type': type })
  expect(headers['strict-transport-security']).toBeUndefined()
  const { status: again, headers: kept304 } = await get(url, { 'if-none-match': headers.etag })
  expect(again).toBe(304)
  expect(kept304).toMatchObject({ ...COMMON, 'cache-control': kept })
  const head = await ask(nginx.origin + url, { method: 'HEAD' })
  expect(head).toMatchObject({ status: 200, body: '' })
  expect(head.headers).toMatchObject({ 'content-length': headers['content-length'], 'cache-control': kept })
})

test('all that a build holds has a type, and a place in that table', async () => {
  const all = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const types = await Promise.all(
    all.map(async ({ parentPath, name }) => {
      const url = path.relative(dist, path.join(parentPath, name))
      const { headers } = await get(`/${url}`)
      return [url, headers['content-type'], headers['cache-control']]
    }),
  )
  expect(types.length).toBeGreaterThan(50)
  expect(types.filter(([, type]) => type?.startsWith('application/octet-stream'))).toEqual([])
  const odd = types.filter(([url, , kept]) => (kept === YEAR) !== url?.startsWith('assets/'))
  expect(odd).toEqual([])
})

test.each([
  ['mjs', SCRIPT],
  ['json', 'application/json; charset=utf-8'],
  ['mp3', 'audio/mpeg'],
  ['m4a', 'audio/mp4'],
  ['amr', 'audio/amr'],
  ['woff2', 'font/woff2'],
  ['exe', 'application/octet-stream'],
])('what one puts beside it, .%s, is of type %s', async (end, type) => {
  const file = path.join(inject('released'), `www/beside.${end}`)
  writeFileSync(file, 'a')
  const { headers } = await get(`/beside.${end}`)
  rmSync(file)
  expect(headers).toMatchObject({ ...COMMON, 'content-type': type })
})

test.each([
  ['br, gzip', 'br', '.br'],
  ['gzip, deflate', 'gzip', '.gz'],
  ['identity', undefined, ''],
])(
  'a browser that takes %s is sent %s, and caches are told that it depends',
  async (takes, encoding, end) => {
    for (const url of ['/', part(/^vendor-/), part(/\.css$/), '/third-party-notices.txt']) {
      const { headers } = await get(url, { 'accept-encoding': takes })
      const file = path.join(inject('released'), 'www', url === '/' ? 'index.html' : url) + end
      expect(headers).toMatchObject({ ...COMMON, vary: 'Accept-Encoding' })
      expect(headers['content-encoding']).toBe(encoding)
      expect(headers['content-length']).toBe(String(readFileSync(file).length))
    }
  },
)

test.each([
  ['a part of another release', '/assets/first-0000000.js'],
  ['an address that the page does not know', '/chat'],
  ['a packed file by its own name', `${part(/\.css$/)}.br`],
  ['what begins with a dot', HIDDEN],
])('%s is not there: never the page, and not kept', async (_, url) => {
  const { status, headers, body } = await get(url)
  expect(status).toBe(404)
  expect(body).not.toContain('jh-im-web')
  expect(headers).toMatchObject({ ...COMMON, 'cache-control': 'no-store' })
})

test.each(['/../releases.json', '/assets/%2e%2e/%2e%2e/releases.json'])(
  'what lies above is out of reach: %s',
  async (url) => expect(await get(url)).toMatchObject({ status: 400 }),
)

test('nothing is posted to files', async () => {
  const { status } = await ask(`${nginx.origin}/`, { method: 'POST', body: 'a' })
  expect(status).toBe(405)
})

test('by TLS: HTTP/2, the same headers, and the browser is to stay with TLS', async () => {
  const client = connect(nginx.tls, { rejectUnauthorized: false })
  const stream = client.request({ ':path': '/?appid=JH', 'accept-encoding': 'br' })
  const [headers] = (await once(stream, 'response')) as [Record<string, string>]
  expect(client.alpnProtocol).toBe('h2')
  expect(headers).toMatchObject({
    ...COMMON,
    ':status': 200,
    'cache-control': 'no-cache',
    'content-encoding': 'br',
    'strict-transport-security': 'max-age=31536000',
  })
  client.destroy()
  const old = request(nginx.tls, {
    rejectUnauthorized: false,
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
    ciphers: 'ALL@SECLEVEL=0',
  })
  old.end()
  await expect(once(old, 'response')).rejects.toThrow(/alert|protocol/)
})

test('without TLS one is led to it, with what the address says', async () => {
  const { status, headers } = await ask(`${nginx.redirecting}/?appid=JH&from=200`)
  expect([status, headers.location]).toEqual([301, 'https://127.0.0.1/?appid=JH&from=200'])
})

test('nginx starts without a word, and logs no address behind its question mark', async () => {
  expect(nginx.said()).toBe('')
  const secret = 'from=geheim'
  for (const url of [`/?${secret}`, `/assets/none.js?${secret}`, `/api/im/unreadcount?${secret}`])
    await ask(nginx.origin + url, { headers: { referer: `https://crm.example.com/?${secret}` } })
  await expect.poll(nginx.accessLog).toMatch(/"GET \/api\/im\/unreadcount.* 502 /)
  expect(nginx.accessLog()).toContain('"GET / HTTP/1.1" 200 ')
  expect(nginx.accessLog() + nginx.errorLog()).not.toMatch(/\?|geheim|appid/)
})
