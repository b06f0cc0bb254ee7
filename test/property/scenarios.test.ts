import { assert, asyncProperty } from 'fast-check'
import { expect, test } from 'vitest'
import { live, scenarios } from './scenario'

const { SCENARIOS, SEED } = process.env

/** How many scenarios; `npm run test:soak` lives through many more. */
const RUNS = Number(SCENARIOS ?? 2_000)
/**
 * What a failure printed as its seed repeats it. Without: always the same scenarios in the ordinary run, so that a change is told
 * from chance, and others each time in a soak.
 */
const FROM = SEED ?? (SCENARIOS === undefined ? '20261124' : undefined)

test(
  `nothing is lost and nothing doubled in ${RUNS} scenarios`,
  async () => {
    const total = { scenarios: 0, hours: 0, requests: 0, arrived: 0, sent: 0 }
    await assert(
      asyncProperty(scenarios, async (scenario) => {
        const { hours, requests, arrived, sent } = await live(scenario)
        total.scenarios += 1
        total.hours += hours
        total.requests += requests
        total.arrived += arrived
        total.sent += sent
      }),
      { numRuns: RUNS, ...(FROM !== undefined && { seed: Number(FROM) }) },
    )
    console.log(`Lived through: ${JSON.stringify({ ...total, hours: Math.round(total.hours) })}`)
    expect(total.scenarios).toBe(RUNS)
  },
  24 * 3_600_000,
)
