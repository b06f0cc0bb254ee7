import { Dialog } from '~/ui/Dialog'
import { useDeskWords } from './DeskContext'
import { keysOf, SHORTCUTS } from './shortcuts'
import { isMac } from './useShortcuts'

/** Which keys do what. */
export function ShortcutSheet({ onClose }: Readonly<{ onClose: () => void }>) {
  const { keys } = useDeskWords()
  const mac = isMac()
  return (
    <Dialog title={keys.title} close={keys.close} onClose={onClose}>
      <dl className="flex flex-col">
        {SHORTCUTS.map((shortcut) => (
          <Line key={shortcut.command} text={keys.commands[shortcut.command]} keys={keysOf(shortcut, mac)} />
        ))}
        {keys.others.map(({ text, keys }) => (
          <Line key={text} text={text} keys={keys} />
        ))}
      </dl>
    </Dialog>
  )
}

function Line({ text, keys }: Readonly<{ text: string; keys: readonly string[] }>) {
  return (
    <div className="flex items-center gap-4 border-b border-hairline py-2">
      <dt className="min-w-0 flex-1">{text}</dt>
      <dd className="flex shrink-0 gap-1">
        {keys.map((key) => (
          <kbd
            key={key}
            className="min-w-6 rounded-bubble border border-hairline bg-field px-2 text-center font-sans text-note leading-message"
          >
            {key}
          </kbd>
        ))}
      </dd>
    </div>
  )
}
