/** How a picture is looked at: `scale` 1 shows all of it; its middle is `x`, `y` px away from that of the stage. */
export type Sight = Readonly<{ scale: number; x: number; y: number }>

type Point = Readonly<{ x: number; y: number }>
type Area = Readonly<{ width: number; height: number }>

export const WHOLE: Sight = { scale: 1, x: 0, y: 0 }

/** The closest look. */
export const CLOSEST = 4
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

/** Looks closer or less close, and keeps what is at `point` (px from the middle of the stage) there. */
export function zoomedTo(sight: Sight, scale: number, point: Point): Sight {
  const to = Math.max(1, Math.min(CLOSEST, scale))
  const by = to / sight.scale
  return { scale: to, x: point.x - (point.x - sight.x) * by, y: point.y - (point.y - sight.y) * by }
}

/** How close a double tap leads: one that is narrow fills the width of the stage. */
export function closerScale(picture: Area, stage: Area): number {
  return Math.max(CLOSER, Math.min(CLOSEST, stage.width / Math.max(1, picture.width)))
}
