import { type KeyboardEvent, memo, useRef } from 'react'
import { Keyboard, X } from 'lucide-react'
import { isArchived } from '~/domain/desk/contacts'
import { AddMember } from './AddMember'
import { AlertsButton } from './AlertsButton'
import { useDesk, useDeskWords } from './DeskContext'
import { HEAD_BUTTON } from './headButton'
import type { DeskRow, Filter } from './rows'

type Props = Readonly<{
  filter: Filter
  onFilter: (filter: Filter) => void
  query: string
  onQuery: (query: string) => void
  rows: readonly DeskRow[]
  /** Opens the first of the rows that were found. */
  onFirst: () => void
  /** Takes the focus into the rows. */
  onDown: () => void
  /** Takes the focus to where one writes. */
  onWrite: () => void
  /** Somebody wants to know the keys. */
  onSheet: () => void
}>

const FILTERS: readonly Filter[] = ['all', 'unread', 'waiting', 'archived']

/**
 * Above the list: who is looked for, which conversations are shown, and how one more is added. React writes into a field whenever
 * it draws it: each minute would.
 */
export const ListHead = memo(function ListHead({ filter, onFilter, query, onQuery, rows, ...props }: Props) {
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
    const { key, nativeEvent, altKey, ctrlKey, metaKey, shiftKey } = event
    // an input method has its keys to itself
    if (nativeEvent.isComposing || nativeEvent.keyCode === 229) return
    if (altKey || ctrlKey || metaKey || shiftKey) return
    if (key === 'Enter' && query.trim() !== '') props.onFirst()
    else if (key === 'ArrowDown') props.onDown()
    else if (key === 'Escape' && query !== '') clear()
    else if (key === 'Escape') props.onWrite()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="shrink-0 border-b border-hairline">
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
              className="absolute top-0 end-0 flex h-full min-w-11 items-center justify-center rounded-bubble text-secondary hover:text-text pc:min-w-9"
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
            onClick={props.onSheet}
            className={`${HEAD_BUTTON} max-desk:hidden`}
          >
            <Keyboard size={20} aria-hidden />
          </button>
        )}
        {alerts && <AlertsButton alerts={alerts} lang={lang} />}
      </div>
      <div role="group" aria-label={words.filter} className="flex flex-wrap gap-1 px-2 pb-2">
        {FILTERS.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={filter === one}
            onClick={() => onFilter(one)}
            // the border of the chosen one shows where colours are forced
            className={`min-h-11 flex-1 rounded-bubble border px-1 text-note whitespace-nowrap pc:min-h-8 ${filter === one ? 'border-transparent bg-selected font-bold text-text' : 'border-none text-secondary hover:bg-hover active:bg-pressed'}`}
          >
            {words.filters[one]}
            {/* a space of text: readers would take both as one word */}
            {counts[one] !== undefined && counts[one] > 0 && (
              <>
                {' '}
                <span className="tabular-nums">{counts[one]}</span>
              </>
            )}
          </button>
        ))}
      </div>
    </div>
  )
})
