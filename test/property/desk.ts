import { draw } from '~/mocks/random'
import { ApiError, type ApiFailure } from '~/wire/errors'
import { after, delay } from '~/lib/timer'
import { waitOf } from '~/domain/link'
import { reserveOf } from '~/domain/desk/budget'
import type { Intervals } from '~/domain/desk/intervals'
import { type Tier, tierOf } from '~/domain/desk/tier'
import { createGate, type Who } from '~/sync/desk/gate'
import { createSchedule } from '~/sync/desk/schedule'
import { createVirtualTime } from './virtualTime'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const START = Date.UTC(2026, 10, 24, 2)

/** A desk, and what is around it. */
export type Scene = Readonly<{
  seed: number
  minutes: number
  /** How many conversations talk now, talked today, and did not. */
  busy: number
  today: number
  older: number
  /** They were all loaded before: nothing is new. */
  loaded?: boolean
  /** Messages come, at ms between them by tier; without, everybody stays in their tier. */
  talks?: boolean
  perMinute?: number
  atOnce?: number
  /** Milliseconds that an answer takes: between these. */
  latency?: readonly [number, number]
  /** A conversation is open, polled so often (ms). */
  open?: number
  /** The user scrolls up as fast as answers come, from minute to minute. */
  scrolls?: readonly [number, number]
  /** Staleness is measured from then on, minutes. */
  measuredFrom?: number
  /** How the question fails that is asked then, ms; undefined: it does not. */
  fails?: (at: number, id: string) => ApiFailure | undefined
}>

export type Request = Readonly<{ at: number; who: Who; id: string; tier: Tier; failed: boolean }>

export type Lived = Readonly<{
  requests: readonly Request[]
  /** Most that were unanswered at once: of all, and of those in the background. */
  inFlight: number
  inBackground: number
  /** Longest that the open conversation waited at the gate, ms. */
  openWaited: number
  /** Longest from one question to the next, ms, of those that stayed in a tier; to the end of time where there was no next. */
  stale: Readonly<Record<Tier, number>>
  /** Milliseconds from a message to the answer that brought it, by the tier that its conversation was in. */
  delays: Readonly<Record<Tier, readonly number[]>>
  intervals: Intervals
  /** Conversations that were asked at least once. */
  asked: number
  /** When the last one was loaded, ms; Infinity: some never were. */
  loadedAt: number
}>

type Talk = {
  id: string
  kind: 'hot' | 'today' | 'older'
  loaded: boolean
  newestAt: number
  unseen: number[]
  askedAt: number | null
  /** Since when it is in the tier that it is in. */
  tier: Tier
  since: number
}

const GAPS = { hot: MINUTE, today: 3 * 60 * MINUTE, older: 3 * DAY }
const AGES = { hot: 0, today: 60 * MINUTE, older: 2 * DAY }

