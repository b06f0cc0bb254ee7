import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, type InlineConfig, preview, type PreviewServer, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mockServer } from '~/mocks/vitePlugin'

const POLL = 'getNewestMsgListByLastTime?appid=JH&from=200&to=2&fromrole=MEMBER&lasttime=0000000000000'
const page = '<!doctype html><html><head><title>t</title></head><body></body></html>'

let folder: string
let dev: ViteDevServer
let built: PreviewServer
const printed: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mock-server-'))
  await writeFile(join(folder, 'index.html'), page)
  const shared: InlineConfig = {
    configFile: false,
    logLevel: 'silent',
    cacheDir: join(folder, 'cache'),
    plugins: [mockServer({ active: true })],
    resolve: { tsconfigPaths: true },
  }
  dev = await createServer({
    ...shared,
    server: { port: 0, watch: null, ws: false },
    optimizeDeps: { noDiscovery: true },
  })
  await dev.listen()
  built = await preview({ ...shared, build: { outDir: folder }, preview: { port: 0 } })
  dev.config.logger.info = (line) => void printed.push(line)
  // the first request loads the handlers, which takes its time on a busy machine
  for (const address of Object.values(mounts)) await fetch(`${address()}api/im/${POLL}`)
}, 30_000)

afterAll(async () => {
  await Promise.all([dev?.close(), built?.close()])
  await rm(folder, { recursive: true, force: true })
})

const mounts = {
  dev: () => dev.resolvedUrls?.local[0] ?? '',
  preview: () => built.resolvedUrls?.local[0] ?? '',
}

describe.each(['dev', 'preview'] as const)('the %s server', (mount) => {
  const get = (path: string, init?: RequestInit) => fetch(mounts[mount]() + path, init)

  test('answers the poll from the default world', async () => {
    const response = await get(`api/im/${POLL}`)
    expect(response.headers.get('content-type')).toContain('application/json')
    const { success, data } = await response.json()
    expect(success).toBe(true)
    expect(data.length).toBeGreaterThan(30)
  })

  test('keeps a world a scenario and seed, which can be forgotten', async () => {
    const count = async (world: string) =>
      (await (await get(`~mock/${world}/api/im/${POLL}`)).json()).data.length
    const body = new URLSearchParams({
      appid: 'JH',
      from: '200',
      to: '2',
      fromrole: 'MEMBER',
      type: 'TEXT',
      content: '在吗',
    })
    await get('~mock/empty/5/api/im/sendMsg', { method: 'POST', body })
    expect(await count('empty/5')).toBe(1)
    expect(await count('empty/6')).toBe(0)
    await get('~mock/empty/5/reset', { method: 'POST' })
    expect(await count('empty/5')).toBe(0)
  })

  test('an unknown scenario is a JSON 404 that lists the known ones', async () => {
    const response = await get(`~mock/nothing/1/api/im/${POLL}`)
    expect(response.status).toBe(404)
    const { success, message } = await response.json()
    expect(success).toBe(false)
    expect(message).toContain('rate-limited')
    expect((await get(`~mock/default/x/api/im/${POLL}`)).status).toBe(404)
  })

  test.each(['api/im/nothing', 'api', '~mock/default/1/nothing'])(
    '%s is a JSON 404, not the page',
    async (path) => {
      const response = await get(path)
      expect(response.status).toBe(404)
      expect(await response.json()).toMatchObject({ success: false })
    },
  )

  test('a body over 1 MB is refused', async () => {
    const response = await get('api/im/sendMsg', { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) })
    expect(response.status).toBe(413)
  })

  test('media come whole or by range', async () => {
    const file = await readFile('src/mocks/media/voice-4s.mp3')
    const whole = await get('mock-media/voice-4s.mp3')
    expect(whole.headers.get('content-type')).toBe('audio/mpeg')
    expect(whole.headers.get('accept-ranges')).toBe('bytes')
    expect(Buffer.from(await whole.arrayBuffer()).equals(file)).toBe(true)

    const part = await get('mock-media/voice-4s.mp3', { headers: { range: 'bytes=100-199' } })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe(`bytes 100-199/${file.length}`)
    expect(Buffer.from(await part.arrayBuffer()).equals(file.subarray(100, 200))).toBe(true)

    const beyond = await get('mock-media/voice-4s.mp3', { headers: { range: 'bytes=999999-' } })
    expect(beyond.status).toBe(416)
  })

  test.each(['nothing.svg', '..%2fworld.ts', '%2e%2e/vitePlugin.ts', '.svg', 'voice-4s.mp3/x'])(
    'mock-media/%s is no file of the mock',
    async (name) => {
      const response = await get(`mock-media/${name}`)
      expect(await response.text()).not.toContain('import')
      expect(response.headers.get('content-type')).not.toMatch(/svg|audio/)
    },
  )
})

