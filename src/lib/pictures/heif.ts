import { type Bytes, Damaged, type Reader, readerOf, startsWith } from './bytes'
import type { Format } from './picture'

const HEIC = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs', 'mif1', 'msf1'])
const AVIF = new Set(['avif', 'avis'])

/** Boxes that hold the one which tells the size, and how far behind its head the inner boxes of each begin. */
const AROUND: ReadonlyMap<string, number> = new Map([
  ['meta', 4],
  ['iprp', 0],
  ['ipco', 0],
])

/** Nobody nests them deeper than that. */
const DEPTH = 4

/** Which of the picture formats in this container it is; null: none, maybe a video. */
export function heifFormat(bytes: Bytes): Extract<Format, 'heic' | 'avif'> | null {
  if (!startsWith(bytes, 'ftyp', 4)) return null
  const end = Math.min(readerOf(bytes).u32(0), bytes.length)
  const brands: string[] = []
  // the first, then a version of 4 bytes, then all that it can be read as
  for (let at = 8; at + 4 <= end; at += at === 8 ? 8 : 4) brands.push(readerOf(bytes).ascii(at, 4))
  if (brands.some((brand) => AVIF.has(brand))) return 'avif'
  return brands.some((brand) => HEIC.has(brand)) ? 'heic' : null
}

/** The size of the largest image in the container, 0 where it does not tell; how it is turned is left to who decodes it. */
export function heifSize(bytes: Bytes): Readonly<{ width: number; height: number }> {
  const sizes: { width: number; height: number }[] = []
  try {
    collect(readerOf(bytes), 0, bytes.length, sizes, DEPTH)
  } catch (error) {
    if (!(error instanceof Damaged)) throw error
  }
  return sizes.reduce(
    (largest, size) => (size.width * size.height > largest.width * largest.height ? size : largest),
    { width: 0, height: 0 },
  )
}

function collect(
  reader: Reader,
  from: number,
  to: number,
  sizes: { width: number; height: number }[],
  depth: number,
): void {
  for (let at = from; at + 8 <= to;) {
    const size = reader.u32(at)
    const name = reader.ascii(at + 4, 4)
    // 0: up to the end; 1: more than 4 GB
    if (size < 8) return
    const around = depth > 0 ? AROUND.get(name) : undefined
    if (around !== undefined) {
      collect(reader, at + 8 + around, Math.min(at + size, to), sizes, depth - 1)
    }
    if (name === 'ispe') sizes.push({ width: reader.u32(at + 12), height: reader.u32(at + 16) })
    at += size
  }
}
