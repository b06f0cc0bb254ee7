import { Hourglass } from 'lucide-react'
import { SoundLocked } from './AlertsButton'
import { FOOT_LINE, ListTrouble } from './ListTrouble'
import { useDesk, useDeskState, useDeskWords } from './DeskContext'

/** Below the list: whether it is up to date, where it comes from, and which of it is behind; nothing where there is nothing to say. */
export function ListFoot() {
  const { alerts, lang } = useDesk()
  const words = useDeskWords()
  const source = useDeskState((state) => state.source)
  const slower = useDeskState((state) => state.slower)
  const told = source === 'own' || source === 'failed' ? words.source[source] : null
  return (
    <div className="shrink-0 text-note text-secondary">
      {alerts && <SoundLocked alerts={alerts} lang={lang} />}
      <div role="status">
        <ListTrouble />
        {told !== null && <p className={FOOT_LINE}>{told}</p>}
      </div>
      {/* no status: its numbers change all the time, and would be read out each time */}
      {slower.size > 0 && (
        <p className={`flex items-start gap-2 ${FOOT_LINE}`}>
          <Hourglass size={12} aria-hidden className="mt-[3px] shrink-0" />
          <span className="min-w-0 flex-1 [text-wrap:balance] tabular-nums">
            {words.slower(slower.size, Math.max(...slower.values()))}
          </span>
        </p>
      )}
    </div>
  )
}
