import type { ReactNode } from 'react'
import { X } from 'lucide-react'
import { useQa } from './QaContext'
import { useRoomAbove } from './useRoomAbove'

type Props = Readonly<{ onClose: () => void; children: ReactNode }>

/** Where the panel stands beside a page: at its right side, on narrow ones over its lower half. */
export function Drawer({ onClose, children }: Props) {
  const { words } = useQa()
  return (
    <aside aria-label={words.panel} className="qa-drawer" style={useRoomAbove()}>
      {children}
      <button
        type="button"
        className="qa-close"
        aria-label={words.close}
        title={words.close}
        onClick={onClose}
      >
        <X size={18} aria-hidden />
      </button>
    </aside>
  )
}
