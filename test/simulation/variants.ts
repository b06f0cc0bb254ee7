import { newestRead, shownIn } from '~/store/selectors'
import { sendText } from '~/sync/send'
import { PAIR } from '~test/builders'
import { aStorage, openClient } from '~test/property/client'
import { createServerModel, type ServerSettings } from '~test/property/server'
import { createVirtualTime, type VirtualTime } from '~test/property/virtualTime'
import { openNaive } from './naive'
import { aTalk, chance, type Pace } from './talk'

/** Newest stamp in the store is the cursor; only delivered rows move it; and the product: that, and the sweep. */
export const VARIANTS = ['naive', 'delivered only', 'product'] as const
export type Variant = (typeof VARIANTS)[number]

export const START = Date.UTC(2026, 10, 20, 2)
/** ms to the server, and as much back, on average. */
export const LATENCY = 100
/** The other side reads every so often (ms); after the talk, and what of it is late, everybody has so long to come to rest. */
const READS = 10_000
const REST = 300_000

export type Setting = Readonly<{ server: ServerSettings; pace: Pace }>

const NOTHING = {
  messages: 0,
  lost: 0,
  /** Rows that became visible late, and how many of them are lost. */
  late: 0,
  lostLate: 0,
  /** Own rows that were read, and how many of them are not shown so. */
  read: 0,
  stale: 0,
  /** The same if "read" were not inferred for what stands above a read one. */
  staleRows: 0,
  /** Bubbles beside their own row, or left over. */
  doubled: 0,
  polls: 0,
  sweeps: 0,
  minutes: 0,
}

/** What came of it; requests are counted while the talk goes on. */
export type Figures = Readonly<typeof NOTHING>

/** The same variant over several talks. */
export async function liveAll(variant: Variant, setting: Setting, seeds: number): Promise<Figures> {
  let total: Figures = NOTHING
  for (let seed = 0; seed < seeds; seed += 1) {
    const one = await live(variant, setting, seed)
    const added = Object.entries(total).map(([name, count]) => [name, count + one[name as keyof Figures]])
    total = Object.fromEntries(added) as Figures
  }
  return total
}

/** Lives through one talk and counts, after a rest, what the page does not show. */
async function live(variant: Variant, { server: settings, pace }: Setting, seed: number): Promise<Figures> {
  const time = createVirtualTime(START)
  const server = createServerModel(settings, time.now, PAIR.me.id, PAIR.peer.id)
  const client = open(variant, time, server, chance(seed))
  const late = new Set<string>()
  const lines = aTalk(pace, seed)
  try {
    let reads = READS
    for (const { at, mine, text, lag } of lines) {
      for (; reads < at; reads += READS) {
        await passTo(time, reads)
        server.reads()
      }
      await passTo(time, at)
      if (mine) client.say(text)
      else {
        const id = server.says(false, text, lag)
        if (lag > 0) late.add(id)
      }
    }
    await passTo(time, pace.minutes * 60_000)
    const { polls, sweeps } = client.asked()
    server.reads()
    await time.pass(REST + pace.late.to)
    const rows = server.rows()
    const shown = client.shown()
    const lost = rows.filter(({ id }) => !shown.has(id))
    const state = client.store.getState()
    const readTo = newestRead(state)?.sentAt ?? 0
    const readRows = new Set(state.log.rows.filter(({ read }) => read).map(({ id }) => id))
    const read = rows.filter((row) => row.mine && row.read)
    client.close()
    return {
      messages: rows.length,
      lost: lost.length,
      late: late.size,
      lostLate: lost.filter(({ id }) => late.has(id)).length,
      read: read.length,
      stale: read.filter(({ stamp }) => stamp > readTo).length,
      staleRows: read.filter(({ id }) => !readRows.has(id)).length,
      doubled: shownIn(state).length - state.log.rows.length,
      polls,
      sweeps,
      minutes: pace.minutes,
    }
  } finally {
    time.restore()
  }
}

/** Lets time pass to `at` ms after the beginning. */
const passTo = (time: VirtualTime, at: number) => time.pass(Math.max(0, START + at - time.now()))

function open(
  variant: Variant,
  time: VirtualTime,
  server: ReturnType<typeof createServerModel>,
  random: () => number,
) {
  if (variant !== 'product') {
    const naive = openNaive({
      time,
      server,
      pair: PAIR,
      latency: LATENCY,
      random,
      acksMoveIt: variant === 'naive',
    })
    return { ...naive, asked: () => ({ polls: naive.asked.length, sweeps: 0 }) }
  }
  const client = openClient({
    time,
    server,
    pair: PAIR,
    device: 'phone',
    storage: aStorage().storage,
    random,
    complain: fail,
  })
  client.setMood({ latency: LATENCY })
  const countOf = (kind: string) => client.asked.filter(({ what }) => what === kind).length
  return {
    store: client.store,
    shown: () => new Set(client.ids()),
    say: (text: string) => sendText(client.chat, text),
    asked: () => ({ polls: countOf('poll'), sweeps: countOf('history') + countOf('sweep') }),
    close: client.close,
  }
}

export function fail(what: string): never {
  throw new Error(what)
}
