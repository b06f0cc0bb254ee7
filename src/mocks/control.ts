import * as v from 'valibot'
import type { Pair } from './apiMessage'
import { type Endpoint, ENDPOINTS, FAILURES, type Faults } from './faults'
import type { WorldOptions } from './options'

/** How a world stands, as `GET …/control` tells the panel. */
export type Control = Readonly<{
  options: WorldOptions
  /** What happens to answers now. */
  faults: Faults
  /** Whether that was set since, in place of what the address says. */
  isFaultsSet: boolean
  /** The world's time, true UTC ms. */
  now: number
  /** How far its clock was put forward, ms. */
  aheadMs: number
  /** How many messages it has kept, those that are still to come among them. */
  rows: number
  /** Who has talked, or looked. */
  pairs: readonly Pair[]
}>

/** The longest step of a clock at once, ms: a year. */
const LONGEST_STEP = 366 * 86_400_000
/** The latest that a line is told beforehand, ms. */
const LONGEST_WAIT = 86_400_000
/** Lines of one order, at most. */
const MOST_LINES = 10_000

const Fault = v.strictObject({
  latencyMs: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(60_000))),
  failRate: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  failure: v.exactOptional(v.picklist(FAILURES)),
  status: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599))),
  retryAfter: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(86_400))),
})

/** A message that somebody says, any field of it: by default SALER 2 says 你好 to MEMBER 200. `inMs`: so much later. */
const Line = v.looseObject({
  inMs: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(LONGEST_WAIT))),
})

/** Faults as JSON. */
export const FaultsShape = v.strictObject({
  ...Fault.entries,
  at: v.exactOptional(v.strictObject(faultAtEach())),
})

const Order = v.strictObject({
  /** null: what the address says again. */
  faults: v.exactOptional(v.nullable(FaultsShape)),
  /** Puts the clock forward, ms. */
  stepMs: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(LONGEST_STEP))),
  says: v.optional(v.pipe(v.array(Line), v.maxLength(MOST_LINES))),
})

function faultAtEach() {
  const one = v.exactOptional(Fault)
  return Object.fromEntries(ENDPOINTS.map((name) => [name, one])) as Record<Endpoint, typeof one>
}

/** What the panel tells a world, as the JSON of `POST …/control`. */
export type ControlOrder = Readonly<v.InferInput<typeof Order>>

/** An order from any JSON, or what is wrong with it, in a sentence. */
export function readOrder(json: unknown): { order: v.InferOutput<typeof Order> } | { wrong: string } {
  const read = v.safeParse(Order, json)
  if (read.success) return { order: read.output }
  const [issue] = read.issues
  const place = v.getDotPath(issue) ?? ''
  return { wrong: `指令不对：${place} ${issue.message}。The order is wrong at "${place}": ${issue.message}.` }
}
