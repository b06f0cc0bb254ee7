import { LoaderCircle, Search as SearchIcon } from 'lucide-react'
import type { Words } from '~/view/words'
import type { Search } from './useSearch'

/** Opens and closes the search. */
export function SearchButton({ search, words }: Readonly<{ search: Search; words: Words['search'] }>) {
  const { phase, button, toggle } = search
  return (
    <button
      ref={button}
      type="button"
      aria-label={words.label}
      title={words.label}
      aria-expanded={phase === 'open'}
      aria-busy={phase === 'loading'}
      onClick={toggle}
      className="absolute right-1 bottom-1 flex min-h-11 min-w-11 items-center justify-center rounded-bubble text-secondary aria-expanded:text-accent hover:brightness-95 active:brightness-90 dark:hover:brightness-125"
    >
      {phase === 'loading' ? (
        <LoaderCircle size={20} aria-hidden className="animate-spin motion-reduce:animate-none" />
      ) : (
        <SearchIcon size={20} aria-hidden />
      )}
    </button>
  )
}
