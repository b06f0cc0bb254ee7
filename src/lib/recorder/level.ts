/** Decibels below the loudest, of a quiet room and of somebody who speaks up. */
const QUIET = -55
const LOUD = -12

/** How loud samples (-1 to 1) sound, 0 to 1. */
export function levelOf(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  const loudness = 10 * Math.log10(sum / Math.max(1, samples.length) + 1e-9)
  return Math.max(0, Math.min(1, (loudness - QUIET) / (LOUD - QUIET)))
}
