import { assert, asyncProperty } from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { FROM, loadParts, RUNS } from './runs'
import { live, scenarios } from './scenario'

beforeAll(loadParts)

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
      { numRuns: RUNS, ...FROM },
    )
    console.log(`Lived through: ${JSON.stringify({ ...total, hours: Math.round(total.hours) })}`)
    expect(total.scenarios).toBe(RUNS)
  },
  24 * 3_600_000,
)
