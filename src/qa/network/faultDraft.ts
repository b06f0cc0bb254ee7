import type { Endpoint, Failure, Fault, Faults } from '~/mocks/faults'

/** A row of the form: what stands in its fields. */
export type FaultFields = Readonly<{ latency: string; percent: string; failure: Failure | '' }>

export type Row = 'all' | Endpoint

/** The form: what is said of all endpoints, and of each by itself ('' as of all). */
export type FaultDraft = Readonly<{
  rows: Readonly<Record<Row, FaultFields>>
  status: string
  retryAfter: string
}>

export type DraftProblem = Readonly<{ row: Row; field: 'latency' | 'percent' | 'status' | 'retryAfter' }>

/** The longest latency, ms. */
const LONGEST = 60_000

/** The form for faults that are in force. */
export function draftOf(faults: Faults, endpoints: readonly Endpoint[]): FaultDraft {
  const rows = endpoints.map((endpoint) => [endpoint, fieldsOf(faults.at?.[endpoint])] as const)
  // of all, a status is what there is unless told
  const all = { ...fieldsOf(faults), ...(faults.failure === 'status' && { failure: '' as const }) }
  return {
    rows: { all, ...(Object.fromEntries(rows) as Record<Endpoint, FaultFields>) },
    status: shown(faults.status),
    retryAfter: shown(faults.retryAfter),
  }
}

/** The faults that a form says; what is wrong with it where it says none. What it has no field for stays as it `was`. */
export function faultsOf(
  draft: FaultDraft,
  was: Faults,
  endpoints: readonly Endpoint[],
): Faults | DraftProblem {
  const status = numberIn(draft.status, 400, 599)
  if (status === null) return { row: 'all', field: 'status' }
  const retryAfter = numberIn(draft.retryAfter, 0, 86_400)
  if (retryAfter === null) return { row: 'all', field: 'retryAfter' }
  const all = faultIn(draft.rows.all, 'all')
  if ('row' in all) return all
  const at: Partial<Record<Endpoint, Fault>> = {}
  for (const endpoint of endpoints) {
    const fault = faultIn(draft.rows[endpoint], endpoint)
    if ('row' in fault) return fault
    const { status, retryAfter } = was.at?.[endpoint] ?? {}
    const whole = { ...fault, ...known({ status, retryAfter }) }
    if (Object.keys(whole).length > 0) at[endpoint] = whole
  }
  return { ...all, ...known({ status, retryAfter }), ...(Object.keys(at).length > 0 && { at }) }
}

/** Whether nothing passes at all. */
export const isCut = ({ failRate, failure, at }: Faults): boolean =>
  failRate === 1 && failure === 'cut' && Object.keys(at ?? {}).length === 0

export const CUT: Faults = { failRate: 1, failure: 'cut' }

/** The faults of a network that is mended: those `before` it was cut, or null for `told`, what the address says, unless that is a cut too. */
export const healed = (before: Faults | null, told: Faults): Faults | null =>
  before ?? (isCut(told) ? {} : null)

function faultIn({ latency, percent, failure }: FaultFields, row: Row): Fault | DraftProblem {
  const latencyMs = numberIn(latency, 0, LONGEST)
  if (latencyMs === null) return { row, field: 'latency' }
  const rate = numberIn(percent, 0, 100)
  if (rate === null) return { row, field: 'percent' }
  return known({
    latencyMs,
    failRate: rate === undefined ? undefined : rate / 100,
    failure: failure || undefined,
  })
}

const fieldsOf = ({ latencyMs, failRate, failure }: Fault = {}): FaultFields => ({
  latency: shown(latencyMs),
  percent: failRate === undefined ? '' : String(Math.round(failRate * 1000) / 10),
  failure: failure ?? '',
})

const shown = (value: number | undefined) => (value === undefined ? '' : String(value))

/** undefined: nothing is said. null: that is no number from `least` to `most`. */
function numberIn(text: string, least: number, most: number): number | null | undefined {
  if (text.trim() === '') return undefined
  const number = Number(text)
  return number >= least && number <= most ? number : null
}

type Known<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

const known = <T extends object>(fields: T): Known<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Known<T>
