import { chance } from './talk'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/**
 * What happens to a page, `at` ms after it was opened: the other side says something, somebody types or sends here, or puts the page
 * away and takes it out again.
 */
export type Happening = Readonly<{ at: number; what: 'theirs' | 'types' | 'sends' | 'hides' | 'shows' }>

/** One page from being opened to being closed, `lasts` ms. */
export type Visit = Readonly<{
  device: 'phone' | 'pc'
  lasts: number
  happenings: readonly Happening[]
}>

/** A time (ms) or a length as chance has it, log-normal: the median, and the deviation of its logarithm. */
type Spread = readonly [median: number, sigma: number]

/**
 * How somebody writes. `perSecond`: characters. A phone is typed on at 36 words a minute, a keyboard at 52 (Palin et al. 2019, Dhakal et
 * al. 2018, 37,000 and 168,000 people), 3 and 4.3 strokes a second; a Chinese character takes about three with what is chosen among.
 * `row`: how many messages one writes in a row, on average. `ready`: which share of them is a quick reply.
 */
type Writer = Readonly<{ perSecond: number; row: number; ready: number }>
const ON_A_PHONE: Writer = { perSecond: 1, row: 1.7, ready: 0 }
const AT_A_DESK: Writer = { perSecond: 1.5, row: 1.5, ready: 0.35 }

/** Characters of a message, ms before the next one of a row is begun, ms that a quick reply takes. Assumptions. */
const LENGTH: Spread = [11, 0.8]
const BREATH: Spread = [1_500, 0.7]
const CHOICE: Spread = [3_000, 0.5]

/** Whoever types tells of it with each stroke; so often (ms) is enough to count as active. */
const STROKES = 2_000

/** How a page is used. Times in ms. */
type Habits = Readonly<{
  device: 'phone' | 'pc'
  us: Writer
  they: Writer
  begins: 'us' | 'they'
  /** How often both have written, at least and at most. */
  exchanges: readonly [number, number]
  /** Until one begins to write: the other side after us, we after the other side. */
  theyTake: Spread
  weTake: Spread
  /** Which share of first messages a machine answers at once. */
  greets: number
  /** Which share of those who wait for long say something more. */
  nudges: number
  /** Some answers take longer, by so much: somebody looks something up, or has gone. */
  holds: Readonly<{ share: number; takes: Spread }>
  /** Who waits puts the page away, after so long, for so long. */
  away: Readonly<{ share: number; after: Spread; takes: Spread }>
  /** How long the page stays open after the last word. */
  stays: Spread
  /** How often the other side says something more in that time, on average, out of the blue; and which share of it we answer. */
  more: number
  answered: number
}>

/** After so long one has waited for long; a machine answers after so long, ms. */
const LONG: Spread = [50 * SECOND, 0.5]
const AT_ONCE = 800

const SELDOM = { share: 0, after: [MINUTE, 0], takes: [MINUTE, 0] } as const

/**
 * How pages of one-to-one service are used. Facts: a chat takes 11 to 12 min, and somebody is there after 35 to 50 s on average
 * (Comm100 Live Chat Benchmark 2020 and 2021); an agent of a shop is reminded after 100 s and counts as late after 3 min (Taobao
 * 2022); what people write comes in bursts with heavy-tailed gaps, not as Poisson has it (Hong et al. 2008). The rest is assumed, to be
 * replaced by what a backend sees.
 */
const PATTERNS = {
  'live exchange': {
    device: 'phone',
    us: ON_A_PHONE,
    they: AT_A_DESK,
    begins: 'us',
    exchanges: [8, 12],
    theyTake: [12 * SECOND, 0.6],
    weTake: [6 * SECOND, 0.8],
    greets: 0.5,
    nudges: 0.3,
    holds: { share: 0.05, takes: [2 * MINUTE, 0.5] },
    away: SELDOM,
    stays: [MINUTE, 0.8],
    more: 0,
    answered: 0,
  },
  'slow support': {
    device: 'phone',
    us: ON_A_PHONE,
    they: AT_A_DESK,
    begins: 'us',
    exchanges: [5, 9],
    theyTake: [40 * SECOND, 0.7],
    weTake: [10 * SECOND, 0.8],
    greets: 0.5,
    nudges: 0.3,
    holds: { share: 0.15, takes: [4 * MINUTE, 0.5] },
    away: { share: 0.3, after: [20 * SECOND, 0.6], takes: [40 * SECOND, 0.8] },
    stays: [2 * MINUTE, 0.8],
    more: 0.2,
    answered: 0.5,
  },
  'page left open': {
    device: 'pc',
    us: { ...AT_A_DESK, ready: 0 },
    they: AT_A_DESK,
    begins: 'us',
    exchanges: [2, 4],
    theyTake: [40 * SECOND, 0.7],
    weTake: [10 * SECOND, 0.8],
    greets: 0.5,
    nudges: 0.3,
    holds: { share: 0.15, takes: [4 * MINUTE, 0.5] },
    away: SELDOM,
    stays: [HOUR, 0.4],
    more: 2,
    answered: 0.5,
  },
  'after-sales ticket': {
    device: 'phone',
    us: ON_A_PHONE,
    they: AT_A_DESK,
    begins: 'us',
    exchanges: [4, 6],
    theyTake: [10 * MINUTE, 1.8],
    weTake: [15 * SECOND, 0.8],
    greets: 0.3,
    nudges: 0.3,
    holds: SELDOM,
    away: { share: 1, after: [90 * SECOND, 0.6], takes: [HOUR, 0.8] },
    stays: [MINUTE, 0.6],
    more: 0,
    answered: 0,
  },
  'open at a desk': {
    device: 'pc',
    us: AT_A_DESK,
    they: { ...ON_A_PHONE, row: 2.2 },
    begins: 'they',
    exchanges: [3, 7],
    theyTake: [10 * SECOND, 0.9],
    weTake: [18 * SECOND, 0.8],
    greets: 0,
    nudges: 0.1,
    holds: { share: 0.15, takes: [3 * MINUTE, 0.6] },
    away: { share: 0.15, after: [10 * SECOND, 0.5], takes: [20 * SECOND, 0.6] },
    stays: [90 * SECOND, 0.8],
    more: 0.2,
    answered: 1,
  },
} as const satisfies Record<string, Habits>

