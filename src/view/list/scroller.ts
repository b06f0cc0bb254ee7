import type { Extent } from './scrolling'

export const extentOf = ({ scrollTop, scrollHeight, clientHeight, clientWidth }: HTMLElement): Extent => ({
  scrollTop,
  scrollHeight,
  clientHeight,
  clientWidth,
  visibleHeight: window.visualViewport?.height ?? window.innerHeight,
})

/** Scrolls to `top` px, unless the view stands there: writing what is there already would still end a momentum. */
export function scrollTo(scroller: HTMLElement, top: number): void {
  if (Math.abs(scroller.scrollTop - top) >= 0.5) scroller.scrollTop = top
}
