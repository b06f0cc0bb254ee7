import { listen } from './listen'
import { after } from './timer'

/** The custom property that carries the height in px; unset while nothing covers the page. */
const PROPERTY = '--visible-height'
/** iOS moves the page back by itself when the next field takes the focus; only after this (ms) nobody will. */
const SETTLED = 100

const NOTHING = () => {}

/**
 * Follows the part of the page that a phone's keyboard leaves visible, for engines that lay it over the page (iOS, Android from
 * Chromium 108 on where the page does not ask for better), and takes back by how much iOS pushes the page up. The returned
 * function ends it. Zooming in with two fingers is no keyboard.
 */
export function followVisibleHeight({ style }: HTMLElement): () => void {
  const visible = window.visualViewport
  const measure = () => {
    if (!visible || Math.abs(visible.scale - 1) > 0.01) return
    if (visible.height > window.innerHeight - 1) style.removeProperty(PROPERTY)
    else style.setProperty(PROPERTY, `${visible.height}px`)
    pullBack()
  }
  let callOff = NOTHING
  const onFocusOut = ({ relatedTarget }: FocusEvent) => {
    callOff()
    if (relatedTarget === null) callOff = after(SETTLED, pullBack)
  }
  const stop = listen(document, { focusout: onFocusOut })
  visible?.addEventListener('resize', measure)
  measure()
  return () => {
    stop()
    callOff()
    visible?.removeEventListener('resize', measure)
    style.removeProperty(PROPERTY)
  }
}

function pullBack(): void {
  if (window.scrollY !== 0) window.scrollTo(0, 0)
}
