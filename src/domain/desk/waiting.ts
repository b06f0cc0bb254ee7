/** Milliseconds that a member may wait until it shows, and until it alarms: people leave a chat that is silent for minutes. */
const SOON = 2 * 60_000
const LATE = 5 * 60_000

export type Wait = 'none' | 'short' | 'soon' | 'late'

/** How urgent a wait is. `since` and `now`: true UTC ms; null: nobody waits. */
export function waitOf(since: number | null, now: number): Wait {
  if (since === null) return 'none'
  const waited = now - since
  return waited >= LATE ? 'late' : waited >= SOON ? 'soon' : 'short'
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A span as people say it, rounded down: so many minutes below an hour, hours below a day, days. */
export type Span = Readonly<{ unit: 'minute' | 'hour' | 'day'; count: number }>

export function spanOf(ms: number): Span {
  if (ms < HOUR) return { unit: 'minute', count: Math.max(0, Math.floor(ms / MINUTE)) }
  if (ms < DAY) return { unit: 'hour', count: Math.floor(ms / HOUR) }
  return { unit: 'day', count: Math.floor(ms / DAY) }
}
