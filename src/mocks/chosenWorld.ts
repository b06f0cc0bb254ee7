import { chosenOptions } from './chosenOptions'
import type { WorldOptions } from './options'
import { cannot } from './reply'
import { inBoth } from './sentence'

/** Which world a request's address names; `key` is the same for all who mean the same one. */
export type Chosen = Readonly<{ key: string; options: Partial<WorldOptions> & Readonly<{ seed: number }> }>

/** `…/~mock/NAMES/SEED/…`: the world of scenarios, switches and a seed. */
const CHOSEN = /\/~mock\/([^/]*)\/([^/]*)\//

/**
 * The world that an address names: `…/~mock/NAMES/SEED/…`, or for plain addresses the one of `default` and seed 1. A 404
 * that says what is wrong where something is unknown or contradictory.
 */
export function chosenWorld(address: string): Chosen | Response {
  const [, names = 'default', seed = '1'] = CHOSEN.exec(new URL(address).pathname) ?? []
  const chosen = chosenOptions(decoded(names))
  if (!chosen.ok) return cannot(inBoth(chosen.said), 404)
  if (!/^\d{1,9}$/.test(seed))
    return cannot('种子是至多 9 位的整数。The seed is a whole number of at most 9 digits.', 404)
  return { key: `${chosen.names}/${Number(seed)}`, options: { ...chosen.options, seed: Number(seed) } }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // what is no encoding is no name either: that is said
    return text
  }
}
