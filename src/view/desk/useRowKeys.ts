import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { VirtualizerHandle } from 'virtua'
import { afterFrame } from '~/lib/timer'
import type { DeskRow } from './rows'

type Options = Readonly<{
  rows: readonly DeskRow[]
  front: string | null
  scroller: RefObject<HTMLElement | null>
  engine: RefObject<VirtualizerHandle | null>
  /** Takes the focus to where one writes. */
  onWrite: () => void
}>

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, count) => count - 1,
  PageDown: (at, count) => Math.min(at + 8, count - 1),
  PageUp: (at) => Math.max(at - 8, 0),
}

/** Frames within which a row that is far away has come into the page and was measured: until then it is not shown, and takes no focus. */
const FRAMES = 20

/** One stop of Tab for the whole list, at the conversation in front; arrows move from row to row. */
export function useRowKeys({ rows, front, scroller, engine, onWrite }: Options) {
  const [focused, setFocused] = useState<string | null>(null)
  /** The row that gave the focus away keeps it until the other has taken it. */
  const [giving, setGiving] = useState<string | null>(null)
  const wanted = useRef<string | null>(null)
  const indexOf = (id: string | null) => (id === null ? -1 : rows.findIndex((row) => row.id === id))
  const stop = [focused, front].map(indexOf).find((index) => index >= 0) ?? 0
  const tabStop = rows[stop]?.id ?? null
  const given = indexOf(giving)
  const focus = (id: string | null) => {
    wanted.current = id
    setGiving(focused)
    setFocused(id)
  }
  const goTo = (index: number) => {
    focus(rows[index]?.id ?? null)
    engine.current?.scrollToIndex(index, { align: 'nearest' })
  }

  // the focus goes on where the row that had it is gone, and back to the one whose conversation one leaves
  const place = useRef(0)
  const before = useRef(front)
  useEffect(() => {
    const left = before.current
    before.current = front
    const isFree = document.activeElement === document.body
    const find = (id: string | null) => rows.findIndex((row) => row.id === id)
    if (front === null && left !== null && isFree && find(left) >= 0) {
      wanted.current = left
      setFocused(left)
    } else if (front !== left && !scroller.current?.contains(document.activeElement)) setFocused(null)
    else if (find(focused) >= 0) place.current = find(focused)
    else if (focused !== null) {
      const next = rows[Math.min(place.current, rows.length - 1)]?.id ?? null
      if (isFree) wanted.current = next
      setFocused(next)
    }
  }, [front, focused, rows, scroller])

  // keys may bring one to the front that is not in view
  const at = useRef(-1)
  useEffect(() => {
    at.current = front === null ? -1 : rows.findIndex(({ id }) => id === front)
  })
  useEffect(() => {
    if (at.current >= 0) engine.current?.scrollToIndex(at.current, { align: 'nearest' })
  }, [front, engine])

  // a row that is to have the focus may have to come into the page first
  useEffect(() => {
    let frames = 0
    let stop = () => {}
    const take = () => {
      if (wanted.current === null) return
      const row = rowOf(scroller.current, wanted.current)
      row?.focus({ preventScroll: true })
      const isTaken = row !== undefined && row === document.activeElement
      if (isTaken)
        engine.current?.scrollToIndex(
          rows.findIndex(({ id }) => id === wanted.current),
          { align: 'nearest' },
        )
      if (isTaken || (frames += 1) > FRAMES) wanted.current = null
      else stop = afterFrame(take)
    }
    take()
    return () => stop()
  })
  const onKeyDown = (event: KeyboardEvent) => {
    const { altKey, ctrlKey, metaKey, shiftKey, key } = event
    if (altKey || ctrlKey || metaKey || shiftKey || rows.length === 0) return
    const step = STEPS[key]
    if (!step && key !== 'Escape') return
    event.preventDefault()
    if (step) goTo(step(stop, rows.length))
    else onWrite()
  }
  return {
    onKeyDown,
    onFocus: ({ target }: FocusEvent) => {
      const row = target.closest('[role="listitem"]')?.querySelector<HTMLElement>('[data-member]')
      if (row) setFocused(row.dataset['member'] ?? null)
    },
    /** Takes the focus into the list, to the first row. */
    enter: () => goTo(0),
    /** Takes the focus to that row, as soon as it is there. */
    focus,
    tabStop,
    /** It stays in the page wherever the list is scrolled to: the focus would be lost with it. */
    keepMounted: useMemo(
      () => [...new Set([stop, given])].filter((index) => index in rows),
      [rows, stop, given],
    ),
  }
}

const rowOf = (scroller: HTMLElement | null, id: string) =>
  [...(scroller?.querySelectorAll<HTMLElement>('[data-member]') ?? [])].find(
    (row) => row.dataset['member'] === id,
  )

/** The member whose row an element is part of. */
export const memberAt = (target: Element): string | null =>
  target.closest<HTMLElement>('[data-member]')?.dataset['member'] ?? null
