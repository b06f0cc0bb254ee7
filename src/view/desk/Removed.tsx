import { useEffect, useRef, useState } from 'react'
import { after } from '~/lib/timer'
import type { DeskWords } from '~/view/words.desk'

/** Milliseconds for which one that was removed can be brought back by a press. */
const UNDO_WITHIN = 8_000

type RemovedProps = Readonly<{
  name: string
  words: DeskWords['menu']
  onUndo: () => void
  /** It was shown for long enough. */
  onGone: () => void
}>

/** Says who was removed from the list, and brings them back. It stays as long as somebody points at it or has the focus in it. */
export function Removed({ name, words, onUndo, onGone }: RemovedProps) {
  const [isHeld, setHeld] = useState(false)
  const gone = useRef(onGone)
  useEffect(() => {
    gone.current = onGone
  })
  useEffect(() => (isHeld ? undefined : after(UNDO_WITHIN, () => gone.current())), [isHeld])
  const hold = () => setHeld(true)
  const letGo = () => setHeld(false)
  return (
    <div
      onPointerEnter={hold}
      onPointerLeave={letGo}
      onFocus={hold}
      onBlur={letGo}
      className="flex items-center gap-2 border-t border-hairline px-3 text-note text-secondary"
    >
      <span className="min-w-0 flex-1 py-2 break-anywhere">{words.removed(name)}</span>
      <button
        type="button"
        onClick={onUndo}
        className="min-h-11 min-w-11 shrink-0 px-2 font-bold text-accent underline hover:no-underline pc:min-h-8"
      >
        {words.undo}
      </button>
    </div>
  )
}
