import fc from 'fast-check'
import { expect, test } from 'vitest'
import { live, scenarios } from './scenario'

/** How many scenarios, and from which seed: a failure prints the seed that repeats it. */
const RUNS = Number(process.env['SCENARIOS'] ?? 2_000)
const SEED = process.env['SEED']

test(
  `nothing is lost and nothing doubled in ${RUNS} scenarios`,
  async () => {
    const total = { scenarios: 0, requests: 0, arrived: 0, sent: 0 }
    await fc.assert(
      fc.asyncProperty(scenarios, async (scenario) => {
        const { requests, arrived, sent } = await live(scenario)
        total.scenarios += 1
        total.requests += requests
        total.arrived += arrived
        total.sent += sent
      }),
      { numRuns: RUNS, ...(SEED !== undefined && { seed: Number(SEED) }) },
    )
    console.log(JSON.stringify(total))
    expect(total.scenarios).toBe(RUNS)
  },
  24 * 3_600_000,
)
