import { listen } from './listen'

/**
 * Calls `act` once, as soon as anybody touches the page, points at it or presses a key: what only serves a gesture is loaded then, for
 * there may be no network when that comes. Returns what calls it off.
 */
export function onFirstTouch(act: () => void): () => void {
  const once = () => {
    stop()
    act()
  }
  const stop = listen(document, { pointerdown: once, pointermove: once, touchstart: once, keydown: once })
  return stop
}
