import { after } from '~/lib/timer'

const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), textarea, [tabindex]'

/** Milliseconds in which whoever knows better gives the focus to what takes the place of something that is gone. */
const SOON = 50

/**
 * Remembers what has the focus now. What it returns gives it back; where that is gone by then, and nothing else has taken the focus,
 * to what is left nearest around it: a keyboard or a screen reader would be thrown to the top of the page otherwise.
 */
export function holdFocus(): () => void {
  const had = document.activeElement
  const around: Element[] = []
  for (let one = had?.parentElement; one && one !== document.body; one = one.parentElement) around.push(one)
  return () => {
    if (!(had instanceof HTMLElement) || had === document.body) return
    had.focus({ preventScroll: true })
    after(SOON, () => {
      if (document.activeElement !== document.body) return
      for (const one of around) if (one.isConnected && hasTaken(one)) return
    })
  }
}

/** The element itself, else the stop of Tab in it, else the first that can have the focus. */
function hasTaken(element: Element): boolean {
  const inside = [...element.querySelectorAll<HTMLElement>(FOCUSABLE)]
  const all = [...(element.matches(FOCUSABLE) ? [element as HTMLElement] : []), ...inside]
  return [...all.filter(({ tabIndex }) => tabIndex >= 0), ...all].some((one) => {
    one.focus({ preventScroll: true })
    return one === document.activeElement
  })
}
