import { expect, test } from 'vitest'
import { closerScale, closestScale, WHOLE, within, zoomedTo } from '~/view/viewer/zoom'

const stage = { width: 400, height: 800 }
const picture = { width: 400, height: 300 }

test('what is at the point stays there, closer or less close', () => {
  const point = { x: 100, y: -50 }
  const close = zoomedTo(WHOLE, 2, point)
  // of the picture, the point is this far from its middle
  const seen = (sight: typeof WHOLE) => [(point.x - sight.x) / sight.scale, (point.y - sight.y) / sight.scale]
  expect(seen(close)).toEqual(seen(WHOLE))
  expect(seen(zoomedTo(close, 3, point))).toEqual(seen(WHOLE))
})

test.each([
  [0.2, 1],
  [9, 4],
])('a scale of %f is %f', (wanted, scale) =>
  expect(zoomedTo(WHOLE, wanted, { x: 0, y: 0 }).scale).toBe(scale),
)

test('a picture is not moved farther than its edge, and one that fits not at all', () => {
  expect(within({ scale: 1, x: 50, y: -50 }, picture, stage)).toEqual(WHOLE)
  expect(within({ scale: 2, x: 900, y: 900 }, picture, stage)).toEqual({ scale: 2, x: 200, y: 0 })
  expect(within({ scale: 4, x: -900, y: -900 }, picture, stage)).toEqual({ scale: 4, x: -600, y: -200 })
})

test('a double tap fills the width with what is narrow', () => {
  expect(closerScale(picture, stage)).toBe(2)
  expect(closerScale({ width: 130, height: 800 }, stage)).toBeCloseTo(3.08)
  expect(closerScale({ width: 20, height: 800 }, stage)).toBe(4)
})

test('a picture that is far larger than the window is seen px by px, and a double tap fills the width', () => {
  const strip = { width: 40, height: 800 }
  const most = closestScale(strip, 1080)
  expect(most).toBe(27)
  expect(zoomedTo(WHOLE, 99, { x: 0, y: 0 }, most).scale).toBe(27)
  expect(closerScale(strip, stage, most)).toBe(10)
  expect(closestScale(picture, 400)).toBe(4)
  // nothing of it is there yet
  expect(closestScale({ width: 0, height: 0 }, 0)).toBe(4)
})
