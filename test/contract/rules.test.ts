import { expect, test } from 'vitest'
import { HOURS, NOON } from '~test/mocks/aWorld'
import { aMock, findingOf, valuesOf } from './aBackend'

const SECOND = 1000

test('the skew is voted: the documented samples have 8 h, though half of them reuse an old stamp', async () => {
  const report = await aMock({ planted: ['samples'] }).check()
  expect(findingOf(report, 'clock.skewMs')).toMatchObject({ value: 8 * HOURS, severity: 'ok' })
})

test.each([
  ['rows that came late do not vote', [-148, -154, -163, 0], 8 * HOURS],
  ['a clock that is simply wrong is told as it is', [250, 250, 250, 250], 8 * HOURS + 250 * SECOND],
  ['rows that agree on nothing leave it open', [100, 200, 300, 400], 'undecided'],
])('%s', async (_, late, expected) => {
  const { world, check } = aMock()
  late.forEach((seconds, n) => {
    const at = NOON - 60_000 + n * SECOND
    world.says({ sendtime: at + 8 * HOURS + seconds * SECOND + 300 }, at)
  })
  expect(valuesOf(await check())['clock.skewMs']).toBe(expected)
})

test('the majority counts, not the largest difference', async () => {
  const { world, check } = aMock()
  for (const hours of [8, 8, 9]) world.says({ sendtime: NOON + hours * HOURS })
  expect(valuesOf(await check())['clock.skewMs']).toBe(8 * HOURS)
})

test.each([
  ['rows 1 ms apart and an inclusive bound', 'inclusive', [0, 1, 2, 3, 4]],
  ['a page that one stamp fills', 'exclusive', [0, 1, 5, 5, 5]],
] as const)('a cap of history shows through %s', async (_, historyBoundary, stamps) => {
  const { world, check } = aMock({ historyCap: 3, historyBoundary, pollCap: 3 })
  for (const stamp of stamps) world.says({ sendtime: NOON + stamp })
  expect(valuesOf(await check())).toMatchObject({ 'history.cap': 3, 'poll.cap': 3 })
})

test.each([
  [[3, 60], 'seconds'],
  [[3000, 59_000], 'milliseconds'],
  [[3, 4000], 'mixed'],
  [[300], 'undecided'],
  [[-1], 'undecided'],
])('voices of %j are %s', async (lengths, unit) => {
  const { world, check } = aMock()
  for (const voiceLength of lengths) world.says({ type: 'VOICE', content: '/a.mp3', voiceLength })
  expect(valuesOf(await check())['voiceLength.unit']).toBe(unit)
})

test('what a row has otherwise than documented is a finding of its field', async () => {
  const { world, check } = aMock()
  world.says({ status: '0', readtime: null, sendtime: String(NOON), type: 'VIDEO', bustype: undefined })
  world.says({ extra: 1, from: 2 } as object)
  const report = await check()
  expect(valuesOf(report)).toMatchObject({
    'schema.status': 'string',
    'schema.readtime': 'null',
    'schema.sendtime': 'string',
    'schema.type': 'unknown kind VIDEO',
    'schema.extra': 'unknown field (number)',
    'schema.from': 'number',
  })
  expect(Object.keys(valuesOf(report)).filter((id) => id.startsWith('schema.'))).toHaveLength(6)
  expect(findingOf(report, 'schema.status')?.evidence).toMatch(/^1 of 2 rows .*string × 1.* [0-9a-f]{24}$/)
})

test('rows as documented leave no finding', async () => {
  for (const planted of ['samples'] as const) {
    const values = valuesOf(await aMock({ planted: [planted] }).check())
    expect(Object.keys(values).filter((id) => id.startsWith('schema.'))).toEqual([])
  }
})

test('a field that no row has well is an error where the product needs it', async () => {
  const { world, check } = aMock()
  world.says({ sendtime: undefined })
  expect(findingOf(await check(), 'schema.sendtime')).toMatchObject({ value: 'missing', severity: 'error' })
})

