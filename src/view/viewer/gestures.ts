import { listen } from '~/lib/listen'
import { after } from '~/lib/timer'
import { closerScale, closestScale, type Sight, WHOLE, within, zoomedTo } from './zoom'

/** Px between two pictures. */
export const GAP = 16
/** A finger that moves less than this many px still rests. */
const RESTS = 8
/** Px to pull down until it closes, and of a swipe at most until the next one comes … */
const FAR = 100
/** … or this part of the width, or this many px of a quick one (px/ms). */
const PART = 0.25
const SHORT = 24
const QUICK = 0.4
/** Two taps within this many ms and px are a double one. */
const TWICE = 300
const NEAR = 40
/** What moves farther than it can follows by this much. */
const RESISTS = 0.35
/** Milliseconds for what moves by itself. */
const TAKES = 180
/** A wheel tells lines or pages instead of px. */
const LINE = 16
const WHEEL = 0.002
/** Two fingers on a touchpad tell of a wheel with Ctrl. */
const PINCH = 0.01

export type GesturePort = Readonly<{
  stage: HTMLElement
  /** What holds the pictures, and goes along with a swipe. */
  track: HTMLElement
  /** What is dark behind them. */
  ground: HTMLElement
  /** The one that is looked at; null while there is none to be seen. */
  image: () => HTMLImageElement | null
  /** Whether there is one before (-1) or after (1). */
  has: (by: -1 | 1) => boolean
  /** Shows that one; it is in the page when this returns. */
  step: (by: -1 | 1) => void
  /** Somebody wants to go there, and there is none. */
  misses: (by: -1 | 1) => void
  close: () => void
  looks: (scale: number, isClosest: boolean) => void
}>

export type Gestures = Readonly<{
  zoomBy: (factor: number) => void
  step: (by: -1 | 1) => void
  /** Another picture is looked at, or the window has another size. */
  renew: (sight?: Sight) => void
  stop: () => void
}>

type Point = Readonly<{ x: number; y: number }>
type Mode = 'rest' | 'pan' | 'swipe' | 'pull' | 'none' | 'pinch'

