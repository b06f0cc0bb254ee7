import { type RefObject, useEffect, useLayoutEffect } from 'react'

const FOCUSABLE = 'button:not(:disabled), input:not([tabindex="-1"]), textarea'

/**
 * What makes an element of the body a dialog: the focus comes into it and stays, what is around it is not there for readers, and at its
 * end the focus goes to `returnTo`.
 */
export function useModal(
  dialog: RefObject<HTMLElement | null>,
  returnTo: RefObject<HTMLElement | null>,
): void {
  useLayoutEffect(() => {
    const element = dialog.current
    const back = returnTo.current
    if (!element) return undefined
    element.focus({ preventScroll: true })
    const others = [...document.body.children].filter(
      (other) => !other.contains(element) && !other.hasAttribute('aria-hidden'),
    )
    for (const other of others) other.setAttribute('aria-hidden', 'true')
    const onFocus = ({ target }: FocusEvent) => {
      if (target instanceof Node && !element.contains(target)) element.focus({ preventScroll: true })
    }
    document.addEventListener('focusin', onFocus)
    return () => {
      document.removeEventListener('focusin', onFocus)
      for (const other of others) other.removeAttribute('aria-hidden')
      back?.focus({ preventScroll: true })
    }
  }, [dialog, returnTo])
}

/** Where Tab leads in a dialog: round and round. */
export function tabbedTo(dialog: HTMLElement, isBack: boolean): HTMLElement | undefined {
  const all = [...dialog.querySelectorAll<HTMLElement>(FOCUSABLE)]
  const at = all.findIndex((one) => one === document.activeElement)
  const next = at < 0 ? (isBack ? all.length - 1 : 0) : (at + (isBack ? all.length - 1 : 1)) % all.length
  return all[next]
}

/** Tells the dialog what Escape does instead of closing it, wherever the focus in it is; null: it closes it. */
export type TellEscape = (act: (() => void) | null) => void

/** Has Escape do this for as long as what uses it stands there. */
export function useEscape(tell: TellEscape, act: (() => void) | null): void {
  useEffect(() => {
    tell(act)
    return () => tell(null)
  })
}
