import { SoundLocked } from './AlertsButton'
import { useDesk, useDeskState, useDeskWords } from './DeskContext'

/** Below the list: where it comes from, and which of it is behind; nothing where there is nothing to say. */
export function ListFoot() {
  const { alerts, lang } = useDesk()
  const words = useDeskWords()
  const source = useDeskState((state) => state.source)
  const slower = useDeskState((state) => state.slower)
  const told = source === 'own' || source === 'failed' ? words.source[source] : null
  return (
    <div className="flex shrink-0 flex-col gap-1 border-t border-hairline py-2 text-note text-secondary empty:hidden">
      {alerts && <SoundLocked alerts={alerts} lang={lang} />}
      <div role="status" className="flex flex-col gap-1">
        {told !== null && <p className="px-3">{told}</p>}
        {slower.size > 0 && <p className="px-3">{words.slower(slower.size)}</p>}
      </div>
    </div>
  )
}
