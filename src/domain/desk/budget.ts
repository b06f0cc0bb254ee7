const MINUTE = 60_000

/** The window is a sixth of a minute: after a burst nobody waits for longer than ten seconds. */
const MOST_PARTS = 6
/** Requests that a window holds at least, or it gets longer: rounding down would waste a small budget. */
const LEAST_PLACES = 10

/** The requests that may leave, and those that did. Times are `elapsed` ms. */
export type Budget = Readonly<{
  /** Reading requests of all kinds that may leave within any minute, at least 1. */
  perMinute: number
  /** Requests that may be unanswered at once. */
  atOnce: number
  /** Requests a minute that the open conversation needs by itself: questions in the background leave them free. */
  reserve: number
  /** When the reading requests of all kinds left lately, ascending. */
  starts: readonly number[]
  /** When questions in the background began lately, ascending. */
  asks: readonly number[]
  /** Requests of all kinds that are unanswered, and questions in the background that are. */
  inFlight: number
  underWay: number
  /** How long an answer takes as of late, ms; 0: nothing is known of it. */
  answersIn: number
  /** All wait until then: the server struggles, or asked to be left alone. */
  notBefore: number
}>

/** How a budget is kept. */
export type Frame = Readonly<{
  /** Length of the window, ms: so many of them are a minute. */
  span: number
  parts: number
  /** Requests that may leave within any `span`, and how many of them are kept for the open conversation. */
  places: number
  reserved: number
  /** Requests that others than the open conversation may have unanswered: it always has one left. */
  lanes: number
}>

type Limits = Pick<Budget, 'perMinute' | 'atOnce' | 'reserve'>

/**
 * At most a part of the budget within any part of a minute: so no minute, wherever it begins, can hold more than the budget, and
 * a burst does not use up the whole of it.
 */
export function frameOf({ perMinute, atOnce, reserve }: Limits): Frame {
  const parts = Math.max(1, Math.min(MOST_PARTS, Math.floor(perMinute / LEAST_PLACES)))
  const places = Math.max(1, Math.floor(perMinute / parts))
  // however much it needs, somebody else gets a turn
  const reserved = Math.min(places - 1, Math.ceil(reserve / parts))
  return { span: MINUTE / parts, parts, places, reserved, lanes: Math.max(1, atOnce - 1) }
}

/** Questions a minute that can be asked in the background: what the budget leaves, or what a slow server answers. */
export function capacityOf(budget: Limits & Pick<Budget, 'answersIn'>): number {
  const { parts, places, reserved, lanes } = frameOf(budget)
  const left = (places - reserved) * parts
  return budget.answersIn > 0 ? Math.min(left, (lanes * MINUTE) / budget.answersIn) : left
}

/** What may leave in one burst, as on opening. */
const BURST = 1 / 4

/**
 * The earliest `elapsed` ms, not before `now`, at which a question may be asked in the background; null: an answer must come first.
 * A quarter of a window may leave in one burst. What is more leaves evenly, and what a burst took is made up for over
 * the whole of its window: a lull at its end would keep waiting whoever becomes urgent in it.
 */
export function roomAt(budget: Budget, now: number): number | null {
  const { span, places, reserved, lanes } = frameOf(budget)
  const { starts, asks, inFlight, underWay, atOnce, notBefore } = budget
  if (underWay >= lanes || inFlight >= atOnce) return null
  const own = places - reserved
  const leaves = (starts[starts.length - places] ?? -Infinity) + span
  return Math.max(now, notBefore, leaves, evenlyAt(asks, own, span, now))
}

/** When the next of `own` questions in `span` ms may follow those that were asked. */
function evenlyAt(asks: readonly number[], own: number, span: number, now: number): number {
  let count = 0
  while ((asks[asks.length - count - 1] ?? -Infinity) > now - span) count += 1
  const burst = Math.ceil(own * BURST)
  const [first, last] = [asks[asks.length - count], asks[asks.length - 1]]
  if (count < burst || first === undefined || last === undefined) return now
  return Math.max(last + span / own, first + (span * (count + 1 - burst)) / (own + 1 - burst))
}

/** Beside polls and sweeps: opening, signs of life, counts of what is unread. */
const ASIDES = 4

/** Requests a minute that a conversation needs which is polled and swept so often (ms; false: not at all). */
export function reserveOf(poll: number | false, sweep: number): number {
  return poll === false ? 0 : Math.ceil(MINUTE / poll + MINUTE / sweep) + ASIDES
}
