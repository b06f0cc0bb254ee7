import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import type { VirtualizerHandle } from 'virtua'
import { articleIn, lastInView, rowOf } from './anchor'
import { nextRow } from './nextRow'
import type { Rows } from './rows'

type Options = Readonly<{
  rows: Rows
  scroller: RefObject<HTMLDivElement | null>
  engine: RefObject<VirtualizerHandle | null>
  onEnd: () => void
  /** An arrow up at the first message. */
  onTop: () => void
}>

/** Arrows, Home, End and Page move the focus from message to message; it survives rows that come, go and scroll away. */
export function useKeyboard({ rows, scroller, engine, onEnd, onTop }: Options) {
  const [active, setActive] = useState<string | null>(null)
  const wanted = useRef<string | null>(null)
  const place = useRef(-1)

  const keepFocus = useCallback(() => focusList(scroller), [scroller])

  /** Gives the focus to the message that is to have it: one that was far away takes it only once it was measured. */
  const focusWanted = useCallback(() => {
    if (wanted.current !== null && hasTakenFocus(scroller, wanted.current)) wanted.current = null
  }, [scroller])

  useLayoutEffect(() => {
    if (active === null) return
    const index = rows.indexOf(active)
    if (index >= 0) place.current = index
    else {
      // the message with the focus is gone: its neighbour goes on with it
      const neighbour = rows.keyAt(Math.min(place.current, rows.count - 1))
      wanted.current = neighbour
      setActive(neighbour)
      if (neighbour === null) keepFocus()
    }
    focusWanted()
  }, [rows, active, focusWanted, keepFocus])

  /** Gives the focus to a message, which may be far away. */
  const focusOn = useCallback(
    (key: string | null) => {
      wanted.current = key
      setActive(key)
      focusWanted()
    },
    [focusWanted],
  )

  const onKeyDown = (event: KeyboardEvent) => {
    const { key, target } = event
    const list = scroller.current
    if (!list || hasModifier(event) || event.defaultPrevented || isEdited(target)) return
    const from = rows.indexOf(active ?? lastInView(list))
    const index = nextRow(key, {
      at: from,
      count: rows.count,
      entering: active === null,
      pageFrom: (pages) => pageFrom(engine.current, from, pages),
    })
    if (index === null) return
    event.preventDefault()
    if (key === 'ArrowUp' && active !== null && from === 0) onTop()
    if (key === 'End') onEnd()
    focusOn(rows.keyAt(index))
  }
  const onFocus = ({ target }: FocusEvent) => {
    const key = target.closest('[data-row]')?.getAttribute('data-row') ?? null
    if (key !== null) setActive(key)
  }
  const onBlur = ({ relatedTarget, currentTarget }: FocusEvent) => {
    if (relatedTarget instanceof Node && currentTarget.contains(relatedTarget)) return
    // a window that loses the focus gives it back to the same message; a row that is gone hands it on, see above
    if (relatedTarget === null && currentTarget.contains(document.activeElement)) return
    if (wanted.current === null) setActive(null)
  }
  return { active, keepFocus, focusOn, onKeyDown, onFocus, onBlur, focusWanted }
}

type List = RefObject<HTMLElement | null>

const focusList = ({ current }: List) => current?.focus({ preventScroll: true })

function hasTakenFocus({ current: list }: List, key: string): boolean {
  const row = list ? rowOf(list, key) : null
  if (!row || !list) return false
  reveal(row, list)
  articleIn(row).focus({ preventScroll: true })
  return row.contains(document.activeElement)
}

const hasModifier = (event: KeyboardEvent) => event.altKey || event.ctrlKey || event.metaKey || event.shiftKey

const isEdited = (target: EventTarget) =>
  target instanceof Element && target.closest('input, textarea, select, [role="slider"]') !== null

function pageFrom(engine: VirtualizerHandle | null, from: number, pages: number): number {
  if (!engine) return from
  return engine.findItemIndex(engine.getItemOffset(from) + pages * engine.viewportSize)
}

/** Scrolls as little as shows the message; one taller than the view by its top. */
function reveal(row: Element, list: HTMLElement): void {
  const view = list.getBoundingClientRect()
  const { top, bottom } = row.getBoundingClientRect()
  if (top < view.top || bottom - top > view.height) list.scrollTop += top - view.top
  else if (bottom > view.bottom) list.scrollTop += bottom - view.bottom
}