/** Swipe, pinch, double tap, pull down, wheel: by finger, mouse or touchpad alike. It knows no React. */
export function createGestures(port: GesturePort): Gestures {
  const { stage, track, ground } = port
  let sight = WHOLE
  let mode: Mode = 'rest'
  const down = new Map<number, Point>()
  let start = { at: 0, x: 0, y: 0, apart: 1, sight }
  let moved = { x: 0, y: 0 }
  let lastTap = { at: -TWICE, x: 0, y: 0 }
  let running: Animation | null = null
  // the second click of a double one that opened it is not meant for it
  let isNew = true
  const callOff = after(TWICE, () => {
    isNew = false
  })

  const middle = (): Point => {
    const { left, top, width, height } = stage.getBoundingClientRect()
    return { x: left + width / 2, y: top + height / 2 }
  }
  const sizes = () => {
    const image = port.image()
    const picture = { width: image?.offsetWidth ?? 0, height: image?.offsetHeight ?? 0 }
    const most = closestScale(picture, image?.naturalWidth ?? 0)
    return { picture, most, stage: { width: stage.clientWidth, height: stage.clientHeight } }
  }
  /** Keeps what is at that point of the window there. */
  const zoomed = (from: Sight, scale: number, at: Point) => {
    const { x, y } = middle()
    return zoomedTo(from, scale, { x: at.x - x, y: at.y - y }, sizes().most)
  }
  const draw = (to: Sight) => {
    const { picture, stage, most } = sizes()
    sight = within(to, picture, stage)
    const image = port.image()
    if (image)
      image.style.transform =
        sight.scale === 1 ? '' : `translate(${sight.x}px, ${sight.y}px) scale(${sight.scale})`
    port.looks(sight.scale, sight.scale >= most)
    return { x: to.x - sight.x, y: to.y - sight.y }
  }
  const drag = (x: number) => {
    track.style.transform = x === 0 ? '' : `translateX(${x}px)`
  }
  const pulled = (x: number, y: number) => {
    const image = port.image()
    if (image) image.style.transform = y === 0 ? '' : `translate(${x}px, ${y}px) scale(${1 - y / 2_000})`
    ground.style.opacity = y === 0 ? '' : `${Math.max(0.3, 1 - y / 500)}`
  }
  /** Lets what was moved go to where it belongs; there it is already as far as anybody asks. */
  const glide = (element: HTMLElement, from: string) => {
    running?.cancel()
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
    running = isStill
      ? null
      : element.animate([{ transform: from }, { transform: 'none' }], { duration: TAKES, easing: 'ease-out' })
  }
  const step = (by: -1 | 1, from = 0) => {
    drag(0)
    if (!port.has(by)) {
      port.misses(by)
      if (from !== 0) glide(track, `translateX(${from}px)`)
      return
    }
    draw(WHOLE)
    port.step(by)
    sight = WHOLE
    glide(track, `translateX(${from + by * (stage.clientWidth + GAP)}px)`)
  }

  const begin = (event: { timeStamp: number }) => {
    const [a, b] = [...down.values()]
    if (!a) return
    const x = b ? (a.x + b.x) / 2 : a.x
    const y = b ? (a.y + b.y) / 2 : a.y
    start = { at: event.timeStamp, x, y, apart: b ? Math.hypot(a.x - b.x, a.y - b.y) : 1, sight }
    moved = { x: 0, y: 0 }
  }
  const decide = (dx: number, dy: number): Mode => {
    if (Math.hypot(dx, dy) < RESTS) return 'rest'
    if (sight.scale > 1) return 'pan'
    if (Math.abs(dx) > Math.abs(dy)) return 'swipe'
    return dy > 0 ? 'pull' : 'none'
  }
  const follow = () => {
    const [a, b] = [...down.values()]
    if (!a) return
    if (b) {
      const scale = (start.sight.scale * Math.hypot(a.x - b.x, a.y - b.y)) / Math.max(1, start.apart)
      const to = zoomed(start.sight, scale, start)
      draw({ ...to, x: to.x + (a.x + b.x) / 2 - start.x, y: to.y + (a.y + b.y) / 2 - start.y })
      return
    }
    const [dx, dy] = [a.x - start.x, a.y - start.y]
    if (mode === 'rest') mode = decide(dx, dy)
    if (mode === 'pan') {
      const rest = draw({ ...sight, x: start.sight.x + dx, y: start.sight.y + dy })
      moved = { x: rest.x, y: 0 }
    } else if (mode === 'swipe') moved = { x: dx, y: 0 }
    else if (mode === 'pull') {
      moved = { x: dx, y: Math.max(0, dy) }
      return pulled(moved.x, moved.y)
    }
    if (mode === 'pan' || mode === 'swipe') {
      moved.x *= port.has(moved.x > 0 ? -1 : 1) ? 1 : RESISTS
      drag(moved.x)
    }
  }
  const settle = (speed: number) => {
    const { x, y } = moved
    if (mode === 'pull') {
      const isClosed = y > FAR || (y > SHORT && y * speed > QUICK)
      if (isClosed) return port.close()
      const image = port.image()
      pulled(0, 0)
      if (image) glide(image, `translate(${x}px, ${y}px)`)
    } else if (x !== 0) {
      const far = Math.abs(x)
      const goes =
        far > Math.min(FAR, stage.clientWidth * PART) ||
        (mode === 'swipe' && far > SHORT && far * speed > QUICK)
      const by = x > 0 ? -1 : 1
      drag(0)
      if (goes) step(by, x)
      else glide(track, `translateX(${x}px)`)
    }
  }
  const tap = ({ timeStamp, clientX, clientY, target }: PointerEvent) => {
    if (!(target instanceof Element) || target.closest('button, a') || isNew) return
    const isTwice =
      timeStamp - lastTap.at < TWICE && Math.hypot(clientX - lastTap.x, clientY - lastTap.y) < NEAR
    lastTap = { at: isTwice ? -TWICE : timeStamp, x: clientX, y: clientY }
    if (target.tagName !== 'IMG') return port.close()
    if (!isTwice) return
    const { picture, stage, most } = sizes()
    const scale = sight.scale > 1 ? 1 : closerScale(picture, stage, most)
    draw(zoomed(sight, scale, { x: clientX, y: clientY }))
  }

  const onDown = (event: PointerEvent) => {
    if (event.button !== 0) return
    if (down.size === 2) return
    running?.cancel()
    down.set(event.pointerId, { x: event.clientX, y: event.clientY })
    if (down.size === 2) {
      drag(0)
      pulled(0, 0)
      draw(sight)
      mode = 'pinch'
    } else mode = 'rest'
    begin(event)
  }
  const onMove = ({ pointerId, clientX, clientY }: PointerEvent) => {
    if (!down.has(pointerId)) return
    down.set(pointerId, { x: clientX, y: clientY })
    follow()
  }
  const onUp = (event: PointerEvent) => {
    if (!down.delete(event.pointerId)) return
    if (down.size > 0) {
      // one finger of two: the other one goes on
      mode = sight.scale > 1 ? 'pan' : 'none'
      return begin(event)
    }
    const isOver = event.type === 'pointercancel'
    if (mode === 'rest' && !isOver) tap(event)
    else settle(isOver ? 0 : 1 / Math.max(1, event.timeStamp - start.at))
    mode = 'rest'
  }
  const onWheel = (event: WheelEvent) => {
    // the browser would zoom the whole page
    event.preventDefault()
    const px = event.deltaY * (event.deltaMode === 0 ? 1 : LINE)
    const factor = Math.exp(-px * (event.ctrlKey ? PINCH : WHEEL))
    draw(zoomed(sight, sight.scale * factor, { x: event.clientX, y: event.clientY }))
  }

  stage.addEventListener('pointerdown', onDown)
  stage.addEventListener('wheel', onWheel, { passive: false })
  // wherever it is let go
  const stop = listen(document, { pointermove: onMove, pointerup: onUp, pointercancel: onUp })
  return {
    zoomBy: (factor) => void draw(zoomed(sight, sight.scale * factor, middle())),
    step: (by) => step(by),
    renew: (to = sight) => void draw(to),
    stop: () => {
      callOff()
      running?.cancel()
      stage.removeEventListener('pointerdown', onDown)
      stage.removeEventListener('wheel', onWheel)
      stop()
    },
  }
}
