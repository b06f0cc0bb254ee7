import { type RefObject, useEffect, useState } from 'react'
import { listen } from '~/lib/listen'

/** The rows in which a selection begins and ends: keys, in the order of the list. */
export type Selected = Readonly<{ from: string; to: string }>

/** The rows between which text is selected in the list; null while nothing is, or more than the list. */
export function useSelected(list: RefObject<HTMLElement | null>): Selected | null {
  const [selected, setSelected] = useState<Selected | null>(null)
  useEffect(() => {
    const onChange = () => {
      const next = selectedIn(list.current)
      // most steps of a dragging hand stay within their rows
      setSelected((now) => (now?.from === next?.from && now?.to === next?.to ? now : next))
    }
    return listen(document, { selectionchange: onChange })
  }, [list])
  return selected
}

/** Whether anything in the list is selected, be it as a part of more. */
export function isSelecting(list: Element | null): boolean {
  const selection = document.getSelection()
  return list !== null && selection !== null && !selection.isCollapsed && selection.containsNode(list, true)
}

function selectedIn(list: Element | null): Selected | null {
  if (!isSelecting(list)) return null
  const range = document.getSelection()?.getRangeAt(0)
  const from = keyAt(range?.startContainer)
  const to = keyAt(range?.endContainer)
  return from === null || to === null ? null : { from, to }
}

const keyAt = (node: Node | undefined) =>
  (node instanceof Element ? node : node?.parentElement)?.closest('[data-row]')?.getAttribute('data-row') ??
  null
