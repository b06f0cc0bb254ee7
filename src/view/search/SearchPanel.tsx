import {
  type CSSProperties,
  type KeyboardEvent,
  type RefObject,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { queryOf } from '~/domain/search'
import { after } from '~/lib/timer'
import type { Chat } from '~/sync/chat'
import { useChatPage, useChatState, useWords } from '~/view/ChatContext'
import { searchWords } from '~/view/words.search'
import { OlderHits } from './OlderHits'
import { SearchHits } from './SearchHits'
import { useHits } from './useHits'

type Props = Readonly<{
  /** `leaving`: the focus is elsewhere already. */
  onClose: (leaving?: boolean) => void
  /** A message was chosen, by its row's key. */
  onChoose: (key: string) => void
}>

/** So that the words of its last button end where the times below it do. */
const WIDE: CSSProperties = { paddingRight: 8 }

/** What was looked for last: it stands there again when the search is opened anew. */
const kept = new WeakMap<Chat, string>()

/** Looks for words in the conversation: what is loaded at once, what is older on demand. Lies over the list. */
export function SearchPanel({ onClose, onChoose }: Props) {
  const { chat, lang, device } = useChatPage()
  const words = useWords()
  const own = searchWords(lang)
  const panel = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const isComposing = useComposing(field)
  const [text, setText] = useState(() => kept.get(chat) ?? '')
  // keys come first, results when there is time
  const looked = useDeferredValue(text.trim())
  const query = useMemo(() => queryOf(looked), [looked])
  const hits = useHits(query)
  useCloseOnSend(onClose)

  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return
    // the key that led here is still held: it leads no further
    if (event.key === 'Enter' && event.repeat) return event.preventDefault()
    if (event.key === 'Escape') {
      event.preventDefault()
      onClose()
    }
    if (event.key === 'Enter' && event.target === field.current) {
      event.preventDefault()
      // on a phone this also puts the keyboard away
      panel.current?.querySelector<HTMLElement>('[data-hit]')?.focus()
    }
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes it wherever the focus in it is
    <div
      ref={panel}
      role="dialog"
      aria-label={words.search.label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      className="visible absolute top-0 right-0 bottom-0 left-0 flex flex-col bg-surface outline-none"
    >
      <div
        style={device === 'pc' ? WIDE : undefined}
        className="flex shrink-0 items-center gap-1 border-b border-hairline bg-panel py-1 pr-1 pl-3 pc:pl-4"
      >
        <input
          ref={field}
          type="search"
          enterKeyHint="search"
          autoComplete="off"
          aria-label={words.search.label}
          placeholder={words.search.label}
          value={text}
          onChange={({ target }) => {
            kept.set(chat, target.value)
            setText(target.value)
          }}
          className="min-h-11 min-w-0 flex-1 rounded-bubble border border-hairline bg-field px-3 text-[max(16px,1rem)] focus-visible:-outline-offset-2 pc:min-h-9 [&::-webkit-search-cancel-button]:[filter:grayscale(1)]"
        />
        <button
          type="button"
          onClick={() => onClose()}
          className="min-h-11 min-w-11 shrink-0 rounded-bubble px-2 text-link pc:min-h-9"
        >
          {words.actions.cancel}
        </button>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
        <p role="status" className="px-3 pt-3 pb-1 text-note break-anywhere text-secondary pc:px-4">
          {query.length > 0 && (hits.length > 0 ? own.count(hits.length) : own.none)}
        </p>
        {query.length === 0 ? (
          <p className="px-3 text-note break-anywhere text-secondary pc:px-4">{own.hint}</p>
        ) : (
          <>
            <SearchHits hits={hits} query={query} own={own} onChoose={onChoose} />
            <OlderHits query={query} own={own} />
          </>
        )}
      </div>
    </div>
  )
}

/** Whether a key belongs to an input method, also in the task after its end: Safari tells of that before the Enter that chose. */
function useComposing(field: RefObject<HTMLElement | null>): (event: KeyboardEvent) => boolean {
  const composed = useRef(false)
  useEffect(() => {
    const element = field.current
    const onEnd = () => {
      composed.current = true
      after(0, () => (composed.current = false))
    }
    element?.addEventListener('compositionend', onEnd)
    return () => element?.removeEventListener('compositionend', onEnd)
  }, [field])
  return ({ nativeEvent, keyCode }) => nativeEvent.isComposing || keyCode === 229 || composed.current
}

/** Whoever writes below wants to see what they have sent. */
function useCloseOnSend(onClose: Props['onClose']): void {
  const written = useChatState((state) => state.written)
  const [before] = useState(written)
  useEffect(() => {
    // what sent may be gone with what it sent
    if (written !== before) onClose(document.activeElement !== document.body)
  }, [written, before, onClose])
}
