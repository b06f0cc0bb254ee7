import { Hourglass } from 'lucide-react'
import { SoundLocked } from './AlertsButton'
import { useDesk, useDeskState, useDeskWords } from './DeskContext'

/** A line of the foot: where there is none, the foot takes no room. */
export const FOOT_LINE = 'border-t border-hairline px-3 py-2'

/** Below the list: where it comes from, and which of it is behind; nothing where there is nothing to say. */
export function ListFoot() {
  const { alerts, lang } = useDesk()
  const words = useDeskWords()
  const source = useDeskState((state) => state.source)
  const slower = useDeskState((state) => state.slower)
  const told = source === 'own' || source === 'failed' ? words.source[source] : null
  return (
    <div className="shrink-0 text-note text-secondary">
      {alerts && <SoundLocked alerts={alerts} lang={lang} />}
      <div role="status">{told !== null && <p className={FOOT_LINE}>{told}</p>}</div>
      {/* no status: its numbers change all the time, and would be read out each time */}
      {slower.size > 0 && (
        <p className={`flex items-start gap-2 ${FOOT_LINE}`}>
          <Hourglass size={12} aria-hidden className="mt-[3px] shrink-0" />
          <span className="tabular-nums">{words.slower(slower.size, Math.max(...slower.values()))}</span>
        </p>
      )}
    </div>
  )
}
