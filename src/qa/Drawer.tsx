import type { ReactNode } from 'react'
import { X } from 'lucide-react'
import { buttonWords } from './buttonWords'
import { useQa } from './QaContext'
import { useRoomAbove } from './useRoomAbove'

type Props = Readonly<{ onClose: () => void; children: ReactNode }>

/** Where the panel stands beside a page: at its right side, on narrow ones over its lower half. */
export function Drawer({ onClose, children }: Props) {
  const { words } = useQa()
  const { close } = buttonWords[words.lang]
  return (
    <aside aria-label={words.panel} className="qa-drawer" style={useRoomAbove()}>
      {children}
      <button type="button" className="qa-close" aria-label={close} title={close} onClick={onClose}>
        <X size={18} aria-hidden />
      </button>
    </aside>
  )
}