test('a built page is told its world by a setting in front of everything in the head, where the address names one', async () => {
  const html = async (path: string) => (await fetch(mounts.preview() + path)).text()
  expect(await html('?appid=JH&scenario=busy&seed=7')).toContain(
    '<head>\n    <meta name="jh-api-base" content="/~mock/busy/7" />',
  )
  expect(await html('?seed=7')).toContain('content="/~mock/default/7"')
  expect(await html('?appid=JH')).not.toContain('jh-api-base')
})

test.each([
  ['?scenario=nothing', /没有这个场景：nothing。.*Known: .*flaky/],
  ['?scenario=inclusive,exclusive', /exclusive 与 inclusive 矛盾/],
  ['?seed=x', /种子是至多 9 位的整数/],
  ['?scenario=%22%3E%3Cscript%3E', /没有这个场景："><script>/],
])('what is wrong with the world of %s is said, as text, in place of a built page', async (path, said) => {
  const response = await fetch(mounts.preview() + path)
  expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/plain; charset=utf-8'])
  expect(await response.text()).toMatch(said)
})

test('a page in development is told its world likewise', async () => {
  const html = (path: string) => dev.transformIndexHtml('/index.html', page, path)
  expect(await html('/?scenario=busy')).toContain('<meta name="jh-api-base" content="/~mock/busy/1">')
  expect(await html('/?scenario=%22%3E%3Cscript%3E')).toContain('content="/~mock/%22%3E%3Cscript%3E/1"')
  expect(await html('/?appid=JH')).not.toContain('jh-api-base')
})

test.each(['dev', 'preview'] as const)(
  'the %s server has a page of a host that carries the desk',
  async (mount) => {
    const response = await fetch(`${mounts[mount]()}mock-host.html`)
    expect(response.headers.get('content-type')).toContain('text/html')
    expect(await response.text()).toContain("type: 'jh:contacts'")
  },
)

test('a page is told where its contacts are, and that a page of its own origin may carry it', async () => {
  const html = async (path: string) => (await fetch(mounts.preview() + path)).text()
  expect(await html('?seed=7')).toContain(
    '<meta name="jh-contacts-url" content="/~mock/default/7/contacts" />',
  )
  expect(await html('')).toContain('<meta name="jh-contacts-url" content="/api/contacts" />')
  expect(await html('')).toContain('<meta name="jh-host-origins" content="self" />')
})

test('the addresses of both sides are printed', () => {
  dev.printUrls()
  const text = printed.join('\n')
  expect(text).toContain(`${mounts.dev()}?appid=JH&from=200&to=2&fromrole=MEMBER`)
  expect(text).toContain(`${mounts.dev()}?appid=JH&from=2&to=200&fromrole=SALER`)
  expect(text).toContain(`${mounts.dev()}?appid=JH&from=2&fromrole=SALER`)
  expect(text).toContain(`${mounts.dev()}mock-host.html`)
  expect(text).toContain(`测试 QA           ${mounts.dev()}?view=qa`)
})

test('under vitest it does nothing unless told so, and it never joins a build', () => {
  expect(Object.keys(mockServer())).toEqual(['name'])
  expect(mockServer({ active: true }).apply).toBe('serve')
})
