import { expect, test } from 'vitest'
import { aMock, findingOf, valuesOf } from './aBackend'
import { SWITCHES, someSettings, type Tally, tallyOf } from './sweep'

/** Settings that are drawn, for each of four cases; who tells a number is told the figures. */
const TOLD = process.env['DRAWN']
const DRAWN = Number(TOLD ?? (process.env['THOROUGH'] ? 36 : 12))
const LONGEST = 30_000 + DRAWN * 1_000

test.each([
  ['talk', false],
  ['talk', true],
  ['empty', false],
  ['empty', true],
] as const)(
  'of any combination (%s, write %s) nothing wrong is found, and nothing is left open that shows',
  async (told, write) => {
    const tally: Tally = new Map()
    const wrong: string[] = []
    for (const set of someSettings(DRAWN, 3)) wrong.push(...(await tallyOf(set, told, write, tally)))
    expect(wrong).toEqual([])
    if (TOLD) console.log(told, write ? 'write' : 'read', Object.fromEntries(tally))
  },
  LONGEST,
)

test('each switch by itself changes its own findings alone', async () => {
  const findings = async (set: object) =>
    valuesOf(await aMock({ ...set, story: true }).check({ write: true }))
  const byDefault = await findings({})
  const changed: Record<string, string> = {}
  for (const [name, [, other]] of Object.entries(SWITCHES)) {
    const values = await findings({ [name]: other })
    changed[name] = Object.keys(byDefault)
      .filter((id) => values[id] !== byDefault[id] && !id.startsWith('latency'))
      .join(' ')
  }
  expect(changed).toEqual({
    pollBoundary: 'poll.boundary',
    historyBoundary: 'history.boundary',
    direction: 'poll.direction',
    // what is cut shows fewer ties
    pollCap: 'poll.cap poll.tieOrder',
    historyCap: 'history.cap',
    limitCounts: 'history.cap history.limit',
    order: 'poll.order poll.tieOrder history.order history.tieOrder',
    tieOrder: 'poll.tieOrder history.tieOrder',
    withoutTo: 'poll.withoutTo history.withoutTo',
    history:
      'poll.cap history.boundary history.direction history.exists history.cap history.limit history.page history.order history.tieOrder history.withoutTo',
    extras:
      'getUserStatus.exists regUserInfo.exists unreadcount.exists unreadcount.from updateUnreadP2pMessages.exists markRead.from',
    unreadFrom: 'unreadcount.from markRead.from',
    bodies: 'send.encoding',
    voiceUnit: 'voiceLength.unit',
    successType: 'success.type',
    cors: 'cors',
    skewMs: 'clock.skewMs',
  })
})

test('without --write nothing is posted, with it four marked messages of the pair alone', async () => {
  const reading = aMock({ story: true })
  await reading.check()
  expect(reading.requests.filter(({ method }) => method === 'POST')).toEqual([])
  const writing = aMock({ story: true })
  const before = writing.world.rows().length
  await writing.check({ write: true })
  const posted = writing.world.rows().slice(before)
  expect(posted.map(({ content }) => content)).toEqual(
    [1, 2, 3, 4].map(
      (n) => expect.stringMatching(new RegExp(`^JH contract check ${n}/4 [a-z0-9]+$`)) as string,
    ),
  )
  expect(new Set(posted.map(({ from, to }) => [from, to].sort().join(' ')))).toEqual(new Set(['2 200']))
})

test('posted messages carry the names of before, so that nobody seems to be renamed', async () => {
  const { world, check } = aMock({ story: true })
  const named = (from: string) => [...world.rows()].reverse().find((row) => row.from === from)?.f_nickname
  const before = ['200', '2'].map(named)
  await check({ write: true })
  expect(['200', '2'].map(named)).toEqual(before)
})

test('the settings of the build are those that differ from the default', async () => {
  const odd = aMock({ story: true, bodies: 'json', unreadFrom: 'reader' })
  expect((await odd.check({ write: true })).settings).toEqual({
    VITE_POST_ENCODING: 'json',
    VITE_UNREAD_FROM: 'reader',
  })
  expect((await aMock({ story: true }).check({ write: true })).settings).toEqual({})
})

test('evidence names rows and counts, never what was said or by whom', async () => {
  const { world, check } = aMock({ story: true, planted: ['damaged', 'media', 'hostile'] })
  const said = world.rows().flatMap((row) => [row?.content, row?.f_nickname, row?.t_nickname])
  const report = JSON.stringify(await check({ write: true }))
  const told = said.filter((text) => typeof text === 'string' && text.length > 2 && report.includes(text))
  expect(told).toEqual([])
  expect(findingOf(await check(), 'poll.boundary')?.evidence).toMatch(/row [0-9a-f]{24} .* lasttime=\d{13}/)
})
