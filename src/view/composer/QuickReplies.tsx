import { type RefObject, useEffect, useRef, useState } from 'react'
import { MessageSquareText } from 'lucide-react'
import { createPart, usePart } from '~/view/part'
import type { Opened } from '~/view/quickReplies/query'
import { useBoxKeys } from '~/view/quickReplies/useBoxKeys'
import type { ComposerWords } from '~/view/words.composer'
import { BESIDE } from './styles'

type Props = Readonly<{
  box: RefObject<HTMLTextAreaElement | null>
  words: ComposerWords
  /** Whether the panel is wanted: it and another one would lie over each other. */
  isOpen: boolean
  onToggle: (isOpen: boolean) => void
  /** Takes pictures for sending; null where none can be sent. */
  onPictures: ((files: readonly File[]) => void) | null
}>

/** What opens them in an empty box: a slash, and what input methods make of its key. */
const OPENS: ReadonlySet<string> = new Set(['/', '／', '、'])

const panel = createPart(() => import('~/view/quickReplies/QuickReplyPanel'))

/** The button of the quick replies, and the slash that does the same. Their panel comes soon after: fast hands wait for nothing. */
export function QuickReplies({ box, words, isOpen, onToggle, onPictures }: Props) {
  const [how, setHow] = useState<Opened | null>(null)
  const opened = isOpen ? how : null
  const Panel = usePart(panel)?.QuickReplyPanel ?? null
  const [isFailed, setIsFailed] = useState(false)
  const button = useRef<HTMLButtonElement>(null)

  const open = (how: Opened) => {
    setHow(how)
    onToggle(true)
    setIsFailed(false)
    if (Panel) return
    void panel.bring().then(() => {
      if (panel.now()) return
      onToggle(false)
      setIsFailed(true)
    })
  }
  // as long as it is on its way: what is looked for must not be sent
  useBoxKeys(
    box,
    opened && !Panel ? { move: () => {}, choose: () => {}, close: () => onToggle(false) } : null,
  )
  useSlash(box, (sign) => open({ before: '', sign }))

  const toggle = () => {
    const element = box.current
    if (!element) return
    element.focus({ preventScroll: true })
    if (opened) return onToggle(false)
    // from here on one writes what one looks for
    element.setSelectionRange(element.selectionEnd, element.selectionEnd)
    open({ before: element.value.slice(0, element.selectionEnd), sign: '' })
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        data-quick-replies
        aria-label={words.quickReplies}
        title={words.quickReplies}
        aria-expanded={opened !== null && Panel !== null}
        aria-busy={opened !== null && Panel === null}
        onClick={toggle}
        className={`hidden pc:flex ${BESIDE}`}
      >
        <MessageSquareText size={20} aria-hidden />
      </button>
      <p role="status" className="order-1 w-full text-note text-danger">
        {isFailed && <span className="block pt-2">{words.quickRepliesFailed}</span>}
      </p>
      {Panel && (
        <Panel
          box={box}
          button={button}
          opened={opened}
          onPictures={onPictures}
          onClose={() => onToggle(false)}
        />
      )}
    </>
  )
}

/** Acts when a slash is written into the empty box; not when it is what is left of a longer text. */
function useSlash(box: Props['box'], act: (sign: string) => void): void {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    const element = box.current
    const onInput = (event: Event) => {
      const isTaken = event instanceof InputEvent && /^(delete|history)/.test(event.inputType)
      if (element && !isTaken && OPENS.has(element.value)) latest.current(element.value)
    }
    element?.addEventListener('input', onInput)
    return () => element?.removeEventListener('input', onInput)
  }, [box])
}
