import { findChromium } from './chromium'

/**
 * Vitest global setup: makes sure of a Chromium before any test runs, because installing one takes longer than a test
 * may.
 */
export function setup(): void {
  findChromium({ shell: false })
}
