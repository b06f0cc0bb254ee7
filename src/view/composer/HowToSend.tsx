import { useState } from 'react'
import { ChevronDown } from 'lucide-react'
import type { SendKey } from '~/view/composing'
import { MenuSoon, useMenuSoon } from '~/view/menuPart'
import type { ComposerWords } from '~/view/words.composer'
import { BESIDE } from './styles'

type Props = Readonly<{
  words: ComposerWords['sendKey']
  sendKey: SendKey
  onChoose: (sendKey: SendKey) => void
}>

const IS_MAC = /Mac/.test(navigator.userAgent)

/** The choice of the key that sends; on PCs only, and where the window leaves room beside the box. */
export function HowToSend({ words, sendKey, onChoose }: Props) {
  const [at, setAt] = useState<DOMRect | null>(null)
  useMenuSoon()
  const item = (id: SendKey, label: string) => ({
    id,
    label,
    checked: id === sendKey,
    onSelect: () => onChoose(id),
  })
  return (
    <>
      <button
        type="button"
        aria-label={words.label}
        aria-haspopup="menu"
        aria-expanded={at !== null}
        onClick={({ currentTarget }) => setAt(currentTarget.getBoundingClientRect())}
        className={`hidden pc:flex ${BESIDE}`}
      >
        <ChevronDown size={20} aria-hidden />
      </button>
      {at && (
        <MenuSoon
          label={words.label}
          items={[item('enter', words.enter), item('ctrl', words.ctrl(IS_MAC ? '⌘' : 'Ctrl'))]}
          at={at}
          onClose={() => setAt(null)}
        />
      )}
    </>
  )
}
