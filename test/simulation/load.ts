import { PAIR } from '~test/builders'
import history from '~/mocks/samples/getMsgListByPageAndUserId.json'
import { sendText } from '~/sync/send'
import { aStorage, openClient } from '~test/property/client'
import { createServerModel, PLAIN_SERVER } from '~test/property/server'
import { someTabs } from '~test/support/tabs'
import { createVirtualTime } from '~test/property/virtualTime'
import { openNaive } from './naive'
import { chance } from './talk'
import { fail, LATENCY, START } from './variants'

const HOUR = 3_600_000
const MINUTE = 60_000

/** Bytes of the headers of a request and its answer over HTTP/1.1; HTTP/2 packs them to about a fifth. */
export const HEADERS = 1_000
const ENVELOPE = JSON.stringify({ success: true, data: [] }).length
/** Bytes of a message: the mean of the documented ones. */
export const ROW = Math.round(
  Buffer.byteLength(JSON.stringify(history.data)) / Math.max(1, history.data.length),
)

const bytesOf = (asked: readonly Readonly<{ rows: number }>[]) =>
  asked.reduce((sum, { rows }) => sum + HEADERS + ENVELOPE + rows * ROW, 0)

/** What a page may be in for an hour. */
export const STATES = [
  'active',
  'idle',
  'hidden on a PC',
  'hidden on a phone',
  'server down',
  'signed out',
  'three tabs, active',
  'three tabs, idle',
] as const
export type State = (typeof STATES)[number]

/** `delays`: ms from a stamp of the other side to when the page shows it. */
export type Load = Readonly<{ requests: number; bytes: number; delays: readonly number[] }>

/** How often each side says something, ms; the delays of a quiet talk are those of rare messages, apart from its cost. */
const GAP = { active: 20_000, quiet: 7 * MINUTE + 777 }

/** An hour of one pair in one browser, after it has come to rest. `talks`: the other side says something now and then. */
export async function spend(state: State, talks = isActive(state)): Promise<Load> {
  const time = createVirtualTime(START)
  const server = createServerModel(PLAIN_SERVER, time.now, PAIR.me.id, PAIR.peer.id)
  const browser = someTabs()
  const tabs = state.startsWith('three') ? 3 : 1
  const device = state === 'hidden on a phone' ? 'phone' : 'pc'
  const { storage } = aStorage()
  for (let i = 0; i < 40; i += 1) server.says(i % 2 === 0, `${i}`, 0, START - HOUR + i * MINUTE)
  const clients = Array.from({ length: tabs }, (_, tab) =>
    openClient({
      time,
      server,
      pair: PAIR,
      device,
      storage,
      random: chance(tab),
      visible: tab === 0,
      complain: fail,
      ...browser.open(),
    }),
  )
  const [first] = clients
  if (!first) throw new Error('no tab')
  try {
    for (const client of clients) client.setMood({ latency: LATENCY })
    // whoever talks reads
    first.look(isActive(state))
    // a talk that was active is idle two minutes later
    await time.pass(isActive(state) ? 10_000 : 10 * MINUTE)
    if (state.startsWith('hidden')) first.hide()
    if (state === 'server down') first.setMood({ fails: { kind: 'unreachable' } })
    if (state === 'signed out') first.setMood({ fails: { kind: 'http', status: 401, retryAfter: null } })
    await time.pass(10_000)
    const before = clients.map(({ asked }) => asked.length)
    const delays = await talk()
    const asked = clients.flatMap((client, tab) => client.asked.slice(before[tab]))
    for (const client of clients) client.close()
    return { requests: asked.length, bytes: bytesOf(asked), delays }
  } finally {
    time.restore()
  }

  async function talk(): Promise<readonly number[]> {
    if (!talks || !first) {
      await time.pass(HOUR)
      return []
    }
    const said = new Map<string, number>()
    const delays: number[] = []
    const stop = first.store.subscribe(({ log }) => {
      for (const { id } of log.rows) {
        const at = said.get(id)
        if (at === undefined) continue
        delays.push(time.now() - at)
        said.delete(id)
      }
    })
    const gap = isActive(state) ? GAP.active : GAP.quiet
    const times = isActive(state) ? HOUR / gap : 30
    for (let i = 0; i < times; i += 1) {
      // out of step with every pace
      const shift = (i * 1_237) % 7_000
      await time.pass(shift)
      said.set(server.says(false, `${i}`), time.now())
      await time.pass(gap / 2 - shift)
      if (isActive(state)) sendText(first.chat, `${i}`)
      await time.pass(gap / 2)
    }
    stop()
    return delays
  }
}

const isActive = (state: State) => state.endsWith('active')

/** The same hour of a page that asks every two seconds whatever happens. */
export async function spendNaively(isTalking: boolean): Promise<Load> {
  const time = createVirtualTime(START)
  const server = createServerModel(PLAIN_SERVER, time.now, PAIR.me.id, PAIR.peer.id)
  const naive = openNaive({
    time,
    server,
    pair: PAIR,
    latency: LATENCY,
    random: chance(0),
    acksMoveIt: true,
  })
  try {
    await time.pass(MINUTE)
    const before = naive.asked.length
    let sends = 0
    for (let passed = 0; passed < HOUR; passed += GAP.active) {
      if (isTalking) {
        server.says(false, '在')
        naive.say('嗯')
        sends += 1
      }
      await time.pass(GAP.active)
    }
    const asked = [...naive.asked.slice(before), ...Array.from({ length: sends }, () => ({ rows: 1 }))]
    naive.close()
    return { requests: asked.length, bytes: bytesOf(asked), delays: [] }
  } finally {
    time.restore()
  }
}
