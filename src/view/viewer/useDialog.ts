import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { backCloses } from './backCloses'

const FOCUSABLE = 'button:not([tabindex="-1"]), a:not([tabindex="-1"])'

/**
 * What makes it a dialog: the focus stays in it, what is behind is not there for readers, the browser's Back closes it, and the
 * focus goes back to where it came from: the picture in the row `key`, wherever that is now, else the list.
 */
export function useDialog(dialog: RefObject<HTMLElement | null>, key: string, onClose: () => void): void {
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  useEffect(() => backCloses(() => close.current()), [])
  useLayoutEffect(() => {
    const element = dialog.current
    if (!element) return undefined
    element.focus({ preventScroll: true })
    const uncover = cover(element)
    const onFocus = ({ target }: FocusEvent) => {
      if (target instanceof Node && !element.contains(target)) element.focus({ preventScroll: true })
    }
    document.addEventListener('focusin', onFocus)
    return () => {
      document.removeEventListener('focusin', onFocus)
      uncover()
      pictureIn(key)?.focus({ preventScroll: true })
    }
  }, [dialog, key])
}

/** Hides what is around an element of the body from readers; returns what ends that. */
function cover(element: Element): () => void {
  const others = [...document.body.children].filter(
    (other) => !other.contains(element) && !other.hasAttribute('aria-hidden'),
  )
  for (const other of others) other.setAttribute('aria-hidden', 'true')
  return () => others.forEach((other) => other.removeAttribute('aria-hidden'))
}

/** What stands for the picture in its row, else the row's message, else the list. */
function pictureIn(key: string): HTMLElement | null {
  const row = [...document.querySelectorAll('[data-row]')].find((row) => row.getAttribute('data-row') === key)
  return (
    row?.querySelector<HTMLElement>('a[aria-haspopup], button') ??
    row?.querySelector<HTMLElement>('[role="article"]') ??
    document.querySelector<HTMLElement>('[role="log"]')
  )
}

/** Where Tab leads from here: round and round. */
export function tabbedTo(dialog: HTMLElement, isBack: boolean): HTMLElement | undefined {
  const all = [...dialog.querySelectorAll<HTMLElement>(FOCUSABLE)]
  const at = all.findIndex((one) => one === document.activeElement)
  const next = at < 0 ? (isBack ? all.length - 1 : 0) : (at + (isBack ? all.length - 1 : 1)) % all.length
  return all[next]
}
