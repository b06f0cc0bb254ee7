import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { SendHorizontal } from 'lucide-react'
import { cn } from '~/lib/cn'
import { canRecord } from '~/lib/recorder/canRecord'
import { localStore } from '~/lib/storage'
import { after } from '~/lib/timer'
import { readDraft } from '~/store/drafts'
import { SEND_KEY } from '~/store/keys'
import { useChatPage } from './ChatContext'
import { useKeptDraft } from './composer/useKeptDraft'
import { isSendKey, judge, type SendKey } from './composing'
import { createPart, usePart } from './part'

export type ComposerHandle = Readonly<{
  /** Puts a text back for editing; what stands there is kept in front of it. */
  restore: (text: string) => void
  /** Puts a quotation, which ends with a line break, in front of what stands there. */
  quote: (text: string) => void
}>

type ComposerProps = Readonly<{
  ref: Ref<ComposerHandle>
  onSend: (text: string) => void
  onTyping: () => void
}>

// 16 px at least: iOS zooms into smaller fields
const FIELD =
  'col-start-1 row-start-1 max-h-[min(8.25rem,var(--part-height))] min-h-11 min-w-0 rounded-bubble border border-hairline px-3 py-[10px] text-[max(16px,1rem)] leading-[1.375] pc:max-h-[min(15.125rem,var(--part-height))]'

/** Once they have come they are there for each composer of a desk: its buttons would go and come as one opens a conversation. */
const composerParts = createPart(() => import('./composer/ComposerParts'))
const pcParts = createPart(() => import('./composer/PcParts'))

/** In the frame of another page whose own fields, or other frames, have the keyboard. */
const isTypedElsewhere = () => window.parent !== window && !document.hasFocus()

/** Where one writes. The text leaves the box only when it has been taken over by `onSend`. */
export function Composer({ ref, onSend, onTyping }: ComposerProps) {
  const { chat, device, words, textLimit, desk } = useChatPage()
  const [draft] = useState(
    () => desk?.drafts.enter() ?? readDraft(localStore, chat.store.getState().pair, chat.clock.wall()),
  )
  const [text, setText] = useState(draft?.draft.text ?? '')
  const [sendKey, setSendKey] = useState<SendKey>(() =>
    localStore.read(SEND_KEY) === 'ctrl' ? 'ctrl' : 'enter',
  )
  const box = useRef<HTMLTextAreaElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const composed = useRef(false)
  const pc = usePart(pcParts, false)
  const arrived = usePart(composerParts, false)
  // all of the buttons at once: none moves another
  const parts = device === 'phone' || pc ? arrived : null
  const [over, setOver] = useState<ReactNode>(null)
  const verdict = judge(text, textLimit)

  useLayoutEffect(() => {
    if (draft) box.current?.setSelectionRange(draft.draft.start, draft.draft.end)
    if (device === 'pc' && !isTypedElsewhere()) box.current?.focus()
  }, [draft, device])
  useKeptDraft(
    box,
    draft,
    text,
    useCallback(() => setText(''), []),
  )
  // behind what is asked for first, the messages; where they do not arrive they are asked for again while somebody writes
  useEffect(
    () =>
      after(0, () => {
        void composerParts.bring()
        if (device === 'pc') void pcParts.bring()
      }),
    [text, device],
  )
  useImperativeHandle(ref, () => ({
    restore: (restored) => {
      setText((now) => (now.trim() === '' ? restored : `${now}\n${restored}`))
      box.current?.focus()
    },
    quote: (quotation) => {
      setText((now) => quotation + now)
      box.current?.focus()
    },
  }))

  /** How many there will be: the box keeps its width when they come. */
  const fileButtons = !chat.upload || (device === 'phone' && text !== '') ? 0 : canRecord() ? 2 : 1
  const hasReplies = chat.store.getState().pair.me.role === 'SALER'
  const send = () => {
    if (!verdict.sendable) return
    onSend(text)
    setText('')
    // a button that a key has pressed would take the focus with it: it can be pressed no more
    if (device === 'pc' || document.activeElement === button.current) box.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (!isSendKey(event.nativeEvent, device, sendKey, composed.current)) return
    event.preventDefault()
    // one that is held has sent already, and what is written meanwhile is not meant
    if (!event.repeat) send()
  }
  const onCompositionEnd = () => {
    composed.current = true
    after(0, () => (composed.current = false))
  }

  return (
    <form
      className="relative shrink-0 border-t border-hairline bg-panel pb-safe"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it does nothing but keep the focus: if a press
      took it from the box, a phone's keyboard would close */}
      <div
        className={cn('flex-wrap items-end gap-x-2 px-3 py-2 pc:px-4', over === null ? 'flex' : 'hidden')}
        onMouseDown={(event) => event.target !== box.current && event.preventDefault()}
      >
        <div className="grid min-w-0 flex-1">
          <textarea
            ref={box}
            aria-label={words.composer.label}
            placeholder={words.composer.label}
            rows={1}
            value={text}
            enterKeyHint={device === 'pc' && sendKey === 'enter' ? 'send' : 'enter'}
            onChange={(event) => {
              setText(event.target.value)
              onTyping()
            }}
            onKeyDown={onKeyDown}
            onCompositionEnd={onCompositionEnd}
            className={`${FIELD} resize-none bg-field`}
          />
          {/* its copy makes the box as high as the text. To measure the box itself it would have to be low for a moment, and
          the list above, being high for that moment, would scroll away from its end. A line break at the end is one in a
          textarea only */}
          <div aria-hidden className={`${FIELD} invisible overflow-hidden break-words whitespace-pre-wrap`}>
            {`${text} `}
          </div>
        </div>
        {parts ? (
          <parts.ComposerParts
            box={box}
            pc={device === 'pc' ? pc : null}
            isEmpty={text === ''}
            onOver={setOver}
            sendKey={sendKey}
            onSendKey={setSendKey}
          />
        ) : (
          <span
            style={{ marginLeft: 52 * fileButtons }}
            className={device === 'pc' ? (hasReplies ? 'w-11 pc:w-37' : 'w-11 pc:w-24') : 'w-11'}
          />
        )}
        <button
          ref={button}
          type="submit"
          aria-label={words.composer.send}
          disabled={!verdict.sendable}
          // one that is disabled hears no press: what is below it does
          className="flex h-11 min-w-11 shrink-0 items-center justify-center gap-1 rounded-bubble bg-accent px-3 font-bold text-on-accent hover:brightness-95 active:brightness-90 disabled:pointer-events-none disabled:opacity-40"
        >
          <SendHorizontal size={20} aria-hidden />
        </button>
        {verdict.sendable && verdict.left !== null && (
          <p className="w-full pt-2 text-note text-secondary">{words.composer.left(verdict.left)}</p>
        )}
        {/* readers hear that it is too long; counting each letter to them would drown the text */}
        <p role="status" className="w-full text-note text-danger">
          {!verdict.sendable && verdict.over > 0 && (
            <span className="block pt-2">{words.composer.over(verdict.over)}</span>
          )}
        </p>
      </div>
      {over}
    </form>
  )
}
