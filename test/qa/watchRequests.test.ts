import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type SeenRequest, watchRequests } from '~/qa/watchRequests'

const POLL = 'https://jh.test/im/api/im/getNewestMsgListByLastTime?appid=JH&from=200&lasttime=0000000000000'

/** A page whose network answers as told, on a clock that the test moves. */
function aPage(network: typeof fetch) {
  const time = { wall: 1_700_000_000_000, elapsed: 0 }
  const host = { fetch: network }
  const watch = watchRequests(host, { wall: () => time.wall, elapsed: () => time.elapsed })
  const told: SeenRequest[] = []
  watch.subscribe((request) => told.push(request))
  return { host, watch, time, told, last: () => watch.list()[watch.list().length - 1] }
}

const settled = (page: Pick<ReturnType<typeof aPage>, 'last'>) =>
  vi.waitFor(() => {
    expect(page.last()?.ms).not.toBeNull()
    return page.last()
  })

const json = (data: unknown) => async () =>
  Response.json({ success: true, data }, { headers: { date: 'Tue, 10 Mar 2026 03:00:00 GMT' } })

test('a question is told of when it leaves and when its answer is there, which the page gets as it is', async () => {
  const page = aPage(json([{ _id: '1' }, { _id: '2' }]))
  const asked = page.host.fetch(POLL)
  expect(page.told).toMatchObject([{ number: 1, at: 1_700_000_000_000, ms: null, status: null, text: null }])
  page.time.elapsed = 40
  expect(await (await asked).json()).toEqual({ success: true, data: [{ _id: '1' }, { _id: '2' }] })
  expect(await settled(page)).toMatchObject({
    number: 1,
    ms: 40,
    method: 'GET',
    endpoint: 'getNewestMsgListByLastTime',
    query: { appid: 'JH', from: '200', lasttime: '0000000000000' },
    body: null,
    status: 200,
    failure: null,
    headers: { date: 'Tue, 10 Mar 2026 03:00:00 GMT', 'content-type': 'application/json' },
    rows: 2,
  })
})

test('the promise and the answer are those of the network', async () => {
  const answer = Response.json({})
  const promise = Promise.resolve(answer)
  const network = vi.fn<typeof fetch>(() => promise)
  const page = aPage(network)
  const init = { method: 'POST', body: 'content=1' }
  expect(page.host.fetch(POLL, init)).toBe(promise)
  expect(await promise).toBe(answer)
  expect(network).toHaveBeenCalledWith(POLL, init)
})

test.each([
  ['a form', 'content=%E5%9C%A8%E5%90%97&type=TEXT', { content: '在吗', type: 'TEXT' }],
  ['JSON', '{"content":"在吗","imageSize":-1}', { content: '在吗', imageSize: -1 }],
  ['a form of the browser', new URLSearchParams({ content: '在吗' }), { content: '在吗' }],
  ['neither', '{"content":', { '{"content":': '' }],
])('the body of a send is read: %s', async (_, body, fields) => {
  const page = aPage(json({}))
  await page.host.fetch('https://jh.test/api/im/sendMsg', { method: 'POST', body })
  expect(page.told[0]).toMatchObject({ method: 'POST', endpoint: 'sendMsg', body: fields })
})

test('of an upload only size and type are kept', async () => {
  const page = aPage(json({ url: '/x.png' }))
  const body = new FormData()
  body.append('file', new File(['12345'], 'photo of me.png', { type: 'image/png' }))
  await page.host.fetch('https://jh.test/api/upload', { method: 'POST', body })
  expect(page.told[0]).toMatchObject({ endpoint: 'upload', body: { file: { size: 5, type: 'image/png' } } })
  expect(JSON.stringify(page.told)).not.toContain('photo')
})

test('a request that is an object keeps its body for the network', async () => {
  const network = vi.fn<(input: RequestInfo | URL) => Promise<Response>>(async (input) =>
    Response.json({ heard: await (input as Request).text() }),
  )
  const page = aPage(network)
  const request = new Request('https://jh.test/api/im/sendMsg', { method: 'post', body: 'content=hi' })
  expect(await (await page.host.fetch(request)).json()).toEqual({ heard: 'content=hi' })
  expect(await settled(page)).toMatchObject({ method: 'POST', body: { content: 'hi' } })
})

