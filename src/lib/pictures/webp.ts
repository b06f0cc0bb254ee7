import { type Bytes, bytesOf, Damaged, joined, type Reader, readerOf, startsWith } from './bytes'
import { exifOf, type Orientation, orientationIn } from './exif'
import type { Picture } from './picture'

/** What makes the picture: pixels, transparency, animation, colour profile. */
const KEPT = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'])

/** Flags of VP8X. */
const ANIMATED = 0x02
const HAS_XMP = 0x04
const HAS_EXIF = 0x08

const EXIF = 'Exif\0\0'

type Chunk = Readonly<{ name: string; from: number; to: number; data: Bytes }>

/** The chunks within the size that the file names for itself. */
function* chunks(reader: Reader): Generator<Chunk> {
  const end = 8 + reader.u32le(4)
  for (let at = 12; at + 8 <= end;) {
    const size = reader.u32le(at + 4)
    const data = reader.cut(at + 8, at + 8 + size)
    // an odd one is filled up, but at the very end not by everybody
    const to = Math.min(at + 8 + size + (size % 2), reader.length)
    yield { name: reader.ascii(at, 4), from: at, to, data }
    at = to
  }
}

/** Size, orientation and whether it moves. */
export function inspectWebp(bytes: Bytes): Picture {
  const reader = readerOf(bytes)
  const name = reader.ascii(12, 4)
  const data = readerOf(reader.cut(20, Math.min(reader.length, 20 + 30)))
  const animated = name === 'VP8X' && (data.u8(0) & ANIMATED) !== 0
  return { format: 'webp', ...sizeIn(name, data), orientation: orientationOf(reader), animated }
}

function sizeIn(name: string, data: Reader): Readonly<{ width: number; height: number }> {
  if (name === 'VP8X') return { width: data.u24le(4) + 1, height: data.u24le(7) + 1 }
  if (name === 'VP8L') {
    const bits = data.u32le(1)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  if (name !== 'VP8 ') throw new Damaged()
  return { width: data.u16le(6) & 0x3fff, height: data.u16le(8) & 0x3fff }
}

/** EXIF stands behind the pixels: where these are cut off there is none. */
function orientationOf(reader: Reader): Orientation {
  try {
    for (const { name, data } of chunks(reader)) {
      // some put in front of it what a JPEG would have there
      if (name === 'EXIF') return orientationIn(startsWith(data, EXIF) ? data.subarray(EXIF.length) : data)
    }
  } catch (error) {
    if (!(error instanceof Damaged)) throw error
  }
  return 1
}

/** The pieces of a WebP that make its picture, and an EXIF of the orientation alone. What follows its end is dropped. */
export function cleanWebp(bytes: Bytes, orientation: Orientation): Bytes[] {
  const reader = readerOf(bytes)
  const kept: Bytes[] = []
  let hasPixels = false
  for (const { name, from, to, data } of chunks(reader)) {
    if (name === 'VP8 ' || name === 'VP8L' || name === 'ANMF') hasPixels = true
    if (name === 'VP8X') kept.push(extended(reader.cut(from, to), orientation !== 1))
    else if (KEPT.has(name)) kept.push(reader.cut(from, to), ...filler(to - from, data))
  }
  if (!hasPixels) throw new Damaged()
  if (orientation !== 1) kept.push(chunk('EXIF', exifOf(orientation)))
  const body = kept.reduce((sum, { length }) => sum + length, 4)
  return [bytesOf('RIFF'), u32le(body), bytesOf('WEBP'), ...kept]
}

/** The missing byte behind an odd chunk at the end. */
const filler = (length: number, data: Bytes) =>
  length < 8 + data.length + (data.length % 2) ? [new Uint8Array(1)] : []

function extended(chunk: Bytes, hasExif: boolean): Bytes {
  const copy = chunk.slice()
  copy[8] = (readerOf(chunk).u8(8) & ~(HAS_XMP | HAS_EXIF)) | (hasExif ? HAS_EXIF : 0)
  return copy
}

const chunk = (name: string, data: Bytes) => joined([bytesOf(name), u32le(data.length), data])

function u32le(value: number): Bytes {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value, true)
  return bytes
}
