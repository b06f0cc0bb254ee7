import { chosenOptions, chosenSeed } from './chosenOptions'
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
  const seeded = chosenSeed(seed)
  if (!seeded.ok) return cannot(inBoth(seeded.said), 404)
  return { key: `${chosen.names}/${seeded.seed}`, options: { ...chosen.options, seed: seeded.seed } }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // what is no encoding is no name either: that is said
    return text
  }
}
