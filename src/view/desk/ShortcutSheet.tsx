import { cn } from '~/lib/cn'
import { Dialog } from '~/ui/Dialog'
import { useDeskWords } from './DeskContext'
import { keysOf, SHORTCUTS } from './shortcuts'
import { isMac } from './useShortcuts'

/** Which keys do what. */
export function ShortcutSheet({ onClose }: Readonly<{ onClose: () => void }>) {
  const { keys } = useDeskWords()
  const mac = isMac()
  const own = SHORTCUTS.map((one) => ({ text: keys.commands[one.command], keys: keysOf(one, mac) }))
  const lines = [...own, ...keys.others]
  return (
    <Dialog title={keys.title} close={keys.close} onClose={onClose}>
      <dl className="flex flex-col">
        {lines.map(({ text, keys }, i) => (
          <Line key={text} text={text} keys={keys} isLast={i + 1 === lines.length} />
        ))}
      </dl>
    </Dialog>
  )
}

type LineProps = Readonly<{ text: string; keys: readonly string[]; isLast: boolean }>

function Line({ text, keys, isLast }: LineProps) {
  return (
    // the last one ends with the sheet
    <div className={cn('flex items-center gap-4 border-hairline py-2', !isLast && 'border-b')}>
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
