import { type KeyboardEvent, memo, useRef } from 'react'
import { Keyboard, X } from 'lucide-react'
import { isArchived } from '~/domain/desk/contacts'
import { AddMember } from './AddMember'
import { AlertsButton } from './AlertsButton'
import { useDesk, useDeskWords } from './DeskContext'
import type { DeskRow, Filter } from './rows'

type Props = Readonly<{
  filter: Filter
  onFilter: (filter: Filter) => void
  query: string
  onQuery: (query: string) => void
  rows: readonly DeskRow[]
  /** Somebody wants to know the keys. */
  onSheet: () => void
}>

const FILTERS: readonly Filter[] = ['all', 'unread', 'waiting', 'archived']

/**
 * Above the list: who is looked for, which conversations are shown, and how one more is added. React writes into a field whenever
 * it draws it: each minute would.
 */
export const ListHead = memo(function ListHead({ filter, onFilter, query, onQuery, rows, onSheet }: Props) {
  const { alerts, lang, device } = useDesk()
  const words = useDeskWords()
  const field = useRef<HTMLInputElement>(null)
  const unread = rows.filter(({ contact, summary }) => !isArchived(contact) && summary.unread > 0).length
  const waiting = rows.filter(
    ({ contact, waitingSince }) => !isArchived(contact) && waitingSince !== null,
  ).length
  const counts: Partial<Record<Filter, number>> = { unread, waiting }
  const clear = () => {
    onQuery('')
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || query === '' || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    clear()
  }
  return (
    <header className="shrink-0 border-b border-hairline">
      <div className="flex min-h-14 items-center gap-1 pr-1 pl-3 pc:min-h-[52px]">
        <h1 className="sr-only">{words.title}</h1>
        <div className="relative min-w-0 flex-1">
          <input
            ref={field}
            data-desk-search
            type="search"
            enterKeyHint="search"
            autoComplete="off"
            aria-label={words.search.label}
            placeholder={words.search.label}
            value={query}
            onChange={({ target }) => onQuery(target.value)}
            onKeyDown={onKeyDown}
            className="h-11 w-full rounded-bubble border border-hairline bg-field px-3 text-[max(16px,1rem)] pc:h-9 pc:text-message [&::-webkit-search-cancel-button]:hidden"
          />
          {query !== '' && (
            <button
              type="button"
              aria-label={words.search.clear}
              onClick={clear}
              className="absolute top-0 right-0 flex h-full min-w-9 items-center justify-center rounded-bubble text-secondary hover:text-text"
            >
              <X size={16} aria-hidden />
            </button>
          )}
        </div>
        <AddMember />
        {device === 'pc' && (
          <button
            type="button"
            aria-label={words.keys.title}
            title={words.keys.title}
            aria-haspopup="dialog"
            onClick={onSheet}
            className="hidden h-9 min-w-9 items-center justify-center rounded-bubble text-secondary hover:bg-surface desk:flex"
          >
            <Keyboard size={20} aria-hidden />
          </button>
        )}
        {alerts && <AlertsButton alerts={alerts} lang={lang} />}
      </div>
      <div role="group" aria-label={words.filter} className="flex gap-1 px-2 pb-2">
        {FILTERS.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={filter === one}
            onClick={() => onFilter(one)}
            className={`min-h-11 min-w-0 flex-1 truncate rounded-bubble px-1 text-note pc:min-h-8 ${filter === one ? 'bg-hairline font-bold text-text' : 'text-secondary hover:bg-surface'}`}
          >
            {words.filters[one]}
            {counts[one] !== undefined && counts[one] > 0 && (
              <span className="pl-1 tabular-nums">{counts[one]}</span>
            )}
          </button>
        ))}
      </div>
    </header>
  )
})