test('what is none of the API is left alone', async () => {
  const page = aPage(async () => new Response('of the network'))
  for (const url of ['https://jh.test/', 'https://jh.test/api/imx/sendMsg', 'https://jh.test/x?/api/im/y'])
    await page.host.fetch(url)
  expect(page.told).toEqual([])
})

test('a network that fails, at once or later, fails for the page alike', async () => {
  const late = new TypeError('Failed to fetch')
  const page = aPage(() => Promise.reject(late))
  await expect(page.host.fetch(POLL)).rejects.toBe(late)
  expect(await settled(page)).toMatchObject({ failure: 'network', status: null, text: null })

  const atOnce = aPage(() => {
    throw late
  })
  expect(() => atOnce.host.fetch(POLL)).toThrow(late)
  expect(atOnce.last()).toMatchObject({ failure: 'network', ms: 0 })
})

test('who watches may fail, the address be none: the page hears nothing of it', async () => {
  const page = aPage(json([]))
  page.watch.subscribe(() => {
    throw new Error('of a watcher')
  })
  expect((await page.host.fetch(POLL)).status).toBe(200)
  expect((await page.host.fetch('http://:::')).status).toBe(200)
})

test('it is one watch, however often it is asked for, and it ends for who does not want it any more', async () => {
  const page = aPage(json([]))
  expect(watchRequests(page.host)).toBe(page.watch)
  const told = vi.fn<() => void>()
  page.watch.subscribe(told)()
  await page.host.fetch(POLL)
  expect(told).not.toHaveBeenCalled()
  expect(page.watch.list()).toHaveLength(1)
})

test('the last 500 are kept', async () => {
  const page = aPage(json([]))
  for (let i = 0; i < 510; i += 1) await page.host.fetch(POLL)
  await settled(page)
  expect(page.watch.list()).toHaveLength(500)
  expect(page.watch.list()[0]?.number).toBe(11)
})

let server: Server
let base: string
beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? ''
    if (path.includes('hang')) return
    if (path.includes('moved')) {
      response.writeHead(302, { location: '/api/im/unreadcount?there' }).end()
      return
    }
    response.writeHead(path.includes('fails') ? 503 : 200, { 'content-type': 'application/json' })
    response.write('{"success":true,"data":[{"con')
    if (path.includes('cut')) setImmediate(() => response.destroy())
    else if (!path.includes('stalls')) response.end('tent":"1"}]}')
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/im/unreadcount`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const aRealPage = () => aPage((input, init) => fetch(input, init))

test('a page that gives up gets its abort, before the answer and in its middle', async () => {
  const page = aRealPage()
  const hanging = new AbortController()
  const asked = page.host.fetch(`${base}?hang`, { signal: hanging.signal })
  hanging.abort()
  await expect(asked).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
  expect(await settled(page)).toMatchObject({ failure: 'aborted', status: null })

  const stalling = new AbortController()
  const answer = await page.host.fetch(`${base}?stalls`, { signal: stalling.signal })
  const reader = answer.body?.getReader()
  await reader?.read()
  stalling.abort()
  await expect(reader?.read()).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
  expect(await settled(page)).toMatchObject({
    failure: 'aborted',
    status: 200,
    text: '{"success":true,"data":[{"con',
    rows: null,
  })
})

test('an answer that breaks off breaks off for the page, and what came of it is kept', async () => {
  const page = aRealPage()
  await expect(page.host.fetch(`${base}?cut`).then((it) => it.text())).rejects.toThrow(TypeError)
  expect(await settled(page)).toMatchObject({ failure: 'network', status: 200, rows: null })
})

test('a failure that the page lets go unread is no abort, and a redirect is told', async () => {
  const page = aRealPage()
  const letGo = new AbortController()
  expect((await page.host.fetch(`${base}?fails&stalls`, { signal: letGo.signal })).status).toBe(503)
  letGo.abort()
  expect(await settled(page)).toMatchObject({ failure: null, status: 503 })

  expect((await page.host.fetch(`${base}?moved`)).redirected).toBe(true)
  expect(await settled(page)).toMatchObject({ status: 200, redirected: true, rows: 1 })
})
