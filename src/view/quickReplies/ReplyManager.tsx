import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { X } from 'lucide-react'
import type { QuickReply } from '~/domain/quickReplies'
import { type Prepare, prepare as prepareHere } from '~/lib/pictures/prepare'
import { useKeptFocus } from '~/ui/useKeptFocus'
import type { QuickReplyWords } from '~/view/words.quickReplies'
import { ReplyForm } from './ReplyForm'
import { ReplyRows } from './ReplyRows'
import type { Replies } from './shelf'
import { AROUND, DIALOG, EDGE, ICON } from './styles'
import { type TellEscape, tabbedTo, useModal } from './useModal'

type Props = Readonly<{
  replies: Replies
  words: QuickReplyWords
  /** Of a file that is exported now. */
  newFileName: () => string
  /** What gets the focus at its end. */
  returnTo: RefObject<HTMLElement | null>
  onClose: () => void
  prepare?: Prepare
}>

/** The dialog in which quick replies are written, deleted, and go into files and come from them. To be put into the body. */
export function ReplyManager({
  replies,
  words,
  newFileName,
  returnTo,
  onClose,
  prepare = prepareHere,
}: Props) {
  const { shelf } = replies
  const dialog = useRef<HTMLDivElement>(null)
  const list = useSyncExternalStore(shelf.subscribe, shelf.list)
  const escape = useRef<(() => void) | null>(null)
  const tellEscape = useCallback<TellEscape>((act) => {
    escape.current = act
  }, [])
  const [edited, setEdited] = useState<QuickReply | 'new' | null>(null)
  useModal(dialog, returnTo)
  useKeptFocus(dialog, 'button')

  const backToList = () => {
    setEdited(null)
    dialog.current?.focus({ preventScroll: true })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    // nothing else on the page is meant
    event.stopPropagation()
    if (event.nativeEvent.isComposing || event.keyCode === 229 || event.defaultPrevented) return
    if (event.key === 'Tab') tabbedTo(event.currentTarget, event.shiftKey)?.focus()
    else if (event.key === 'Escape') (escape.current ?? onClose)()
    else return
    event.preventDefault()
  }

  return (
    // a press and a form in it are none of the composer's, which this hangs from
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it only keeps them from there
    <div
      onMouseDown={(event) => event.stopPropagation()}
      onSubmit={(event) => event.stopPropagation()}
      className="fixed inset-x-0 top-0 z-10 flex h-full items-center justify-center px-3 py-3"
    >
      <div aria-hidden style={AROUND} className="absolute top-0 right-0 bottom-0 left-0" />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- its keys work wherever the focus in it is */}
      <div
        ref={dialog}
        role="dialog"
        aria-modal
        aria-label={words.manager.title}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        style={DIALOG}
        className="relative flex w-full flex-col overflow-hidden rounded-bubble border border-hairline bg-panel shadow-over"
      >
        <div
          style={EDGE}
          className="flex shrink-0 items-center justify-between gap-2 border-b border-hairline py-1 pr-1"
        >
          <h2 className="text-title font-bold">
            {edited === null ? words.manager.title : edited === 'new' ? words.form.add : words.form.edit}
          </h2>
          <button
            type="button"
            aria-label={words.manager.close}
            title={words.manager.close}
            onClick={onClose}
            className={ICON}
          >
            <X size={20} aria-hidden />
          </button>
        </div>
        {edited === null ? (
          <ReplyRows
            list={list}
            replies={replies}
            words={words}
            newFileName={newFileName}
            prepare={prepare}
            onEdit={setEdited}
            onEscape={tellEscape}
          />
        ) : (
          <ReplyForm
            reply={edited === 'new' ? null : edited}
            replies={replies}
            words={words.form}
            prepare={prepare}
            onDone={backToList}
            onEscape={tellEscape}
          />
        )}
        {!shelf.isKept() && (
          <p role="status" className="border-t border-hairline px-4 py-2 text-note text-waiting">
            {words.manager.notKept}
          </p>
        )}
      </div>
    </div>
  )
}
