/** Following starts within this many px of the end … */
const ENTER = 80
/** … and stops beyond this many: hysteresis, so that a trembling finger does not switch it. */
const LEAVE = 120
/** Farther from the end than this many views, the way back is offered even without news. */
const FAR = 1.5
/** Older messages are asked for this many px before the top. */
const NEAR_TOP = 400

/** Where a scrolled element stands, px. */
export type Extent = Readonly<{ scrollTop: number; scrollHeight: number; clientHeight: number }>

const toEnd = ({ scrollTop, scrollHeight, clientHeight }: Extent) => scrollHeight - clientHeight - scrollTop

/**
 * Whether the list follows its end after a scroll event. Growth fires scroll events too, so following ends only when the
 * view moved up while nothing changed its size.
 */
export function follows(was: boolean, before: Extent, now: Extent): boolean {
  if (toEnd(now) <= ENTER) return true
  const sameSize = now.scrollHeight === before.scrollHeight && now.clientHeight === before.clientHeight
  const movedUp = sameSize && now.scrollTop < before.scrollTop
  return was && !(movedUp && toEnd(now) > LEAVE)
}

export const isFar = (now: Extent): boolean => toEnd(now) > FAR * now.clientHeight

export const isNearTop = ({ scrollTop }: Extent): boolean => scrollTop < NEAR_TOP
