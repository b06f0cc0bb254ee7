import { listen } from './listen'
import { after } from './timer'

/** The custom properties that carry how high it is and how far down it begins, in px; unset while nothing covers the page. */
const HEIGHT = '--visible-height'
const TOP = '--visible-top'
/** iOS moves the page back by itself when the next field takes the focus; only after this (ms) nobody will. */
const SETTLED = 100

const NOTHING = () => {}

/**
 * Follows the part of the page that a phone's keyboard leaves visible, for engines that lay it over the page (iOS, Android from
 * Chromium 108 on where the page does not ask for better), and takes back by how much iOS pushes the page up; as long as it does not
 * come back, what is shown goes along. The returned function ends it. Zooming in with two fingers is no keyboard.
 */
export function followVisibleHeight({ style }: HTMLElement): () => void {
  const visible = window.visualViewport
  const set = (name: string, px: number) =>
    px > 0 ? style.setProperty(name, `${px}px`) : style.removeProperty(name)
  const measure = () => {
    if (!visible || Math.abs(visible.scale - 1) > 0.01) return
    const isCovered = visible.height <= window.innerHeight - 1
    set(HEIGHT, isCovered ? visible.height : 0)
    set(TOP, isCovered ? visible.offsetTop : 0)
  }
  const onResize = () => {
    measure()
    if (visible?.scale === 1) pullBack()
  }
  let callOff = NOTHING
  const onFocusOut = ({ relatedTarget }: FocusEvent) => {
    callOff()
    if (relatedTarget === null) callOff = after(SETTLED, pullBack)
  }
  const stop = listen(document, { focusout: onFocusOut })
  visible?.addEventListener('resize', onResize)
  // pushed up further, as by somebody's finger, or back
  visible?.addEventListener('scroll', measure)
  onResize()
  return () => {
    stop()
    callOff()
    visible?.removeEventListener('resize', onResize)
    visible?.removeEventListener('scroll', measure)
    set(HEIGHT, 0)
    set(TOP, 0)
  }
}

function pullBack(): void {
  if (window.scrollY || window.visualViewport?.offsetTop) window.scrollTo(0, 0)
}
