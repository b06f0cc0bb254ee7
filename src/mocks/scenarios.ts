import type { Scenario } from './scenario'
import { BACKENDS, NETWORKS } from './scenarioBackends'
import { CONTENTS, TALKS } from './scenarioTalks'

/** All situations that have a name. */
export const SCENARIOS: readonly Scenario[] = [...TALKS, ...CONTENTS, ...BACKENDS, ...NETWORKS]

/** The scenario of this name, or undefined. */
export const scenarioNamed = (name: string): Scenario | undefined =>
  SCENARIOS.find((scenario) => scenario.name === name)
