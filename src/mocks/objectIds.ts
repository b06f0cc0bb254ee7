import { drawBetween } from './random'

/**
 * The `count`th ObjectId of a world: the true UTC second of `at` (ms), five bytes for machine and process, a counter of
 * three bytes. https://www.mongodb.com/docs/manual/reference/bson-types/#objectid
 */
export function objectId(seed: number, at: number, count: number): string {
  const { process, counter } = ofProcess(seed)
  return hex(Math.floor(at / 1000), 8) + process + hex((counter + count) & 0xffffff, 6)
}

/** What the ids of a world have in common; there may be ten thousand of them. */
const processes = new Map<number, Readonly<{ process: string; counter: number }>>()

function ofProcess(seed: number) {
  const known = processes.get(seed)
  if (known) return known
  const machine = hex(drawBetween(seed, 'machine', 0, 0xffffff), 6)
  const process = machine + hex(drawBetween(seed, 'process', 0, 0xffff), 4)
  const made = { process, counter: drawBetween(seed, 'counter', 0, 0xffffff) }
  processes.set(seed, made)
  return made
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')
