import { localStore } from '~/lib/storage'
import { RECENT_EMOJI } from '~/store/keys'
import { isOffered } from './emoji'

/** So many are remembered. */
const MOST = 24

/** The emoji that were chosen last, the newest first. */
export function recentEmoji(): readonly string[] {
  const kept = localStore.read(RECENT_EMOJI)
  const known = Array.isArray(kept) ? kept.filter(isOffered) : []
  return [...new Set(known)].slice(0, MOST)
}

export function rememberEmoji(emoji: string): void {
  const others = recentEmoji().filter((one) => one !== emoji)
  localStore.write(RECENT_EMOJI, [emoji, ...others].slice(0, MOST))
}
