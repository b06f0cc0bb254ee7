const { SCENARIOS, SEED, THOROUGH } = process.env

const asked = (usual: number) => Number(SCENARIOS ?? (THOROUGH ? 4_000 : usual))

/** How many scenarios; `npm run test:soak` lives through many more. */
export const RUNS = asked(400)

/** How many of what takes as long as many scenarios of a single page: the ordinary run has the more of these beside them. */
export const oneIn = (scenarios: number): number => Math.ceil(asked(1_200) / scenarios)

/**
 * What a failure printed as its seed repeats it. Without: always the same scenarios in the ordinary run, so that a change is told
 * from chance, and others each time in a soak.
 */
export const FROM: Readonly<{ seed?: number }> =
  SEED !== undefined ? { seed: Number(SEED) } : SCENARIOS === undefined ? { seed: 20261124 } : {}

/** Loads what comes later in a browser: virtual time does not wait for a file that is being read. */
export const loadParts = () =>
  Promise.all([
    import('~/sync/asides'),
    import('~/sync/keepTail'),
    import('~/sync/sweep'),
    import('~/sync/uploadFiles'),
  ])
