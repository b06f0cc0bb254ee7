import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { createPortal } from 'react-dom'
import { Check } from 'lucide-react'
import { holdFocus } from './holdFocus'
import { type MenuAnchor, menuPlace } from './menuPlace'

export type MenuItem = Readonly<{
  id: string
  label: string
  icon?: ReactNode
  /** One of several ways, of which one is chosen. */
  checked?: boolean
  /** What it does cannot be taken back. */
  danger?: boolean
  onSelect: () => void
}>

/* Not in the styles that every page loads before it shows anything. */
const LINES: CSSProperties = { whiteSpace: 'pre-line' }

type MenuProps = Readonly<{
  label: string
  items: readonly MenuItem[]
  /** The rectangle of what opened it, or the point where somebody pressed. */
  at: MenuAnchor
  /** A line of text above the items, or several. */
  heading?: string | undefined
  /** Escape, Tab, a press beside it, or an item was chosen; whoever opened it takes it away. */
  onClose: () => void
}>

/**
 * A menu over the page. The focus is in it as long as it is open, and goes back to where it was, unless the chosen item has
 * given it to something else. Put it into the tree to open it.
 */
export function Menu({ label, items, at, heading, onClose }: MenuProps) {
  const panel = useRef<HTMLDivElement>(null)
  const headingId = useId()
  // what it is opened for may change meanwhile, and with that what one can choose
  const shown = items.map(({ id }) => id).join()
  const place = usePlace(panel, at, shown)
  useFocusWithin(panel, shown)

  const choose = ({ onSelect }: MenuItem) => {
    onSelect()
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // nothing else on the page is meant
    event.stopPropagation()
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault()
      onClose()
    } else if (event.repeat && (event.key === 'Enter' || event.key === ' ')) {
      // the key that has opened the menu is still held: it chooses nothing
      event.preventDefault()
    } else if (move(panel.current, event.key)) event.preventDefault()
  }

  return createPortal(
    // what is around the menu takes the press: it closes the menu and does nothing else
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- Escape does the same
    <div
      className="fixed inset-x-0 top-0 z-10 h-viewport"
      onMouseDown={(event) => {
        event.preventDefault()
        // gone before its own event comes: another menu may open there
        if (event.button === 2 && event.target === event.currentTarget) onClose()
      }}
      onClick={({ target, currentTarget }) => target === currentTarget && onClose()}
      // a finger that has opened the menu by a long press still rests: engines tell of that by this event
      onContextMenu={(event) => event.preventDefault()}
    >
      <div
        ref={panel}
        style={place}
        className="absolute max-h-[calc(100%-16px)] max-w-80 min-w-40 overflow-y-auto rounded-bubble border border-hairline bg-panel py-1 shadow-over"
      >
        {heading !== undefined && (
          <p id={headingId} style={LINES} className="px-4 py-2 text-note break-anywhere text-secondary">
            {heading}
          </p>
        )}
        <div
          role="menu"
          aria-label={label}
          aria-describedby={heading === undefined ? undefined : headingId}
          tabIndex={-1}
          onKeyDown={onKeyDown}
        >
          {items.map((item) => (
            <Item key={item.id} item={item} onChoose={choose} />
          ))}
        </div>
      </div>
    </div>,
    document.body,
  )
}

type ItemProps = Readonly<{ item: MenuItem; onChoose: (item: MenuItem) => void }>

function Item({ item, onChoose }: ItemProps) {
  const { label, icon, checked, danger = false } = item
  const isRadio = checked !== undefined
  return (
    <button
      type="button"
      role={isRadio ? 'menuitemradio' : 'menuitem'}
      aria-checked={checked}
      tabIndex={-1}
      onClick={() => onChoose(item)}
      className={`flex min-h-11 w-full items-center gap-3 px-4 py-1 text-start text-message focus-visible:-outline-offset-2 hover:bg-hover active:brightness-90 pc:min-h-9 ${danger ? 'text-danger' : 'text-text'}`}
    >
      {isRadio && <Check size={20} aria-hidden className={checked ? 'text-accent' : 'invisible'} />}
      {icon}
      <span className="min-w-0 flex-1 break-anywhere">{label}</span>
    </button>
  )
}

/**
 * Where the menu stands; found before it is painted, and again with other items and as the window changes: a phone's keyboard
 * comes and goes.
 */
function usePlace(
  panel: RefObject<HTMLDivElement | null>,
  { x, y, width, height }: MenuAnchor,
  shown: string,
) {
  const [place, setPlace] = useState({ left: 0, top: 0 })
  useLayoutEffect(() => {
    const find = () => {
      if (!panel.current) return
      const { offsetWidth, offsetHeight } = panel.current
      const { innerWidth, innerHeight, visualViewport } = window
      const around = { width: innerWidth, height: visualViewport?.height ?? innerHeight }
      // it stands in what is visible, whose upper edge need not be the window's
      const at = { x, y: y - (visualViewport?.offsetTop ?? 0), width: width ?? 0, height: height ?? 0 }
      setPlace(menuPlace(at, { width: offsetWidth, height: offsetHeight }, around))
    }
    find()
    window.addEventListener('resize', find)
    window.visualViewport?.addEventListener('resize', find)
    return () => {
      window.removeEventListener('resize', find)
      window.visualViewport?.removeEventListener('resize', find)
    }
  }, [panel, x, y, width, height, shown])
  return place
}

/** Takes the focus to the chosen item, else the first one, also when the one that had it is gone, and gives it back. */
function useFocusWithin(panel: RefObject<HTMLDivElement | null>, shown: string): void {
  useLayoutEffect(() => {
    const element = panel.current
    const giveBack = holdFocus()
    return () => {
      if (element?.contains(document.activeElement)) giveBack()
    }
  }, [panel])
  // once it stands in its place: before, the page would scroll to where it is not
  useEffect(() => {
    if (panel.current?.contains(document.activeElement)) return
    const first =
      panel.current?.querySelector<HTMLElement>('[aria-checked="true"]') ?? itemsOf(panel.current)[0]
    first?.focus({ preventScroll: true })
  }, [panel, shown])
}

const itemsOf = (panel: Element | null) => [
  ...(panel?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? []),
]

/** Moves the focus by a key; false where the key is none of the menu's. A letter goes to the next item that begins with it. */
function move(panel: Element | null, key: string): boolean {
  const items = itemsOf(panel)
  const at = items.findIndex((item) => item === document.activeElement)
  const to = targetOf(key, at, items)
  if (to === undefined) return false
  to.focus()
  return true
}

function targetOf(key: string, at: number, items: readonly HTMLElement[]): HTMLElement | undefined {
  const { length } = items
  if (key === 'ArrowDown') return items[(at + 1) % length]
  if (key === 'ArrowUp') return items[(Math.max(at, 0) + length - 1) % length]
  if (key === 'Home') return items[0]
  if (key === 'End') return items[length - 1]
  if (key.length !== 1 || key === ' ') return undefined
  const following = [...items.slice(at + 1), ...items.slice(0, at + 1)]
  return following.find((item) => item.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()))
}
