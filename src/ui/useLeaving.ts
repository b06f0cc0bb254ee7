import { type RefCallback, useCallback } from 'react'

/** A ref for an element that may leave the page: calls `act` (the same one throughout) once it is gone if it had the focus. */
export function useLeaving(act: () => void): RefCallback<HTMLElement> {
  return useCallback(
    (element: HTMLElement | null) => () => {
      if (element !== null && element === document.activeElement) queueMicrotask(act)
    },
    [act],
  )
}
