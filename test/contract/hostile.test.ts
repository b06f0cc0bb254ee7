import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { checkBackend } from '~/contract/checkBackend'
import { exitCodeOf } from '~/contract/finding'
import { reportText } from '~/contract/text'
import { TITLES } from '~/contract/titles'
import { startBackend } from '~test/support/backend'
import { faults } from '~test/support/faults'
import { listen } from '~test/support/listener'
import { aRow } from '~test/support/rows'
import { asMember, findingOf, valuesOf } from './aBackend'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** Checks a server that answers everything in the same way. */
async function checkOf(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  timeoutMs = 5000,
) {
  const { origin, stop } = await listen(handle)
  closing.push(stop)
  return checkBackend({ ...asMember, url: origin, timeoutMs })
}

const always =
  (status: number, type: string, body: string) => (_: IncomingMessage, response: ServerResponse) =>
    void response.writeHead(status, { 'content-type': type }).end(body)

const JSON_TYPE = 'application/json'

test.each([
  ['a web page', always(200, 'text/html', faults.webPage.body), 'a web page comes in place of JSON'],
  ['nothing', always(200, JSON_TYPE, ''), 'the answer is empty'],
  ['half of a JSON', always(200, JSON_TYPE, faults.truncated.body), 'the answer is no JSON'],
  ['a JSON that is no envelope', always(200, JSON_TYPE, '[1,2]'), 'the answer is no { success, data }'],
  [
    'a success that is neither yes nor no',
    always(200, JSON_TYPE, '{"success":{"toString":1},"data":[]}'),
    'the answer is no { success, data }',
  ],
  ['data that is no list', always(200, JSON_TYPE, '{"success":true,"data":42}'), 'data is no list'],
  [
    'a refusal',
    always(200, JSON_TYPE, '{"success":"false","message":"\\u001b[31m\\u53c2\\u6570"}'),
    'it is refused: [31m参数',
  ],
  ['401', always(401, JSON_TYPE, '{}'), 'the HTTP status is 401'],
  ['404', always(404, 'text/html', 'nginx'), 'the HTTP status is 404'],
  ['503', always(503, 'text/html', 'nginx'), 'the HTTP status is 503'],
  [
    'a redirect elsewhere',
    (_: IncomingMessage, response: ServerResponse) =>
      void response.writeHead(302, { location: 'http://127.0.0.1:9/sign-in' }).end(),
    'there is no connection',
  ],
  [
    'a body that breaks off',
    (_: IncomingMessage, response: ServerResponse) => {
      response.writeHead(200, { 'content-type': JSON_TYPE, 'content-length': 1000 }).write('{"success":true')
      setImmediate(() => response.destroy())
    },
    'the answer breaks off',
  ],
  [
    'a reset connection',
    (request: IncomingMessage) => void request.socket.destroy(),
    'there is no connection',
  ],
])('of a server that answers with %s it is said', async (_, handle, words) => {
  const report = await checkOf(handle)
  expect(findingOf(report, 'reachable')).toMatchObject({ value: 'no', severity: 'error' })
  expect(findingOf(report, 'reachable')?.evidence).toContain(words)
  expect(exitCodeOf(report)).toBe(1)
  expect(reportText(report, 'zh-CN')).toMatch(/^后端检查 .*错误 [1-9]/)
})

test('of a server that takes requests and never answers it is said within three time-outs', async () => {
  let asked = 0
  const report = await checkOf(() => void (asked += 1), 40)
  expect(findingOf(report, 'reachable')?.evidence).toBe('there is no whole answer within 0.04 s')
  expect(asked).toBe(3)
  expect(findingOf(report, 'failures')).toMatchObject({ value: 3, severity: 'warning' })
})

test('a backend that is gone has the same findings as one that works, and each id has a title', async () => {
  const works = await startBackend({ rows: someRows(3) })
  closing.push(works.close)
  const [there, gone] = [works.origin, `${works.origin}/nowhere`].map((url) =>
    checkBackend({ ...asMember, url, write: true }),
  )
  const ids = Object.keys(valuesOf(await gone!))
  expect(ids).toEqual(Object.keys(valuesOf(await there!)))
  const always = Object.keys(TITLES).filter(
    (id) => !['post.allowed', 'media.odd', 'schema.pair', 'schema.repeated'].includes(id),
  )
  expect([...ids].sort()).toEqual(always.sort())
})

test('of a body that stops half-way too', async () => {
  const report = await checkOf((_, response) => void response.writeHead(200).write('{"success":true,'), 40)
  expect(findingOf(report, 'reachable')?.evidence).toBe('there is no whole answer within 0.04 s')
})

test('where nobody listens it is said after three tries, with the word of the system', async () => {
  const { origin, stop } = await listen(() => undefined)
  await stop()
  const report = await checkBackend({ ...asMember, url: origin })
  expect(findingOf(report, 'reachable')?.evidence).toBe('there is no connection (ECONNREFUSED)')
  expect(valuesOf(report)['poll.boundary']).toBe('undecided')
  expect(exitCodeOf(report)).toBe(1)
})

test('what asks may throw or never end: the check ends with a report', async () => {
  const asks = [
    () => {
      throw new Error('no')
    },
    () => new Promise<Response>(() => undefined),
  ]
  for (const ask of asks) {
    const report = await checkBackend({ ...asMember, ask, timeoutMs: 10 })
    expect(valuesOf(report)['reachable']).toBe('no')
  }
})

