import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useId,
  useLayoutEffect,
  useRef,
} from 'react'
import { createPortal } from 'react-dom'
import { X } from 'lucide-react'
import { holdFocus } from './holdFocus'
import { SHADE } from './shade'
import { useKeptFocus } from './useKeptFocus'

/* Of dialogs alone, and not in the styles that every page loads before it shows anything. */
const side = (name: string) => `max(12px, env(safe-area-inset-${name}, 0px))`
const AROUND: CSSProperties = {
  background: SHADE,
  padding: `${side('top')} ${side('right')} ${side('bottom')} ${side('left')}`,
}
/** A ring around the whole of it would say nothing: what is in it has its own. */
const PANEL: CSSProperties = { maxWidth: 440, maxHeight: '100%', outline: 'none' }
const HEADER: CSSProperties = { paddingRight: 4 }

type Props = Readonly<{
  title: string
  /** The name of the button that closes it. */
  close: string
  /** Escape, a press beside it, or its button; whoever opened it takes it away. */
  onClose: () => void
  children: ReactNode
}>

/**
 * A panel over the page that one has to close first. The focus is in it as long as it is open, and goes back to where it was. Put it
 * into the tree to open it.
 */
export function Dialog({ title, close, onClose, children }: Props) {
  const panel = useRef<HTMLDivElement>(null)
  const titleId = useId()
  const isPressedBeside = useRef(false)
  useFocusInside(panel)
  // what had the focus may be gone with what it has done
  useKeptFocus(panel, 'button')
  const onKeyDown = (event: KeyboardEvent) => {
    // nothing else on the page is meant
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      onClose()
    }
    if (event.key !== 'Tab') return
    const next = tabbedFrom(panel.current, event.shiftKey)
    if (next) {
      event.preventDefault()
      next.focus()
    }
  }
  return createPortal(
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- Escape does the same
    <div
      className="fixed inset-x-0 top-0 z-10 flex h-viewport items-center justify-center"
      style={AROUND}
      onMouseDown={(event) => {
        isPressedBeside.current = event.target === event.currentTarget
        // the focus would leave for the page
        if (isPressedBeside.current) event.preventDefault()
      }}
      // what is dragged from the inside and let go here, as the end of a selection, is no press beside it
      onClick={({ target, currentTarget }) =>
        isPressedBeside.current && target === currentTarget && onClose()
      }
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes it wherever the focus in it is */}
      <div
        ref={panel}
        role="dialog"
        aria-modal="true"
        aria-labelledby={titleId}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        style={PANEL}
        className="flex w-full flex-col rounded-bubble border border-hairline bg-panel text-message text-text shadow-over"
      >
        <header
          className="flex shrink-0 items-center gap-2 border-b border-hairline px-4 py-1"
          style={HEADER}
        >
          <h2 id={titleId} className="min-w-0 flex-1 text-title font-bold break-anywhere">
            {title}
          </h2>
          <button
            type="button"
            aria-label={close}
            title={close}
            onClick={onClose}
            className="flex h-11 w-11 shrink-0 items-center justify-center rounded-bubble text-secondary hover:bg-hairline active:brightness-90"
          >
            <X size={20} aria-hidden />
          </button>
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 pb-3">{children}</div>
      </div>
    </div>,
    document.body,
  )
}

/** Takes the focus into the panel, keeps it there, hides what is around it from readers, and gives the focus back. */
function useFocusInside(panel: RefObject<HTMLDivElement | null>): void {
  useLayoutEffect(() => {
    const element = panel.current
    if (!element) return undefined
    const giveBack = holdFocus()
    const others = [...document.body.children].filter(
      (other) => !other.contains(element) && !other.hasAttribute('aria-hidden'),
    )
    for (const other of others) other.setAttribute('aria-hidden', 'true')
    if (!element.contains(document.activeElement)) element.focus({ preventScroll: true })
    const onFocus = ({ target }: FocusEvent) => {
      // what lies over the dialog itself, as a menu of it, was put beside it later
      const isCovered = others.some((other) => target instanceof Node && other.contains(target))
      if (isCovered) element.focus({ preventScroll: true })
    }
    document.addEventListener('focusin', onFocus)
    return () => {
      document.removeEventListener('focusin', onFocus)
      for (const other of others) other.removeAttribute('aria-hidden')
      giveBack()
    }
  }, [panel])
}

const FOCUSABLE = 'a[href], button, input, select, textarea, [tabindex="0"]'

/** Where Tab leads from the last element, and back from the first; undefined where the browser knows the way itself. */
function tabbedFrom(panel: HTMLElement | null, isBack: boolean): HTMLElement | undefined {
  const all = [...(panel?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])].filter(isReached)
  const [first, last] = [all[0], all[all.length - 1]]
  const { activeElement } = document
  if (isBack) return activeElement === first || activeElement === panel ? last : undefined
  return isSameStop(activeElement, last) ? first : undefined
}

const isReached = (element: HTMLElement) => !element.matches(':disabled, [tabindex="-1"]')

/** Of a group of radio buttons Tab stops at one only. */
const isSameStop = (element: Element | null, last: HTMLElement | undefined) =>
  element === last ||
  (element instanceof HTMLInputElement &&
    last instanceof HTMLInputElement &&
    element.type === 'radio' &&
    element.name === last.name)
