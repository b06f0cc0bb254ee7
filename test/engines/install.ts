import { installOldChromiums, reasonAgainst } from './oldChromium'

/** Vitest global setup: installs and unpacks the old engine before any test runs, which takes longer than a test may. */
export async function setup(): Promise<void> {
  if (reasonAgainst === null) await installOldChromiums()
}
