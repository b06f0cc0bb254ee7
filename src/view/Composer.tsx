import {
  type KeyboardEvent,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { SendHorizontal } from 'lucide-react'
import { after } from '~/lib/timer'
import { useChatPage } from './ChatContext'
import { isSendKey, judge } from './composing'
import { createDraftKeeper } from './draftKeeper'

export type ComposerHandle = Readonly<{
  /** Puts a text back for editing; what stands there is kept in front of it. */
  restore: (text: string) => void
}>

type ComposerProps = Readonly<{
  ref: Ref<ComposerHandle>
  onSend: (text: string) => void
  onTyping: () => void
}>

// 16 px at least: iOS zooms into smaller fields
const FIELD =
  'col-start-1 row-start-1 max-h-[min(8.25rem,40vh)] min-h-11 min-w-0 rounded-bubble border border-hairline px-3 py-[10px] text-[max(16px,1rem)] leading-[1.375] pc:max-h-[min(15.125rem,40vh)]'

/** Where one writes. The text leaves the box only when it has been taken over by `onSend`. */
export function Composer({ ref, onSend, onTyping }: ComposerProps) {
  const { chat, device, words, textLimit } = useChatPage()
  const [draft] = useState(() => createDraftKeeper(chat))
  const [text, setText] = useState(draft.text)
  const box = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => (box.current ? draft.watch(box.current, () => setText('')) : undefined), [draft])
  useEffect(() => draft.changed(), [draft, text])
  const composed = useRef(false)
  const verdict = judge(text, textLimit)

  useImperativeHandle(ref, () => ({
    restore: (restored) => {
      setText((now) => (now.trim() === '' ? restored : `${now}\n${restored}`))
      box.current?.focus()
    },
  }))

  const send = () => {
    if (!verdict.sendable) return
    onSend(text)
    setText('')
    if (device === 'pc') box.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const key = { ...pick(event), isComposing: event.nativeEvent.isComposing }
    if (!isSendKey(key, device, composed.current)) return
    event.preventDefault()
    send()
  }
  const onCompositionEnd = () => {
    composed.current = true
    after(0, () => (composed.current = false))
  }

  return (
    <form
      className="shrink-0 border-t border-hairline bg-panel pb-safe"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div className="flex items-end gap-2 px-3 py-2 pc:px-4">
        <div className="grid min-w-0 flex-1">
          <textarea
            ref={box}
            aria-label={words.composer.label}
            placeholder={words.composer.label}
            rows={1}
            value={text}
            enterKeyHint={device === 'pc' ? 'send' : 'enter'}
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
        <button
          type="submit"
          aria-label={words.composer.send}
          disabled={!verdict.sendable}
          // the button must not take the focus, or the phone's keyboard would close with each message
          onPointerDown={(event) => event.preventDefault()}
          className="flex h-11 min-w-11 shrink-0 items-center justify-center gap-1 rounded-bubble bg-accent px-3 font-bold text-on-accent hover:brightness-110 active:brightness-90 disabled:opacity-40"
        >
          <SendHorizontal size={20} aria-hidden />
        </button>
      </div>
      {verdict.sendable && verdict.left !== null && (
        <p className="px-4 pb-2 text-note text-secondary">{words.composer.left(verdict.left)}</p>
      )}
      {/* readers hear that it is too long; counting each letter to them would drown the text */}
      <p role="status" className="px-4 text-note text-danger">
        {!verdict.sendable && verdict.over > 0 && (
          <span className="block pb-2">{words.composer.over(verdict.over)}</span>
        )}
      </p>
    </form>
  )
}

const pick = ({ key, keyCode, shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent) => ({
  key,
  keyCode,
  shiftKey,
  altKey,
  ctrlKey,
  metaKey,
})
