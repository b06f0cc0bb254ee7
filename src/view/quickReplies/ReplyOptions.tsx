import { useEffect, useRef } from 'react'
import { Image } from 'lucide-react'
import type { QuickReply } from '~/domain/quickReplies'
import { cn } from '~/lib/cn'
import type { QuickReplyWords } from '~/view/words.quickReplies'
import { CHOSEN, OPTION, TITLE } from './styles'

type Props = Readonly<{
  /** Of the list; its options have this and their position. */
  id: string
  words: QuickReplyWords
  replies: readonly QuickReply[]
  /** Which one Enter inserts. */
  active: number
  onActive: (index: number) => void
  onChoose: (reply: QuickReply) => void
}>

/** The replies as a list of which one is chosen; the keys are those of the box. */
export function ReplyOptions({ id, words, replies, active, onActive, onChoose }: Props) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (list.current) bringIntoView(list.current, active)
  }, [active, replies])
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={words.label}
      tabIndex={-1}
      className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain"
    >
      {replies.map((reply, i) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are those of the box, which keeps the focus
        <div
          key={reply.id}
          id={`${id}-${i}`}
          role="option"
          aria-selected={i === active}
          tabIndex={-1}
          // a pointer that rests while the list moves beneath it chooses nothing
          onMouseMove={() => i !== active && onActive(i)}
          onClick={() => onChoose(reply)}
          style={i === active ? CHOSEN : OPTION}
          className={cn('flex min-h-11 items-center gap-3 px-3 py-1 pc:min-h-9', i === active && 'bg-hover')}
        >
          {reply.title !== '' && (
            <span style={TITLE} className="shrink-0 truncate text-message font-bold">
              {reply.title}
            </span>
          )}
          <span
            className={cn('min-w-0 flex-1 truncate text-message', reply.title !== '' && 'text-secondary')}
          >
            {reply.text.slice(0, SHOWN)}
          </span>
          {reply.pictures.length > 0 && (
            <span className="flex shrink-0 items-center gap-1 text-note text-secondary tabular-nums">
              <Image size={16} aria-hidden />
              <span aria-hidden>{reply.pictures.length}</span>
              <span className="sr-only">{words.pictures(reply.pictures.length)}</span>
            </span>
          )}
        </div>
      ))}
    </div>
  )
}

/** UTF-16 units of a text that one line can show. */
const SHOWN = 200

/** By hand: to have the browser do it would scroll what is around the list too. */
function bringIntoView(list: HTMLElement, active: number): void {
  const option = list.children[active]
  if (!(option instanceof HTMLElement)) return
  const { offsetTop, offsetHeight } = option
  if (offsetTop < list.scrollTop) list.scrollTop = offsetTop
  else if (offsetTop + offsetHeight > list.scrollTop + list.clientHeight) {
    list.scrollTop = offsetTop + offsetHeight - list.clientHeight
  }
}
