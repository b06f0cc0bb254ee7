/** Px that a finger or a mouse moves across before it is a drag, and no tap. */
const TREMBLE = 8
/** Px at the foot of the bubble where a click of a mouse is on the bar. */
const FOOT = 12

/**
 * Calls back with the part (0 to 1) of `bar` that a drag across `bubble` has come to, or a click of a mouse at its foot; such a press
 * is no tap on what lies in it. Returns what ends it.
 */
export function listenToDrag(
  bubble: HTMLElement,
  bar: HTMLElement,
  moveTo: (part: number) => void,
): () => void {
  let from: PointerEvent | null = null
  let isByMouse = false
  let isDrag = false

  const move = ({ clientX }: MouseEvent) => {
    const { left, width } = bar.getBoundingClientRect()
    if (width > 0) moveTo(Math.max(0, Math.min(1, (clientX - left) / width)))
  }
  const onDown = (event: PointerEvent) => {
    isDrag = false
    isByMouse = event.pointerType === 'mouse'
    from = event.isPrimary && event.button === 0 && isInside(event.target) ? event : null
  }
  const isInside = (target: EventTarget | null) =>
    target instanceof Element && target.closest('button') === bubble.querySelector('button')
  const onMove = (event: PointerEvent) => {
    if (!from || event.pointerId !== from.pointerId) return
    if (!isDrag && Math.abs(event.clientX - from.clientX) < TREMBLE) return
    if (!isDrag) bubble.setPointerCapture?.(event.pointerId)
    isDrag = true
    move(event)
  }
  const onEnd = () => {
    from = null
  }
  const onClick = (event: MouseEvent) => {
    // a key that presses a button is a click without a place
    if (event.detail === 0) return
    const isOnFoot = event.clientY > bubble.getBoundingClientRect().bottom - FOOT
    if (!isDrag && !(isByMouse && isOnFoot && isInside(event.target))) return
    event.preventDefault()
    event.stopPropagation()
    if (!isDrag) move(event)
    isDrag = false
  }

  const { style } = bubble
  // up and down scrolls the list still
  style.touchAction = 'pan-y'
  bubble.addEventListener('pointerdown', onDown)
  bubble.addEventListener('pointermove', onMove)
  bubble.addEventListener('pointerup', onEnd)
  bubble.addEventListener('pointercancel', onEnd)
  bubble.addEventListener('click', onClick, true)
  return () => {
    style.touchAction = ''
    bubble.removeEventListener('pointerdown', onDown)
    bubble.removeEventListener('pointermove', onMove)
    bubble.removeEventListener('pointerup', onEnd)
    bubble.removeEventListener('pointercancel', onEnd)
    bubble.removeEventListener('click', onClick, true)
    if (from && isDrag) swallowClick()
  }
}

/** The voice has ended under the drag: the click that ends it, wherever the browser says that it is, is no tap either. */
function swallowClick() {
  const swallow = (event: MouseEvent) => {
    if (event.detail === 0) return
    event.preventDefault()
    event.stopPropagation()
    end()
  }
  const end = () => {
    window.removeEventListener('click', swallow, true)
    window.removeEventListener('pointerdown', end, true)
  }
  window.addEventListener('click', swallow, true)
  // a finger's drag has no click
  window.addEventListener('pointerdown', end, true)
}
