import { ArrowDown } from 'lucide-react'
import type { Words } from '~/view/words'

type Props = Readonly<{ unseen: number; words: Words; onClick: () => void }>

/** The way down: to what is new, or back to the end. */
export function Pill({ unseen, words, onClick }: Props) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="absolute right-3 bottom-3 flex min-h-11 min-w-11 items-center justify-center gap-1 rounded-full border border-hairline bg-panel px-3 text-note text-accent tabular-nums hover:brightness-95 active:brightness-90 dark:hover:brightness-125 pc:right-4 pc:min-h-9 pc:min-w-9"
      aria-label={unseen > 0 ? words.unseen(unseen) : words.toEnd}
    >
      <ArrowDown size={20} aria-hidden />
      {unseen > 0 && words.unseen(unseen)}
    </button>
  )
}
