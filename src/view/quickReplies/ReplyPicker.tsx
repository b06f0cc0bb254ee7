import { type RefObject, useEffect, useId, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { Settings2 } from 'lucide-react'
import { findReplies, isPinyin, type QuickReply } from '~/domain/quickReplies'
import { filled, knownValues, variablesIn } from '~/domain/replyVariables'
import { currentTopic } from '~/domain/topic'
import { replaceText } from '~/lib/editText'
import { langs } from '~/lib/lang'
import { profileOf } from '~/store/profiles'
import type { ReplyShelf } from '~/store/quickReplies'
import type { Chat } from '~/sync/chat'
import { useChatPage } from '~/view/ChatContext'
import { usePart } from '~/view/part'
import { type QuickReplyWords, quickReplyWords } from '~/view/words.quickReplies'
import { type Filling, FillVariables } from './FillVariables'
import { ReplyOptions } from './ReplyOptions'
import { pinyin } from './pinyin'
import type { Opened } from './query'
import { PANEL } from './styles'
import { useBoxKeys } from './useBoxKeys'
import { useDismissal } from './useDismissal'
import { useQuery } from './useQuery'

type Props = Readonly<{
  box: RefObject<HTMLTextAreaElement | null>
  button: RefObject<HTMLElement | null>
  opened: Opened
  shelf: ReplyShelf
  words: QuickReplyWords
  /** Its text stands in the box. */
  onInserted: (reply: QuickReply) => void
  onManage: () => void
  onClose: () => void
}>

/**
 * The replies that what is written finds. The focus stays in the box: arrows move, Enter inserts in place of what was looked for, and
 * never sends; Escape closes and leaves the text.
 */
export function ReplyPicker(props: Props) {
  const { box, button, opened, shelf, words, onInserted, onManage, onClose } = props
  const { chat } = useChatPage()
  const panel = useRef<HTMLDivElement>(null)
  const list = useId()
  const [active, setActive] = useState(0)
  const [filling, setFilling] = useState<(Filling & Readonly<{ reply: QuickReply }>) | null>(null)
  const all = useSyncExternalStore(shelf.subscribe, shelf.list)
  const query = useQuery(box, opened, {
    changed: () => {
      setActive(0)
      setFilling(null)
    },
    gone: onClose,
  })
  const part = usePart(pinyin, isPinyin(query.text))
  const found = useMemo(() => findReplies(all, query.text, part?.match ?? null), [all, query.text, part])
  const at = Math.min(active, found.length - 1)
  useDismissal([panel, box, button], onClose)

  const insert = (reply: QuickReply, text: string) => {
    onClose()
    const { current: element } = box
    if (!element) return
    element.focus({ preventScroll: true })
    // nothing in place of nothing would take away what stands before the caret
    if (text !== '' || query.end > query.start) replaceText(element, text, query.start, query.end)
    shelf.use(reply.id, chat.clock.wall())
    onInserted(reply)
  }
  const choose = (reply: QuickReply) => {
    const names = variablesIn(reply.text)
    const values = knownValues(names, knownIn(chat), [FIRST, words.variables])
    const text = filled(reply.text, values)
    if (text === null)
      setFilling({ reply, text: reply.text, values, names: names.filter((name) => !values.has(name)) })
    else insert(reply, text)
  }
  const back = () => {
    setFilling(null)
    box.current?.focus({ preventScroll: true })
  }
  useBoxKeys(box, {
    move: (by) => setActive((at + by + found.length) % Math.max(1, found.length)),
    choose: () => {
      const reply = found[at]
      if (filling) setFilling(null)
      else if (reply) choose(reply)
    },
    close: onClose,
  })
  const option = found.length > 0 && !filling ? `${list}-${at}` : null
  useActiveDescendant(box, filling ? null : list, option)

  return (
    <div ref={panel} style={PANEL} className="absolute">
      <div
        role="group"
        aria-label={words.label}
        className="flex max-h-[min(260px,var(--part-height))] pc:max-h-[var(--over-height)] flex-col overflow-hidden rounded-bubble border border-hairline bg-panel shadow-over"
      >
        {filling ? (
          <FillVariables
            filling={filling}
            words={words.fill}
            onInsert={(text) => insert(filling.reply, text)}
            onBack={back}
          />
        ) : (
          <>
            <p role="status" className="sr-only">
              {found.length > 0 ? words.count(found.length) : ''}
            </p>
            <ReplyOptions
              id={list}
              words={words}
              replies={found}
              active={at}
              onActive={setActive}
              onChoose={choose}
            />
            {found.length === 0 && (
              <p role="status" className="px-3 py-3 text-message text-secondary">
                {all.length === 0 ? words.empty : words.none}
              </p>
            )}
            <div className="flex items-center justify-between gap-2 border-t border-hairline pr-1 pl-3">
              <p className="py-1 text-note text-secondary">{words.hint}</p>
              <button
                type="button"
                onClick={onManage}
                className="flex min-h-11 shrink-0 items-center gap-1 rounded-bubble px-2 text-note text-link focus-visible:-outline-offset-2 hover:bg-hover hover:text-text active:brightness-90 pc:min-h-9"
              >
                <Settings2 size={16} aria-hidden />
                {words.manage}
              </button>
            </div>
          </>
        )}
      </div>
    </div>
  )
}

/** What most replies are written in, whoever reads them in another language. */
const FIRST = quickReplyWords(langs[0]).variables

/** What the conversation tells of the member, and of the order that it is about. */
function knownIn({ store, told }: Chat) {
  const state = store.getState()
  const topic = currentTopic(told.topic, state.log.rows)
  return {
    nickname: profileOf('theirs', state, told.peer).nickname,
    order: topic?.type === 'ORDER_CHAT' ? topic.id : '',
  }
}

/** Has readers hear what is chosen while the focus stays in the box. */
function useActiveDescendant(box: Props['box'], list: string | null, option: string | null): void {
  useEffect(() => {
    const element = box.current
    if (!element) return undefined
    const told: readonly (readonly [string, string | null])[] = [
      ['aria-autocomplete', list && 'list'],
      ['aria-haspopup', list && 'listbox'],
      ['aria-controls', list],
      ['aria-activedescendant', option],
    ]
    for (const [name, value] of told) if (value !== null) element.setAttribute(name, value)
    return () => {
      for (const [name] of told) element.removeAttribute(name)
    }
  }, [box, list, option])
}
