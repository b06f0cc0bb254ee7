import { type RefObject, useEffect } from 'react'

/**
 * When what has the focus in `root` leaves the page, the focus goes on to the nearest element around it that can have it, else
 * to what `fallback` finds in `root`: a keyboard or a screen reader would be thrown to the top of the page otherwise.
 */
export function useKeptFocus(root: RefObject<HTMLElement | null>, fallback: string): void {
  useEffect(() => {
    const element = root.current
    if (!element) return undefined
    let had: Element | null = null
    let around: HTMLElement | null = null
    const onFocus = ({ target }: FocusEvent) => {
      had = target instanceof Element ? target : null
      around = had?.parentElement?.closest<HTMLElement>('[tabindex]') ?? null
    }
    const onBlur = ({ target }: FocusEvent) =>
      queueMicrotask(() => {
        // left by hand, and not because it is gone or the whole window was left
        if (had === target && had?.isConnected && document.hasFocus()) had = null
      })
    const observer = new MutationObserver(() => {
      if (!had || had.isConnected) return
      had = null
      if (document.activeElement !== document.body) return
      const next = around?.isConnected ? around : element.querySelector<HTMLElement>(fallback)
      next?.focus({ preventScroll: true })
    })
    observer.observe(element, { childList: true, subtree: true })
    element.addEventListener('focusin', onFocus)
    element.addEventListener('focusout', onBlur)
    return () => {
      observer.disconnect()
      element.removeEventListener('focusin', onFocus)
      element.removeEventListener('focusout', onBlur)
    }
  }, [root, fallback])
}
