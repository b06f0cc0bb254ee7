import { ChevronLeft } from 'lucide-react'
import { useDesk, useDeskWords } from './DeskContext'

/** Back to the list, where there is no room for both. */
export function BackToList() {
  const { open } = useDesk()
  const words = useDeskWords()
  return (
    <button
      type="button"
      aria-label={words.back}
      title={words.back}
      onClick={() => open(null)}
      className="absolute bottom-1 left-1 flex min-h-11 min-w-11 items-center justify-center rounded-bubble text-secondary hover:brightness-95 active:brightness-90 desk:hidden dark:hover:brightness-125"
    >
      <ChevronLeft size={24} aria-hidden />
    </button>
  )
}
