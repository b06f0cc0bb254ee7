import { type RefObject, useEffect, useRef } from 'react'
import { listen } from '~/lib/listen'
import { after } from '~/lib/timer'

/** Milliseconds of a long press, and the px that a finger may tremble meanwhile: as WeChat and Android have it. */
const LONG = 450
const TREMBLE = 10

const NOTHING = () => {}

/**
 * Calls back with the row that a finger rests on, and where in the window; false means that nothing came of it. `rowAt`: the row
 * that an element is part of, null for none; a picture of a message is left to the browser, which can save it.
 */
export function useLongPress(
  list: RefObject<HTMLElement | null>,
  onPress: (key: string, at: Readonly<{ x: number; y: number }>) => boolean,
  rowAt: (target: Element) => string | null = textAt,
): void {
  const latest = useRef(onPress)
  useEffect(() => {
    latest.current = onPress
  })
  useEffect(() => {
    const element = list.current
    if (!element) return undefined
    let callOff = NOTHING
    let isPressed = false
    let from = { x: 0, y: 0 }
    const begin = ({ touches, target }: TouchEvent) => {
      callOff()
      isPressed = false
      const [finger] = touches
      const key = target instanceof Element ? rowAt(target) : null
      if (!finger || touches.length > 1 || key === null) return
      from = { x: finger.clientX, y: finger.clientY }
      callOff = after(LONG, () => {
        isPressed = latest.current(key, from)
      })
    }
    const move = ({ touches: [finger] }: TouchEvent) => {
      if (!finger || Math.hypot(finger.clientX - from.x, finger.clientY - from.y) > TREMBLE) callOff()
    }
    const lift = (event: TouchEvent) => {
      callOff()
      // the click that would follow is meant for nothing: what was pressed has done its work
      if (isPressed && event.cancelable) event.preventDefault()
      isPressed = false
    }
    const stop = listen(element, { touchstart: begin, touchmove: move, touchcancel: () => callOff() })
    element.addEventListener('touchend', lift, { passive: false })
    return () => {
      callOff()
      stop()
      element.removeEventListener('touchend', lift)
    }
  }, [list, rowAt])
}

/** The row of the message that an element is part of; null for what stands around the messages. */
export const messageAt = (target: Element): string | null =>
  target.closest('[role="article"]')?.closest('[data-row]')?.getAttribute('data-row') ?? null

const textAt = (target: Element) => (target.closest('img') ? null : messageAt(target))