export type Pattern = keyof typeof PATTERNS

/** How the time in which pages are seen is spread over the patterns: an assumption, too. */
export const MIX: readonly (readonly [Pattern, number])[] = [
  ['live exchange', 0.2],
  ['slow support', 0.25],
  ['page left open', 0.3],
  ['after-sales ticket', 0.05],
  ['open at a desk', 0.2],
]

/** One visit of that pattern; the same for the same seed. */
function aVisit(pattern: Pattern, seed: number): Visit {
  const habits: Habits = PATTERNS[pattern]
  const random = chance(seed)
  const happenings: Happening[] = []
  const happens = (at: number, what: Happening['what']) => void happenings.push({ at: Math.round(at), what })
  const some = ([median, sigma]: Spread) => median * Math.exp(sigma * normal(random))

  /** A row of messages, begun at that time; when the last one has left. */
  const write = (who: 'us' | 'they', from: number): number => {
    const { perSecond, row, ready } = habits[who]
    let at = from
    do {
      if (at > from) at += some(BREATH)
      const isReady = random() < ready
      const left = at + (isReady ? some(CHOICE) : (SECOND * Math.max(1, some(LENGTH))) / perSecond)
      if (who === 'us' && !isReady)
        for (let stroke = at; stroke < left; stroke += STROKES) happens(stroke, 'types')
      happens(left, who === 'us' ? 'sends' : 'theirs')
      at = left
    } while (random() < 1 - 1 / row)
    return at
  }

  /** The other side answers; when it has done so, and the page is seen. */
  const beAnswered = (from: number): number => {
    const { theyTake, holds, away } = habits
    const ends = write('they', from + some(theyTake) + (random() < holds.share ? some(holds.takes) : 0))
    let seen = from
    const nudge = from + some(LONG)
    if (nudge < ends && random() < habits.nudges) seen = write('us', nudge)
    while (random() < away.share) {
      const left = seen + some(away.after)
      if (left >= ends) break
      seen = left + some(away.takes)
      happens(left, 'hides')
      happens(seen, 'shows')
    }
    return Math.max(ends, seen)
  }

  const [least, most] = habits.exchanges
  const exchanges = least + Math.floor(random() * (most - least + 1))
  let at = habits.begins === 'us' ? some(habits.weTake) : 0
  for (let i = 0; i < exchanges; i += 1) {
    if (i > 0 || habits.begins === 'us') at = write('us', i === 0 ? at : at + some(habits.weTake))
    if (i === 0 && random() < habits.greets) happens(at + AT_ONCE, 'theirs')
    at = beAnswered(at)
  }
  const lasts = at + some(habits.stays)
  const gap = (lasts - at) / habits.more
  for (at += exponential(gap, random); at < lasts; at += exponential(gap, random)) {
    const said = write('they', at)
    at = random() < habits.answered ? write('us', said + some(habits.weTake)) : said
  }
  const inTime = happenings.filter((one) => one.at < lasts).sort((a, b) => a.at - b.at)
  return { device: habits.device, lasts: Math.round(lasts), happenings: inTime }
}

const known = new Map<string, readonly Visit[]>()

/** More is lived through of what has few messages: as many of them tell how late they are. */
const LIVED = {
  'live exchange': 0.5,
  'slow support': 1,
  'page left open': 3,
  'after-sales ticket': 0.5,
  'open at a desk': 0.5,
} as const satisfies Record<Pattern, number>

/** Visits of a pattern that are seen for about so many hours in all. */
export function visitsOf(pattern: Pattern, hours: number): readonly Visit[] {
  const before = known.get(`${pattern} ${hours}`)
  if (before) return before
  const visits: Visit[] = []
  for (let seen = 0; seen < hours * LIVED[pattern] * HOUR;) {
    const visit = aVisit(pattern, visits.length)
    visits.push(visit)
    seen += seenOf(visit)
  }
  known.set(`${pattern} ${hours}`, visits)
  return visits
}

/** For how long (ms) the page is seen. */
export function seenOf({ lasts, happenings }: Visit): number {
  let hidden = 0
  let since: number | null = null
  for (const { at, what } of [...happenings, { at: lasts, what: 'shows' }]) {
    if (what === 'hides') since ??= at
    if (what !== 'shows' || since === null) continue
    hidden += at - since
    since = null
  }
  return lasts - hidden
}

/** Standard normal, after Box and Muller. */
const normal = (random: () => number) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

const exponential = (mean: number, random: () => number) => -Math.log(1 - random()) * mean
