import {
  type FocusEvent,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { after } from '~/lib/timer'
import { type Extent, follows, isFar, isNearTop } from './following'

export type Position = Readonly<{
  /** The end is in view and stays there. */
  following: boolean
  /** More than one and a half views away from it. */
  far: boolean
  /** The newest row when the reader left the end. */
  leftAt: string | null
}>

const AT_END: Position = { following: true, far: false, leftAt: null }

/** The scroll event that a moved focus causes comes with the next frames, ms. */
const FOCUS_SCROLLS_WITHIN = 150

type Options = Readonly<{
  /** Changes with every change of what the list shows. */
  content: unknown
  /** The newest row. */
  newest: string | null
  /** Rises with every own message: those always bring the end into view. */
  written: number
  onNearTop: () => void
}>

/**
 * Keeps the list where the reader is: at its end while they follow it, else with the first visible message where it was,
 * whatever is added above or below. Rows are the children of `inner`, each with its message as an article.
 */
export function useListScroll({ content, newest, written, onNearTop }: Options) {
  const scroller = useRef<HTMLDivElement>(null)
  const inner = useRef<HTMLDivElement>(null)
  const following = useRef(true)
  const extent = useRef<Extent>({ scrollTop: 0, scrollHeight: 0, clientHeight: 0 })
  const anchor = useRef<Anchor | null>(null)
  const last = useRef(newest)
  const focusMoved = useRef(false)
  const [position, setPosition] = useState(AT_END)

  const note = useCallback(() => {
    const element = scroller.current
    if (!element) return
    const { scrollTop, scrollHeight, clientHeight } = element
    extent.current = { scrollTop, scrollHeight, clientHeight }
    anchor.current = following.current ? null : anchorOf(element, inner.current)
    const far = isFar(extent.current)
    setPosition((was) => {
      if (following.current) return AT_END
      if (!was.following && was.far === far) return was
      return { following: false, far, leftAt: was.following ? last.current : was.leftAt }
    })
  }, [])

  const settle = useCallback(() => {
    const element = scroller.current
    if (!element) return
    if (following.current) element.scrollTop = element.scrollHeight
    else if (anchor.current) element.scrollTop += drift(anchor.current, element)
    note()
  }, [note])

  const jumpToEnd = useCallback(() => {
    following.current = true
    settle()
  }, [settle])

  useLayoutEffect(() => {
    settle()
    last.current = newest
  }, [content, newest, settle])
  useLayoutEffect(() => {
    if (written > 0) jumpToEnd()
  }, [written, jumpToEnd])

  // also without a scroll event: a short conversation has nothing to scroll, and its older messages would never be asked for
  useEffect(() => {
    if (scroller.current && isNearTop(scroller.current)) onNearTop()
  }, [content, onNearTop])

  useSizes(scroller, inner, settle)

  const onScroll = useCallback(() => {
    const element = scroller.current
    if (!element) return
    following.current = follows(following.current, extent.current, element)
    note()
    // moving the focus by keyboard scrolls too, and each older page would put itself in the way of the next step
    if (isNearTop(element) && !focusMoved.current) onNearTop()
  }, [note, onNearTop])

  const onFocus = useCallback(({ target, currentTarget }: FocusEvent) => {
    // the list itself taking the focus scrolls nothing in it
    if (target === currentTarget) return
    focusMoved.current = true
    after(FOCUS_SCROLLS_WITHIN, () => (focusMoved.current = false))
  }, [])

  return { scroller, inner, position, onScroll, onFocus, jumpToEnd }
}

/** The message of the first visible row, how far its top is below the top of the view, and where the view stood then, px. */
type Anchor = Readonly<{ row: Element; top: number; scrollTop: number }>

function anchorOf(scroller: Element, inner: Element | null): Anchor | null {
  const rows = inner?.children ?? []
  const edge = scroller.getBoundingClientRect().top
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const row = rows[middle]
    if (row && row.getBoundingClientRect().bottom <= edge) low = middle + 1
    else high = middle
  }
  // the message, not its row: an older page may take away the time that stands above it
  const row = rows[low]?.querySelector('[role="article"]')
  return row ? { row, top: row.getBoundingClientRect().top - edge, scrollTop: scroller.scrollTop } : null
}

function drift({ row, top, scrollTop }: Anchor, scroller: Element): number {
  if (!row.isConnected) return 0
  // the reader may have scrolled on since, and the event that tells of it comes only with the next frame
  const expected = top - (scroller.scrollTop - scrollTop)
  return row.getBoundingClientRect().top - scroller.getBoundingClientRect().top - expected
}

function useSizes(
  scroller: RefObject<Element | null>,
  inner: RefObject<Element | null>,
  changed: () => void,
): void {
  useEffect(() => {
    if (typeof ResizeObserver === 'undefined') return undefined
    const observer = new ResizeObserver(changed)
    for (const target of [scroller.current, inner.current]) if (target) observer.observe(target)
    return () => observer.disconnect()
  }, [scroller, inner, changed])
}
