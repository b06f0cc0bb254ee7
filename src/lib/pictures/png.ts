import { type Bytes, bytesOf, Damaged, joined, type Reader, readerOf } from './bytes'
import { exifOf, type Orientation, orientationIn } from './exif'
import type { Picture } from './picture'

export const PNG = '\x89PNG\r\n\x1a\n'

/** What makes the picture: pixels, colours, transparency, animation. Texts, times, EXIF and unknown chunks are not among it. */
const KEPT = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs acTL fcTL fdAT'.split(' '),
)

type Chunk = Readonly<{ name: string; from: number; to: number; data: Bytes }>

function* chunks(reader: Reader): Generator<Chunk> {
  let at = PNG.length
  for (;;) {
    const length = reader.u32(at)
    const name = reader.ascii(at + 4, 4)
    const to = at + 12 + length
    yield { name, from: at, to, data: reader.cut(at + 8, to - 4) }
    if (name === 'IEND') return
    at = to
  }
}

/** Size, orientation and whether it moves. */
export function inspectPng(bytes: Bytes): Picture {
  const reader = readerOf(bytes)
  if (reader.ascii(12, 4) !== 'IHDR') throw new Damaged()
  const [width, height] = [reader.u32(16), reader.u32(20)]
  return { format: 'png', width, height, ...told(reader) }
}

/** What other chunks tell; EXIF may also stand behind the pixels, and where these are cut off there is none. */
function told(reader: Reader): Pick<Picture, 'orientation' | 'animated'> {
  let orientation: Orientation = 1
  let animated = false
  try {
    for (const { name, data } of chunks(reader)) {
      if (name === 'eXIf') orientation = orientationIn(data)
      if (name === 'acTL') animated = readerOf(data).u32(0) > 1
    }
  } catch (error) {
    if (!(error instanceof Damaged)) throw error
  }
  return { orientation, animated }
}

/** The pieces of a PNG that make its picture, and an EXIF of the orientation alone. What follows its end is dropped. */
export function cleanPng(bytes: Bytes, orientation: Orientation): Bytes[] {
  const reader = readerOf(bytes)
  const kept = [reader.cut(0, PNG.length)]
  let hasPixels = false
  for (const { name, from, to } of chunks(reader)) {
    if (name === 'IDAT') hasPixels = true
    if (KEPT.has(name)) kept.push(reader.cut(from, to))
    if (name === 'IHDR' && orientation !== 1) kept.push(chunk('eXIf', exifOf(orientation)))
  }
  if (!hasPixels) throw new Damaged()
  return kept
}

function chunk(name: string, data: Bytes): Bytes {
  const body = joined([bytesOf(name), data])
  const frame = new Uint8Array(8 + body.length)
  const view = new DataView(frame.buffer)
  view.setUint32(0, data.length)
  frame.set(body, 4)
  view.setUint32(4 + body.length, crc(body))
  return frame
}

/** The checksum of PNG, bit by bit: only a few bytes are ever written. */
function crc(bytes: Bytes): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
  }
  return (sum ^ 0xffffffff) >>> 0
}
