import type { Link } from '~/domain/link'
import { useChatPage, useChatState, useWords } from './ChatContext'
import { Presence } from './Presence'
import { timeLabel } from './timeLabel'
import type { Words } from './words'

/** Whether the other side is there, and how fresh the view is: a state and no clock, so that nothing changes while all is well. */
export function Freshness() {
  const { chat } = useChatPage()
  const words = useWords()
  const opened = useChatState((state) => state.opened)
  const gap = useChatState((state) => state.gap)
  const link = useChatState((state) => state.link)
  const until = link.stale === null ? null : timeLabel(link.stale, chat.trueClock.now().at, words)
  // not announced: the notice says what matters
  return (
    <p className="max-w-full text-center text-note leading-tight break-anywhere text-secondary tabular-nums">
      <Presence />
      <span data-freshness>{textOf({ opened, gap, link, until }, words.fresh)}</span>
    </p>
  )
}

type State = Readonly<{ opened: boolean; gap: boolean; link: Link; until: string | null }>

function textOf({ opened, gap, link, until }: State, fresh: Words['fresh']): string {
  const { failures, failure, behind } = link
  if (!opened) return failures > 0 ? '' : fresh.connecting
  if (failures > 0 && until !== null) {
    const isOffline = failure?.kind === 'unreachable' || failure?.kind === 'timeout'
    return isOffline ? fresh.offlineUntil(until) : fresh.until(until)
  }
  if (until !== null) return fresh.updating
  if (behind) return fresh.behind
  return gap ? fresh.gap : fresh.now
}
