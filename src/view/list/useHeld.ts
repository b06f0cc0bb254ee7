import { type RefObject, useEffect, useState } from 'react'
import { listen } from '~/lib/listen'
import { isSelecting } from './useSelected'

/** What must not be disturbed while it is open, wherever on the page it stands. */
const OPEN = '[role="dialog"], [role="menu"]'

type Hands = Readonly<{ isHeld: () => boolean; finger: (down: boolean) => void }>

/**
 * Whether the list must not move by itself: a finger is on it, something in it is selected, a menu or a viewer is open.
 * `letGo` is called when the last of that may have ended.
 */
export function useHeld(scroller: RefObject<HTMLElement | null>, letGo: () => void): () => boolean {
  const [hands] = useState(() => createHands(() => scroller.current))
  useEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    const up = ({ touches }: TouchEvent) => {
      if (touches.length > 0) return
      hands.finger(false)
      letGo()
    }
    const down = ({ target }: TouchEvent) => {
      hands.finger(true)
      // what leaves the page under the finger is still told of its end, but the list around it no longer
      const once = { once: true, passive: true }
      target?.addEventListener('touchend', up as EventListener, once)
      target?.addEventListener('touchcancel', up as EventListener, once)
    }
    const quiet = () => {
      if (!hands.isHeld()) letGo()
    }
    const soon = () => queueMicrotask(quiet)
    const stops = [
      listen(element, { touchstart: down, touchend: up, touchcancel: up }),
      // what closes a menu or a viewer: a tap, or a key, and the focus goes back then. It is still in the page as they are told
      listen(document, { selectionchange: quiet, focusin: soon, click: soon }),
    ]
    return () => stops.forEach((stop) => stop())
  }, [scroller, hands, letGo])
  return hands.isHeld
}

function createHands(list: () => Element | null): Hands {
  let fingerDown = false
  return {
    finger: (down) => {
      fingerDown = down
    },
    isHeld: () => fingerDown || isSelecting(list()) || document.querySelector(OPEN) !== null,
  }
}
