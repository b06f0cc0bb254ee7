import { drawBetween } from './random'

/**
 * The `count`th ObjectId of a world: the true UTC second of `at` (ms), five bytes for machine and process, a counter of
 * three bytes. https://www.mongodb.com/docs/manual/reference/bson-types/#objectid
 */
export function objectId(seed: number, at: number, count: number): string {
  const second = hex(Math.floor(at / 1000), 8)
  const machine = hex(drawBetween(seed, 'machine', 0, 0xffffff), 6)
  const process = hex(drawBetween(seed, 'process', 0, 0xffff), 4)
  const counter = drawBetween(seed, 'counter', 0, 0xffffff) + count
  return second + machine + process + hex(counter & 0xffffff, 6)
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')
