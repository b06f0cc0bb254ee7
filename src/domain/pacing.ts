import { backoff } from '~/lib/backoff'
import type { ApiFailure } from '~/wire/errors'
import { isBlocking } from './link'

/** Milliseconds between polls. */
const PACE = { active: 2_000, idle: 5_000, hidden: 15_000, blocked: 60_000 } as const
/** The talk counts as active for this long after opening, waking, any message, a send or typing. */
export const ACTIVE_FOR = 2 * 60_000
const LONGEST = 30_000

export type PaceInput = Readonly<{
  /** Polls failed in a row, and the last one's failure. */
  failures: number
  failure: ApiFailure | null
  active: boolean
  visible: boolean
  device: 'phone' | 'pc'
  /** 0 ≤ random < 1, drawn once a completed poll: a fresh one at each render would restart the timer for ever. */
  random: number
}>

/**
 * Milliseconds until the next poll; false for none until something wakes the page. A PC goes on in the background (for
 * the title and alerts); a phone does not, its timers would be stopped anyway.
 */
export function nextDelay({ failures, failure, active, visible, device, random }: PaceInput): number | false {
  if (!visible && device === 'phone') return false
  if (isBlocking(failure)) return visible ? PACE.blocked : false
  const base = !visible ? PACE.hidden : active ? PACE.active : PACE.idle
  if (failures === 0) return base
  const asked = failure?.kind === 'http' ? (failure.retryAfter ?? 0) * (1 + 0.1 * random) : 0
  return Math.max(asked, backoff(base, failures, LONGEST, random))
}