test('hosts of media that answer are named for the build, and what reads them across origins is told', async () => {
  const { world, ask, check } = aMock()
  world.says({ type: 'IMAGE', content: 'https://cdn.example/a.jpg' })
  world.says({ type: 'VOICE', content: 'https://voice.example:8443/a.amr', voiceLength: 3 })
  // oxlint-disable-next-line no-script-url -- what a hostile message may carry
  world.says({ type: 'IMAGE', content: 'javascript:alert(1)', f_avatar: 'https://gone.example/x.jpg' })
  const media: Record<string, Response> = {
    'cdn.example': new Response('', { headers: { 'access-control-allow-origin': '*' } }),
    'voice.example:8443': new Response(''),
  }
  const asked: string[] = []
  const report = await check({
    ask: (url, init) => {
      const { host } = new URL(url)
      if (host === 'im.test') return ask(url, init)
      asked.push(host)
      return Promise.resolve(media[host]?.clone() ?? new Response(null, { status: 404 }))
    },
  })
  expect(findingOf(report, 'media')).toMatchObject({ value: 'gone', severity: 'warning' })
  expect(findingOf(report, 'media')?.evidence).toContain(
    'only shown (no AMR voice is decoded): voice.example:8443',
  )
  expect(valuesOf(report)['media.odd']).toBe(1)
  expect(report.settings['VITE_MEDIA_HOSTS']).toBe('cdn.example voice.example:8443')
  expect(new Set(asked)).toEqual(new Set(['cdn.example', 'voice.example:8443', 'gone.example']))
})

test('a web page in place of a picture is none', async () => {
  const { world, ask, check } = aMock()
  world.says({ f_avatar: 'FTOM.jpg', t_avatar: '' })
  const page = () => new Response('<html>', { headers: { 'content-type': 'text/html; charset=utf-8' } })
  const report = await check({
    ask: (url, init) => (url.endsWith('/FTOM.jpg') ? Promise.resolve(page()) : ask(url, init)),
  })
  expect(findingOf(report, 'media.base')).toMatchObject({ value: 'undecided', severity: 'warning' })
})

test('bare names that lie on the API’s origin are told to the build', async () => {
  const { world, ask, check } = aMock()
  world.says({ f_avatar: 'FTOM.jpg', t_avatar: '' })
  const { settings } = await check({
    ask: (url, init) => (url.endsWith('/FTOM.jpg') ? Promise.resolve(new Response('')) : ask(url, init)),
  })
  expect(settings).toEqual({ VITE_MEDIA_BASE: 'http://im.test' })
})

test('a poll that keeps its oldest rows is told apart from one that keeps the newest', async () => {
  const { ask, check } = aMock({ story: true, order: 'oldest' })
  const report = await check({
    ask: async (url, init) => {
      const answer = await ask(url, init)
      if (!url.includes('getNewest')) return answer
      const { success, data } = (await answer.json()) as { success: boolean; data?: unknown[] }
      return Response.json({ success, data: data?.slice(0, 5) })
    },
  })
  expect(findingOf(report, 'poll.cap')).toMatchObject({ value: 5, severity: 'warning' })
})

test('a lasttime that does not count is no boundary', async () => {
  const { ask, check } = aMock({ story: true })
  const report = await check({
    ask: (url, init) =>
      ask(
        url
          .replace(/lasttime=\d+/, 'lasttime=9999999999999')
          .replace(/(getNewest.*)lasttime=9+/, '$1lasttime=0000000000000'),
        init,
      ),
  })
  expect(findingOf(report, 'poll.boundary')).toMatchObject({ value: 'undecided', severity: 'warning' })
  expect(findingOf(report, 'history.boundary')).toMatchObject({ value: 'undecided' })
})

test('a status that spells heartime, and is one where nobody is known', async () => {
  const { ask, check } = aMock({ story: true, absentSide: 'online' })
  const renamed = await check({
    ask: async (url, init) =>
      new Response((await (await ask(url, init)).text()).replaceAll('hearttime', 'heartime')),
  })
  expect(valuesOf(renamed)).toMatchObject({
    'status.hearttime': 'heartime',
    'status.isonline': 'number',
    'schema.status.hearttime': 'missing',
  })
})

test('sends that are answered well and saved as nothing do not count as accepted', async () => {
  const { world, ask, check } = aMock()
  const report = await check({
    write: true,
    ask: (url, init) =>
      url.endsWith('sendMsg') && new Headers(init.headers).get('content-type') === 'application/json'
        ? Promise.resolve(Response.json({ success: true, data: { ...world.says({ content: '' }) } }))
        : ask(url, init),
  })
  expect(findingOf(report, 'send.encoding')).toMatchObject({ value: 'form', severity: 'ok' })
  expect(findingOf(report, 'send.encoding')?.evidence).toContain(
    'json by from: accepted, but not saved as it was sent',
  )
})

test('a send whose connection broke tells nothing of its encoding', async () => {
  const { ask, check } = aMock()
  const report = await check({
    write: true,
    ask: (url, init) =>
      new Headers(init.headers).get('content-type') === 'application/json'
        ? Promise.reject(new TypeError('fetch failed'))
        : ask(url, init),
  })
  expect(findingOf(report, 'send.encoding')).toMatchObject({ value: 'undecided', severity: 'info' })
})
