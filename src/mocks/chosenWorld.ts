import { HttpResponse } from 'msw'
import type { WorldOptions } from './options'
import { scenarioNamed, SCENARIOS } from './scenarios'

/** Which world a request's address names; `key` is the same for all who mean the same one. */
export type Chosen = Readonly<{ key: string; options: Partial<WorldOptions> & Readonly<{ seed: number }> }>

/** `…/~mock/NAME/SEED/…`: the world of a scenario and a seed. */
const CHOSEN = /\/~mock\/([^/]*)\/([^/]*)\//

/**
 * The world that an address names: `…/~mock/NAME/SEED/…`, or for plain addresses the one of `default` and seed 1. A 404
 * that lists what there is where a name is unknown.
 */
export function chosenWorld(address: string): Chosen | Response {
  const [, name = 'default', seed = '1'] = CHOSEN.exec(new URL(address).pathname) ?? []
  const scenario = scenarioNamed(name)
  if (!scenario) {
    return noSuchWorld(`unknown scenario; known are ${SCENARIOS.map((known) => known.name).join(', ')}`)
  }
  if (!/^\d{1,9}$/.test(seed)) return noSuchWorld('the seed is a whole number of at most 9 digits')
  return { key: `${name}/${Number(seed)}`, options: { ...scenario.options, seed: Number(seed) } }
}

const noSuchWorld = (message: string) => HttpResponse.json({ success: false, message }, { status: 404 })
