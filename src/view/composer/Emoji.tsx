import { type MouseEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { Smile } from 'lucide-react'
import { replaceText } from '~/lib/editText'
import type { EmojiPanel } from '~/view/emoji/EmojiPanel'
import type { ComposerWords } from '~/view/words.composer'
import { eraseSign } from './eraseSign'
import { BESIDE } from './styles'

type Props = Readonly<{
  box: RefObject<HTMLTextAreaElement | null>
  device: 'phone' | 'pc'
  words: ComposerWords
  /** Whether the panel is wanted: it and another one would lie over each other. */
  isOpen: boolean
  onToggle: (isOpen: boolean) => void
}>

/** A press that was made by a key. */
const isByKey = ({ detail }: MouseEvent) => detail === 0

/** The button of the emoji and their panel: above the box on a PC, on a phone where the keyboard was. */
export function Emoji({ box, device, words, isOpen, onToggle }: Props) {
  const [isFailed, setIsFailed] = useState(false)
  const [Panel, setPanel] = useState<typeof EmojiPanel | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const [byKey, setByKey] = useState(false)
  const overKeyboard = useRef(false)
  const isShown = isOpen && Panel !== null

  const open = (byKey: boolean) => {
    overKeyboard.current = document.activeElement === box.current
    setByKey(byKey)
    onToggle(true)
    setIsFailed(false)
    if (Panel) return
    import('~/view/emoji/EmojiPanel').then(
      (module) => setPanel(() => module.EmojiPanel),
      () => {
        onToggle(false)
        setIsFailed(true)
      },
    )
  }
  const close = () => {
    onToggle(false)
    if (device === 'phone' && overKeyboard.current) box.current?.focus()
  }
  useEffect(() => {
    if (isShown && device === 'phone') box.current?.blur()
  }, [isShown, device, box])
  useDismissal({ isShown, device, box, panel, button, dismiss: () => onToggle(false) })

  /** Undo knows only what is done in a box that has the focus; on a phone that would bring the keyboard. */
  const edit = (event: MouseEvent, change: (box: HTMLTextAreaElement) => void) => {
    const element = box.current
    if (!element) return
    const { activeElement } = document
    if (device === 'pc') element.focus({ preventScroll: true })
    change(element)
    if (isByKey(event) && activeElement instanceof HTMLElement) activeElement.focus({ preventScroll: true })
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={words.emoji}
        aria-expanded={isShown}
        onClick={(event) => (isOpen ? close() : open(isByKey(event)))}
        className={`flex ${BESIDE}`}
      >
        <Smile size={20} aria-hidden />
      </button>
      <p role="status" className="order-1 w-full text-note text-danger">
        {isFailed && <span className="block pt-2">{words.emojiFailed}</span>}
      </p>
      {isShown && (
        <div
          ref={panel}
          className="order-1 w-full pt-2 pc:absolute pc:right-4 pc:bottom-full pc:w-100 pc:pt-0 pc:pb-2"
        >
          <Panel
            words={words}
            device={device}
            takesFocus={byKey}
            onChoose={(emoji, event) =>
              edit(event, (box) => replaceText(box, emoji, box.selectionStart, box.selectionEnd))
            }
            onErase={(event) => edit(event, eraseSign)}
          />
        </div>
      )}
    </>
  )
}

type Dismissal = Readonly<{
  isShown: boolean
  device: 'phone' | 'pc'
  box: RefObject<HTMLElement | null>
  panel: RefObject<HTMLElement | null>
  button: RefObject<HTMLElement | null>
  dismiss: () => void
}>

/** Escape closes the panel; so does a press beside it on a PC, and on a phone the box, which has the keyboard come back. */
function useDismissal({ isShown, device, box, panel, button, dismiss }: Dismissal): void {
  const act = useRef(dismiss)
  useEffect(() => {
    act.current = dismiss
  })
  useEffect(() => {
    const element = box.current
    if (!isShown || !element) return undefined
    const onFocus = () => act.current()
    const onPointerDown = ({ target }: PointerEvent) => {
      const isOurs = target instanceof Element && (panel.current?.contains(target) || target.closest('form'))
      if (!isOurs) act.current()
    }
    const onKeyDown = (event: KeyboardEvent) => {
      // an input method has its own
      if (event.key !== 'Escape' || event.isComposing || event.keyCode === 229) return
      if (panel.current?.contains(document.activeElement)) button.current?.focus()
      act.current()
    }
    document.addEventListener('keydown', onKeyDown)
    if (device === 'pc') document.addEventListener('pointerdown', onPointerDown)
    else element.addEventListener('focus', onFocus)
    return () => {
      document.removeEventListener('keydown', onKeyDown)
      document.removeEventListener('pointerdown', onPointerDown)
      element.removeEventListener('focus', onFocus)
    }
  }, [isShown, device, box, panel, button])
}
