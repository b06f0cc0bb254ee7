import { type RefObject, useEffect, useState } from 'react'
import { listen } from '~/lib/listen'
import { after } from '~/lib/timer'

/** Milliseconds of a long press, and the px that a finger may tremble meanwhile: as WeChat and Android have it. */
const LONG = 450
const TREMBLE = 10
/** Milliseconds for which what a press shows is shown. */
const SHOWN_FOR = 3_000

const NOTHING = () => {}

/** A row that is pressed long, and where the finger is in the list: px below its top. */
export type Pressed = Readonly<{ key: string; top: number }>

/** The row that a finger rested on, for some seconds; null for none. */
export function useLongPress(list: RefObject<HTMLElement | null>): Pressed | null {
  const [pressed, setPressed] = useState<Pressed | null>(null)
  useEffect(() => {
    const element = list.current
    if (!element) return undefined
    let callOff = NOTHING
    let isShown = false
    let from = { x: 0, y: 0 }
    const hide = () => {
      callOff()
      if (isShown) setPressed(null)
      isShown = false
    }
    // lifting the finger calls a press off that was too short, and leaves what a long one shows
    const lift = () => {
      if (!isShown) callOff()
    }
    const begin = ({ touches, target }: TouchEvent) => {
      hide()
      const [finger] = touches
      const row = target instanceof Element ? target.closest('[role="article"]')?.closest('[data-row]') : null
      const key = row?.getAttribute('data-row')
      if (!finger || touches.length > 1 || !key) return
      from = { x: finger.clientX, y: finger.clientY }
      callOff = after(LONG, () => {
        isShown = true
        setPressed({ key, top: from.y - element.getBoundingClientRect().top })
        callOff = after(SHOWN_FOR, hide)
      })
    }
    const move = ({ touches: [finger] }: TouchEvent) => {
      if (!finger || Math.hypot(finger.clientX - from.x, finger.clientY - from.y) <= TREMBLE) return
      hide()
    }
    const stop = listen(element, { touchstart: begin, touchmove: move, touchend: lift, touchcancel: lift })
    return () => {
      callOff()
      stop()
    }
  }, [list])
  return pressed
}
