const { SCENARIOS, SEED, THOROUGH } = process.env

/** How many scenarios; `npm run test:soak` lives through many more. */
export const RUNS = Number(SCENARIOS ?? (THOROUGH ? 4_000 : 1_200))

/**
 * What a failure printed as its seed repeats it. Without: always the same scenarios in the ordinary run, so that a change is told
 * from chance, and others each time in a soak.
 */
export const FROM: Readonly<{ seed?: number }> =
  SEED !== undefined ? { seed: Number(SEED) } : SCENARIOS === undefined ? { seed: 20261124 } : {}

/** Loads what comes later in a browser: virtual time does not wait for a file that is being read. */
export const loadParts = () =>
  Promise.all([import('~/sync/asides'), import('~/sync/sweep'), import('~/sync/uploadFiles')])
