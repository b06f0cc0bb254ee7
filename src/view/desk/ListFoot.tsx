import { useDeskState, useDeskWords } from './DeskContext'

/** Below the list: where it comes from, and which of it is behind; nothing where there is nothing to say. */
export function ListFoot() {
  const words = useDeskWords()
  const source = useDeskState((state) => state.source)
  const slower = useDeskState((state) => state.slower)
  const told = source === 'own' || source === 'failed' ? words.source[source] : null
  return (
    <div role="status" className="shrink-0 border-t border-hairline text-note text-secondary">
      {told !== null && <p className="px-3 py-2">{told}</p>}
      {slower.size > 0 && <p className="px-3 pb-2">{words.slower(slower.size)}</p>}
    </div>
  )
}
