import { assert, asyncProperty } from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { FROM, loadParts, oneIn } from './runs'
import { liveInTabs, scenarios } from './tabs'

/** A scenario of tabs takes several times as long as one of a single page. */
const TABS_RUNS = oneIn(10)

beforeAll(loadParts)

test.each([
  ['share locks and channels', true, TABS_RUNS],
  ['have neither', false, Math.ceil(TABS_RUNS / 3)],
])(
  'F22 nothing is lost and nothing doubled in tabs that %s',
  async (_, shares, numRuns) => {
    let lived = 0
    await assert(
      asyncProperty(scenarios(shares), async (scenario) => {
        await liveInTabs(scenario)
        lived += 1
      }),
      { numRuns, ...FROM },
    )
    console.log(`Lived through with tabs: ${lived}`)
    expect(lived).toBe(numRuns)
  },
  24 * 3_600_000,
)
