/** Following starts within this many px of the end … */
const ENTER = 80
/** … and stops beyond this many: hysteresis, so that a trembling finger does not switch it. */
const LEAVE = 120
/** Farther from the end than this many views, the way back is offered even without news. */
const FAR = 1.5
/** Older messages are asked for this many px before the top. */
const NEAR_TOP = 400
/** Where a message that one is led to stands: this share of the view below its top, so that what was before it is seen. */
const QUARTER = 0.25

/** Where a scrolled element stands, px. */
export type Extent = Readonly<{
  scrollTop: number
  scrollHeight: number
  clientHeight: number
  clientWidth: number
  /** Height of what can be seen of the whole page: less while a phone's keyboard is open. */
  visibleHeight: number
}>

/** Where the reader is, as far as the page shows it. */
export type Position = Readonly<{
  /** More than one and a half views away from the end. */
  far: boolean
  /** Messages of the other side that came and were not in view yet, in order. */
  unseen: readonly string[]
}>

export const AT_END: Position = { far: false, unseen: [] }

const toEnd = ({ scrollTop, scrollHeight, clientHeight }: Extent) => scrollHeight - clientHeight - scrollTop

/**
 * Whether the list follows its end after a scroll event. Growth fires scroll events too, so following ends only when the
 * view moved while nothing changed its size, or up while the reader is moving it (`pushed`: wheel up, finger, keys).
 */
export function follows(was: boolean, before: Extent, now: Extent, pushed: boolean): boolean {
  if (toEnd(now) <= ENTER) return true
  return was && !((hasMoved(before, now) || movesUp(before, now, pushed)) && toEnd(now) > LEAVE)
}

/** Whether the reader moved up, as opposed to growth or a smaller view. */
export function movesUp(before: Extent, now: Extent, pushed: boolean): boolean {
  const sameSize = now.scrollHeight === before.scrollHeight && now.clientHeight === before.clientHeight
  return (sameSize || pushed) && now.scrollTop < before.scrollTop
}

/** Whether the view moved while nothing changed its size. */
export const hasMoved = (before: Extent, now: Extent): boolean =>
  now.scrollHeight === before.scrollHeight &&
  now.clientHeight === before.clientHeight &&
  now.scrollTop !== before.scrollTop

/** Whether somebody who was at the end and was away still sees it: little enough has come. */
export const stillAtEnd = (now: Extent): boolean => toEnd(now) <= LEAVE

/** Whether there is nothing further down, but for the rounding of pixels. */
export const isAtVeryEnd = (now: Extent): boolean => toEnd(now) <= 2

/** Whether the reader has moved to the end, or to what was the end until rows out of view were laid out at that. */
export const reachesEnd = (before: Extent, now: Extent): boolean =>
  isAtVeryEnd(now) || isAtVeryEnd({ ...before, scrollTop: now.scrollTop })

export const isFar = (now: Extent): boolean => toEnd(now) > FAR * now.clientHeight

export const isNearTop = ({ scrollTop }: Pick<Extent, 'scrollTop'>): boolean => scrollTop < NEAR_TOP

/**
 * By how many px what is held moves with a new size of the view. A phone's keyboard covers the lower part: what one was
 * reading there, next to where one writes, stays in sight. Anything else (rotation, a window's edge, larger text, more lines
 * to write in) keeps the top.
 */
export function liftOf(before: Extent, now: Extent, device: 'phone' | 'pc'): number {
  const isKeyboard =
    device === 'phone' && now.clientWidth === before.clientWidth && now.visibleHeight !== before.visibleHeight
  return isKeyboard ? now.clientHeight - before.clientHeight : 0
}

/** What is known when messages of the other side come while the list follows its end. */
type Arrival = Readonly<{
  /** The page was hidden, or the messages were written before it was shown again. */
  away: boolean
  /** The first of them that is taller than the view; null if there is none. */
  tall: string | null
}>

/** Where the view goes with news: nowhere, to the end, or to the top of a message that is taller than the view. */
export function landingOf({ away, tall }: Arrival): 'stay' | 'end' | Readonly<{ top: string }> {
  if (away) return 'stay'
  return tall === null ? 'end' : { top: tall }
}

/** The message that the button leads to: the first that was not seen, and from there to the end (null). */
export const jumpOf = (firstUnseen: string | null, jumpedTo: string | null): string | null =>
  jumpedTo === null ? firstUnseen : null

export const quarterOf = ({ clientHeight }: Pick<Extent, 'clientHeight'>): number =>
  Math.round(clientHeight * QUARTER)

/**
 * Whether a change of the list leaves the distance of the held row from the end as it was: then all that changed stands above
 * it, and the engine measures from the end (virtua's `shift`), else from the start. Indexes; -1 where there is no such row.
 */
export function isAbove(before: Readonly<{ at: number; count: number }>, now: typeof before): boolean {
  return (
    before.at >= 0 && now.at >= 0 && before.at !== now.at && before.count - before.at === now.count - now.at
  )
}
