import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import type { VirtualizerHandle } from 'virtua'
import type { DeskRow } from './rows'

type Options = Readonly<{
  rows: readonly DeskRow[]
  front: string | null
  scroller: RefObject<HTMLElement | null>
  engine: RefObject<VirtualizerHandle | null>
}>

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, count) => count - 1,
  PageDown: (at, count) => Math.min(at + 8, count - 1),
  PageUp: (at) => Math.max(at - 8, 0),
}

/** One stop of Tab for the whole list, at the conversation in front; arrows move from row to row. */
export function useRowKeys({ rows, front, scroller, engine }: Options) {
  const [focused, setFocused] = useState<string | null>(null)
  const wanted = useRef<string | null>(null)
  const indexOf = (id: string | null) => (id === null ? -1 : rows.findIndex((row) => row.id === id))
  const stop = [focused, front].map(indexOf).find((index) => index >= 0) ?? 0
  const tabStop = rows[stop]?.id ?? null

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
    if (wanted.current === null) return
    const row = rowOf(scroller.current, wanted.current)
    if (!row) return
    wanted.current = null
    row.focus({ preventScroll: true })
  })
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    const { altKey, ctrlKey, metaKey, shiftKey } = event
    if (!step || altKey || ctrlKey || metaKey || shiftKey || rows.length === 0) return
    event.preventDefault()
    const index = step(stop, rows.length)
    const id = rows[index]?.id ?? null
    wanted.current = id
    setFocused(id)
    engine.current?.scrollToIndex(index, { align: 'nearest' })
  }
  return {
    onKeyDown,
    tabStop,
    /** It stays in the page wherever the list is scrolled to: the focus would be lost with it. */
    keepMounted: useMemo(() => (rows.length > 0 ? [stop] : []), [rows.length, stop]),
  }
}

const rowOf = (scroller: HTMLElement | null, id: string) =>
  [...(scroller?.querySelectorAll<HTMLElement>('[data-member]') ?? [])].find(
    (row) => row.dataset['member'] === id,
  )
