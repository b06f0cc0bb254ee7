/** What a menu opens beside, px in the window: a point has no size. */
export type MenuAnchor = Readonly<{ x: number; y: number; width?: number; height?: number }>

type Size = Readonly<{ width: number; height: number }>

/** Px that stay free at the edges of the window, and between a menu and what it opens beside. */
const EDGE = 8
const GAP = 4

/** The upper left corner of a menu: below its anchor, above it where that does not fit, within the window in any case. */
export function menuPlace(at: MenuAnchor, menu: Size, view: Size): Readonly<{ left: number; top: number }> {
  const { x, y, width = 0, height = 0 } = at
  // a point is no thing that may be covered
  const gap = height === 0 ? 0 : GAP
  const below = y + height + gap
  const above = y - gap - menu.height
  const fitsBelow = below + menu.height <= view.height - EDGE
  const fromLeft = x + menu.width <= view.width - EDGE
  return {
    left: within(fromLeft ? x : x + width - menu.width, menu.width, view.width),
    top: within(fitsBelow || above < EDGE ? below : above, menu.height, view.height),
  }
}

const within = (start: number, size: number, space: number) =>
  Math.max(EDGE, Math.min(start, space - EDGE - size))
