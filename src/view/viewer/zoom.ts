/** How a picture is looked at: `scale` 1 shows all of it; its middle is `x`, `y` px away from that of the stage. */
export type Sight = Readonly<{ scale: number; x: number; y: number }>

type Point = Readonly<{ x: number; y: number }>
type Area = Readonly<{ width: number; height: number }>

export const WHOLE: Sight = { scale: 1, x: 0, y: 0 }

/** The closest look at what is no larger than that. */
const CLOSEST = 4
/** What a double tap leads to at least. */
const CLOSER = 2

const limit = (value: number, most: number) => Math.max(-most, Math.min(most, value))

/** The nearest sight that shows no more beside the picture than has to be. `picture`: its size at scale 1. */
export function within({ scale, x, y }: Sight, picture: Area, stage: Area): Sight {
  const roomX = Math.max(0, (picture.width * scale - stage.width) / 2)
  const roomY = Math.max(0, (picture.height * scale - stage.height) / 2)
  // no negative zeros
  return { scale, x: limit(x, roomX) + 0, y: limit(y, roomY) + 0 }
}

/** The closest look at a picture that is `natural` px wide: every px of it, be it a screenshot of a page or a panorama. */
export const closestScale = (picture: Area, natural: number): number =>
  Math.max(CLOSEST, natural / Math.max(1, picture.width))

/** Looks closer or less close, `most` at most, and keeps what is at `point` (px from the middle of the stage) there. */
export function zoomedTo(sight: Sight, scale: number, point: Point, most = CLOSEST): Sight {
  const to = Math.max(1, Math.min(most, scale))
  const by = to / sight.scale
  return { scale: to, x: point.x - (point.x - sight.x) * by, y: point.y - (point.y - sight.y) * by }
}

/** How close a double tap leads: one that is narrow fills the width of the stage. */
export function closerScale(picture: Area, stage: Area, most = CLOSEST): number {
  return Math.max(CLOSER, Math.min(most, stage.width / Math.max(1, picture.width)))
}
