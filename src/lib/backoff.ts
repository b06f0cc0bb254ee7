/**
 * Exponential back-off with equal jitter: `min(cap, base × 2^failures) × (0.5 + 0.5 × random)`, in milliseconds.
 * `random` (0 ≤ random < 1) is an argument, because it must be drawn once an attempt and not once a render.
 */
export function backoff(base: number, failures: number, cap: number, random: number): number {
  return Math.min(cap, base * 2 ** failures) * (0.5 + 0.5 * random)
}
