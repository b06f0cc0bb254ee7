import type { Clock } from '~/lib/clock'
import type { ImApi } from '~/wire/api'
import type { UserStatus } from '~/wire/status'

/** Whoever was looked for within this (ms) is not looked for again: one goes to and fro between conversations. */
const JUST_NOW = 30_000

/**
 * The API of one conversation among others: the desk says for all of them that the salesperson is there, and who comes back to a
 * conversation finds what was known of the member a moment ago.
 */
export function calmApi(api: ImApi, clock: Pick<Clock, 'elapsed'>): ImApi {
  let known: Readonly<{ status: UserStatus | null; at: number }> | null = null
  return {
    ...api,
    regUserInfo: () => Promise.resolve(),
    async getUserStatus(user, signal) {
      if (known && clock.elapsed() - known.at < JUST_NOW) return known.status
      const status = await api.getUserStatus(user, signal)
      known = { status, at: clock.elapsed() }
      return status
    },
  }
}
