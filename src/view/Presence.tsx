import { useChatState, useWords } from './ChatContext'

/** Whether the other side is there, before the line that says how fresh the view is; nothing where nobody knows. */
export function Presence() {
  const words = useWords()
  const presence = useKnownPresence()
  if (presence === 'unknown') return null
  const isOnline = presence === 'online'
  return (
    <span data-presence className="inline-flex items-center gap-1">
      <span
        aria-hidden
        className={`h-2 w-2 rounded-[50%] ${isOnline ? 'bg-accent' : 'border border-secondary'}`}
      />
      {words.presence[presence]}
      <span aria-hidden className="pr-1">
        ·
      </span>
    </span>
  )
}

/** Tells a member that nobody is there just now, where they are about to write. */
export function Away() {
  const words = useWords()
  const presence = useKnownPresence()
  const role = useChatState(({ pair }) => pair.peer.role)
  // the region stands from the start: readers announce what changes inside one
  return (
    <p
      role="status"
      className="shrink-0 border-t border-hairline bg-panel text-center text-note text-secondary"
    >
      {presence === 'offline' && role === 'SALER' && (
        <span className="block px-4 pt-2">{words.presence.away}</span>
      )}
    </p>
  )
}

/** While the server does not answer, what it said last is nobody's knowledge. */
const useKnownPresence = () =>
  useChatState(({ presence, link }) => (link.failures > 0 ? 'unknown' : presence))
