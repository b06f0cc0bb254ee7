import type { PairQuery } from '~/wire/api'
import { HISTORY, POLL } from './knownRows'
import type { Recording } from './recording'

/** Who asked about whom in a recording, the conversation of most requests first. */
export function conversationsIn({ exchanges }: Recording): readonly PairQuery[] {
  const counts = new Map<string, number>()
  for (const { endpoint, query } of exchanges) {
    const { appid, from, fromrole, to } = query
    if (endpoint !== POLL && endpoint !== HISTORY) continue
    const texts = [appid, from, to]
    if (!texts.every((text) => typeof text === 'string' && text !== '')) continue
    const key = JSON.stringify({ appid, from, fromrole: fromrole === 'SALER' ? fromrole : 'MEMBER', to })
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([key]) => JSON.parse(key) as PairQuery)
}
