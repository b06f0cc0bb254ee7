import { ACTIVE_FOR, delayOf, modeOf, PACES } from '~/domain/pace'
import { MIX, type Pattern, visitsOf } from './arrivals'
import { type Paced, type Pacing, pace } from './paceModel'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** A way to pace the polls of a page that is seen, by how long (ms) nothing had happened when the last poll ended. */
type Policy = Readonly<{ name: string; wait: (quiet: number) => number }>

/** What the product does. */
export const PRODUCT = nameOf(PACES.active, ACTIVE_FOR, PACES.idle)

const within = (least: number, ms: number, most: number) => Math.min(most, Math.max(least, ms))

function nameOf(active: number, activeFor: number, idle: number): string {
  const span = activeFor < MINUTE ? `${activeFor / SECOND} s` : `${activeFor / MINUTE} min`
  return `${active / SECOND} s for ${span}, then ${idle / SECOND} s`
}

/** Two paces, and when the one follows the other. */
const steps = (active: number, activeFor: number, idle: number): Policy => ({
  name: nameOf(active, activeFor, idle),
  wait: (quiet) => (quiet < activeFor ? active : idle),
})

/** The longer it is quiet, the slower, in proportion. */
const part = (active: number, parts: number, idle: number): Policy => ({
  name: `1/${parts} of the silence, ${active / SECOND} to ${idle / SECOND} s`,
  wait: (quiet) => within(active, quiet / parts, idle),
})

/** The same by its root: best where messages become rarer in proportion to the silence. */
const root = (active: number, times: number, idle: number): Policy => ({
  name: `root of the silence × ${times}, ${active / SECOND} to ${idle / SECOND} s`,
  wait: (quiet) => within(active, times * Math.sqrt(quiet), idle),
})

/** The product's, and slower still after a long silence. */
const weary = (active: number, after: number, slowest: number): Policy => ({
  name: `${nameOf(active, 2 * MINUTE, 5 * SECOND)}, after ${after / MINUTE} min ${slowest / SECOND} s`,
  wait: (quiet) => (quiet < 2 * MINUTE ? active : quiet < after ? 5 * SECOND : slowest),
})

/** Fastest right after news, twice as slow after half a minute, then idle. */
const fading = (active: number, idle: number): Policy => ({
  name: `${active / SECOND} s for 30 s, ${(2 * active) / SECOND} s for 2 min, then ${idle / SECOND} s`,
  wait: (quiet) => (quiet < 30 * SECOND ? active : quiet < 2 * MINUTE ? 2 * active : idle),
})

export const POLICIES: readonly Policy[] = [
  ...[1_000, 1_500, 2_000, 3_000].flatMap((active) =>
    [30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE].flatMap((activeFor) =>
      [4_000, 5_000, 8_000, 10_000].map((idle) => steps(active, activeFor, idle)),
    ),
  ),
  ...[1_000, 1_500, 2_000].flatMap((active) =>
    [5_000, 8_000]
      .flatMap((idle) => [
        part(active, 10, idle),
        part(active, 20, idle),
        part(active, 40, idle),
        root(active, 6, idle),
        root(active, 8, idle),
        root(active, 12, idle),
        fading(active, idle),
      ])
      .concat(weary(active, 5 * MINUTE, 8_000), weary(active, 10 * MINUTE, 8_000)),
  ),
]

/** What a policy comes to: requests an hour that a page is seen, delays in ms. */
export type Figures = Readonly<{
  polls: number
  sweeps: number
  others: number
  median: number
  p95: number
  worst: number
  /** Between two polls, where that was measured. */
  longest: number
}>

export type Measured = Readonly<{ mix: Figures; patterns: ReadonlyMap<Pattern, Figures> }>

const pacedBy =
  ({ wait }: Policy): Pacing =>
  (timing) => {
    const quiet = Math.max(0, timing.ended - (timing.activeUntil - ACTIVE_FOR))
    return modeOf(timing) === 'polling' ? Math.round(wait(quiet)) : delayOf(timing)
  }

/** The same for a policy in the model; without one, for the product's own rule. */
export function measure(hours: number, policy?: Policy): Measured {
  const pacing = policy && pacedBy(policy)
  return summed(
    MIX.map(([pattern]) => [
      pattern,
      visitsOf(pattern, hours).map((visit, seed) => pace(visit, seed, pacing)),
    ]),
  )
}

type Visits = readonly (Paced & Readonly<{ others?: number; longest?: number }>)[]

/** Visits of each pattern, and the mix of them: every hour that a page is seen counts by its share in it. */
export function summed(all: readonly (readonly [Pattern, Visits])[]): Measured {
  const shares = new Map(MIX)
  const patterns = new Map(all.map(([pattern, visits]) => [pattern, figuresOf([[visits, 1]])]))
  const mix = figuresOf(all.map(([pattern, visits]) => [visits, shares.get(pattern) ?? 0]))
  return { mix, patterns }
}

function figuresOf(parts: readonly (readonly [Visits, number])[]): Figures {
  const delays: (readonly [ms: number, weight: number])[] = []
  const sums = { polls: 0, sweeps: 0, others: 0 }
  let longest = 0
  for (const [visits, share] of parts) {
    const weight = (share * HOUR) / visits.reduce((sum, { seen }) => sum + seen, 0)
    for (const visit of visits) {
      sums.polls += weight * visit.polls
      sums.sweeps += weight * visit.sweeps
      sums.others += weight * (visit.others ?? 0)
      longest = Math.max(longest, visit.longest ?? 0)
      for (const ms of visit.delays) delays.push([ms, weight])
    }
  }
  delays.sort(([a], [b]) => a - b)
  const total = delays.reduce((sum, [, weight]) => sum + weight, 0)
  const quantile = (share: number) => {
    let sum = 0
    return delays.find(([, weight]) => (sum += weight) >= share * total)?.[0] ?? 0
  }
  return {
    ...sums,
    median: quantile(0.5),
    p95: quantile(0.95),
    worst: delays[delays.length - 1]?.[0] ?? 0,
    longest,
  }
}