/** Lives a desk through in virtual time, with the real gate and schedule. */
export async function liveDesk(scene: Scene): Promise<Lived> {
  const { seed, minutes, perMinute = 180, atOnce = 3, latency = [80, 240] } = scene
  const time = createVirtualTime(START, { waits: false })
  let drawn = 0
  const random = () => draw(seed, `${(drawn += 1)}`)
  const { clock } = time
  const gate = createGate({ clock, after, random, perMinute, atOnce })
  if (scene.open !== undefined) gate.setReserve(reserveOf(scene.open, 30_000))
  const requests: Request[] = []
  const count = { open: 0, user: 0, background: 0 }
  let inFlight = 0
  let inBackground = 0
  let openWaited = 0
  const stale: Record<Tier, number> = { hot: 0, new: 0, unread: 0, today: 0, older: 0 }
  const delays: Record<Tier, number[]> = { hot: [], new: [], unread: [], today: [], older: [] }

  const talks = new Map<string, Talk>()
  for (const kind of ['hot', 'today', 'older'] as const)
    for (let i = 0; i < scene[kind === 'hot' ? 'busy' : kind]; i += 1) {
      const id = `${kind} ${i}`
      const newestAt = START - AGES[kind]
      const loaded = scene.loaded === true
      const tier = loaded ? kind : 'new'
      talks.set(id, { id, kind, loaded, newestAt, unseen: [], askedAt: null, tier, since: 0 })
    }

  const tierNow = (talk: Talk): Tier => {
    const { loaded, kind, newestAt } = talk
    const facts = { loaded, unread: 0, waits: false, told: false, newestAt }
    const tier = !loaded ? 'new' : scene.talks === true && kind !== 'hot' ? tierOf(facts, time.now()) : kind
    if (tier !== talk.tier) Object.assign(talk, { tier, since: clock.elapsed() })
    return tier
  }

  /** A request: passes the gate, takes its time, may fail. */
  const request = async (who: Who, id: string, signal?: AbortSignal) => {
    const asked = clock.elapsed()
    const release = await gate.pass(who, signal)
    const at = clock.elapsed()
    if (who === 'open') openWaited = Math.max(openWaited, at - asked)
    count[who] += 1
    inFlight = Math.max(inFlight, count.open + count.user + count.background)
    inBackground = Math.max(inBackground, count.background)
    const talk = talks.get(id)
    const failure = scene.fails?.(at, id)
    requests.push({ at, who, id, tier: talk ? tierNow(talk) : 'hot', failed: failure !== undefined })
    await delay(latency[0] + random() * (latency[1] - latency[0]))
    count[who] -= 1
    release()
    if (failure && waitOf(failure) > 0) gate.putOff(waitOf(failure))
    if (failure) throw new ApiError(failure)
    return at
  }

  const noteGap = (talk: Talk, at: number) => {
    const from = Math.max(talk.askedAt ?? 0, talk.since)
    if (at < (scene.measuredFrom ?? 0) * MINUTE) return
    stale[talk.tier] = Math.max(stale[talk.tier], at - from)
  }

  const ask = async (id: string, signal: AbortSignal) => {
    const talk = talks.get(id)
    if (!talk) throw new Error('nobody')
    const at = await request('background', id, signal)
    noteGap(talk, at)
    talk.askedAt = at
    const { tier } = talk
    for (const said of talk.unseen.splice(0)) {
      delays[tier].push(clock.elapsed() - said)
      talk.newestAt = time.now()
    }
    talk.loaded = true
    tierNow(talk)
  }

  const schedule = createSchedule({
    wanted: () =>
      [...talks.values()].map((talk) => ({ id: talk.id, tier: tierNow(talk), weight: talk.newestAt })),
    ask,
    gate,
    clock,
    after,
    random,
    mayAsk: () => true,
  })

  const over = new AbortController()
  const openLoop = async (every: number, id: string) => {
    while (!over.signal.aborted) {
      await request('open', id).catch(() => undefined)
      await delay(every)
    }
  }
  const scrollLoop = async (until: number) => {
    while (!over.signal.aborted && clock.elapsed() < until)
      await request('user', 'older page').catch(() => undefined)
  }
  const say = (talk: Talk, n: number) => {
    const gap = -Math.log(1 - draw(seed, `${talk.id} ${n}`)) * GAPS[talk.kind]
    time.after(gap, () => {
      talk.unseen.push(clock.elapsed())
      say(talk, n + 1)
    })
  }

  try {
    if (scene.talks) for (const talk of talks.values()) say(talk, 0)
    const { open, scrolls } = scene
    if (open !== undefined) {
      void openLoop(open, 'open')
      void openLoop(30_000, 'sweep')
    }
    if (scrolls) time.after(scrolls[0] * MINUTE, () => void scrollLoop(scrolls[1] * MINUTE))
    schedule.look()
    await time.pass(minutes * MINUTE)
    const intervals = schedule.intervals()
    for (const talk of talks.values()) noteGap(talk, clock.elapsed())
    over.abort()
    schedule.stop()
    await time.pass(2 * MINUTE)
    const firsts = new Map<string, number>()
    for (const { id, who, at, failed } of requests)
      if (who === 'background' && !failed && !firsts.has(id)) firsts.set(id, at)
    const loadedAt = firsts.size < talks.size ? Infinity : Math.max(...firsts.values())
    return {
      requests,
      inFlight,
      inBackground,
      openWaited,
      stale,
      delays,
      intervals,
      asked: firsts.size,
      loadedAt,
    }
  } finally {
    time.restore()
  }
}

/** Most requests that left within any `span` ms. */
export function mostWithin(requests: readonly Readonly<{ at: number }>[], span = MINUTE): number {
  let first = 0
  return requests.reduce((most, { at }, i) => {
    while ((requests[first]?.at ?? Infinity) <= at - span) first += 1
    return Math.max(most, i - first + 1)
  }, 0)
}