test('an answer from elsewhere is none of the backend, and where it came from is told', async () => {
  const elsewhere = await listen(always(200, JSON_TYPE, '{"success":true,"data":[]}'))
  closing.push(elsewhere.stop)
  const report = await checkOf(
    (_, response) => void response.writeHead(302, { location: `${elsewhere.origin}/sso?x=1` }).end(),
  )
  expect(findingOf(report, 'reachable')?.evidence).toBe(`it leads on to ${elsewhere.origin}`)
})

test('a backend that fails now and then is asked again, and found as it is', async () => {
  let asked = 0
  const backend = await startBackend({ rows: someRows(30), boundary: 'inclusive' })
  closing.push(backend.close)
  const report = await checkBackend({
    ...asMember,
    url: backend.origin,
    ask: (url, init) => {
      asked += 1
      return asked % 3 === 0 ? Promise.resolve(new Response('', { status: 503 })) : fetch(url, init)
    },
  })
  expect(valuesOf(report)).toMatchObject({
    'poll.boundary': 'inclusive',
    'history.boundary': 'inclusive',
    'poll.cap': 'none',
  })
  expect(findingOf(report, 'failures')?.severity).toBe('warning')
  expect(exitCodeOf(report)).toBe(0)
})

test('rows of nonsense are findings, not a crash', async () => {
  const rows = [
    null,
    1,
    'x',
    [],
    {},
    { _id: { toString: 1 }, from: { toString: 1 } },
    { _id: 'x'.repeat(9999), sendtime: '1e99', __proto__x: 1 },
    JSON.parse('{"_id":"5993a4ff3a9bc75c1cb2f653","__proto__":{"a":1},"constructor":2,"<b>":3}'),
  ]
  const report = await checkOf(always(200, JSON_TYPE, JSON.stringify({ success: true, data: rows })))
  expect(valuesOf(report)).toMatchObject({ reachable: 'yes', 'poll.boundary': 'undecided' })
  expect(valuesOf(report)['schema.row']).toBe('null, number, string, list')
  expect(findingOf(report, 'schema.sendtime')?.severity).toBe('warning')
  expect(findingOf(report, 'schema.(odd name)')?.value).toBe('unknown field (number)')
  expect(JSON.stringify(report)).not.toMatch(/<b>|xxxx/)
})

test('10,000 rows are looked at like ten', async () => {
  const backend = await startBackend({ rows: someRows(10_000), directions: 'incoming' })
  closing.push(backend.close)
  const values = valuesOf(await checkBackend({ ...asMember, url: backend.origin, timeoutMs: 30_000 }))
  expect(values).toMatchObject({
    'poll.direction': 'incoming',
    'poll.boundary': 'exclusive',
    'history.cap': 'none',
  })
})

test('of an empty conversation everything about its rows is undecided, and why', async () => {
  const backend = await startBackend()
  closing.push(backend.close)
  const report = await checkBackend({ ...asMember, url: backend.origin })
  expect(valuesOf(report)).toMatchObject({
    reachable: 'yes',
    'poll.boundary': 'undecided',
    'poll.direction': 'undecided',
    'history.exists': 'yes',
  })
  expect(findingOf(report, 'poll.boundary')?.evidence).toContain('--write')
  expect(exitCodeOf(report)).toBe(0)
})

test.each([
  { boundary: 'exclusive', directions: 'both', pollCap: Infinity, history: true },
  { boundary: 'inclusive', directions: 'incoming', pollCap: 7, history: true },
  { boundary: 'inclusive', directions: 'both', pollCap: 25, history: false },
] as const)(
  'of a server that is not ours it finds out the same: $boundary, $directions, $pollCap',
  async (set) => {
    const backend = await startBackend({ ...set, rows: someRows(40) })
    closing.push(backend.close)
    backend.letOthersRead()
    const report = await checkBackend({ ...asMember, url: `${backend.origin}/api/im/`, write: true })
    expect(valuesOf(report)).toMatchObject({
      'poll.boundary': set.boundary,
      'poll.direction': set.directions,
      'poll.cap': set.pollCap === Infinity ? 'none' : set.pollCap,
      'history.exists': set.history ? 'yes' : 'no',
      'clock.skewMs': 28_800_000,
      'send.encoding': 'both',
      'markRead.from': 'sender',
      'unreadcount.from': 'sender',
      'success.type': 'boolean',
      'voiceLength.unit': 'milliseconds',
      cors: 'everybody',
      media: 'readable',
      'media.base': 'undecided',
      'status.hearttime': 'hearttime',
    })
    expect(report.url).toBe(backend.origin)
    expect(report.settings['VITE_API_BASE']).toBe(backend.origin)
  },
)

/** Rows of both sides, a second apart, with a voice and a picture. */
function someRows(count: number) {
  const now = Date.now() - count * 1000
  return Array.from({ length: count }, (_, n) =>
    aRow(
      {
        from: n % 2 === 0 ? '2' : '200',
        to: n % 2 === 0 ? '200' : '2',
        ...(n === count - 1 && { type: 'VOICE', content: '/media/voice-4s.mp3', voiceLength: 4000 }),
      },
      now + n * 1000,
    ),
  )
}
