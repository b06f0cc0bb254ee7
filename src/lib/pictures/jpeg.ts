import { type Bytes, bytesOf, Damaged, joined, type Reader, readerOf, startsWith } from './bytes'
import { exifOf, type Orientation, orientationIn } from './exif'
import type { Picture } from './picture'

const EXIF = 'Exif\0\0'

type Segment = Readonly<{ marker: number; from: number; to: number; data: Bytes }>

const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const APP0 = 0xe0
const APP1 = 0xe1
const APP2 = 0xe2
const APP14 = 0xee

/** Restarts in the middle of the pixels, and TEM: markers without a length. */
const isBare = (marker: number) => (marker >= 0xd0 && marker <= 0xd7) || marker === 0x01

/** The head of a frame, which tells its size; C4, C8 and CC are other things. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/** The segments of a JPEG from its start to its end; pixels belong to the segment that announces them. */
function* segments(reader: Reader): Generator<Segment> {
  if (reader.u16(0) !== 0xffd8) throw new Damaged()
  yield { marker: SOI, from: 0, to: 2, data: reader.cut(2, 2) }
  let at = 2
  for (;;) {
    // some cameras fill up with zeros, and any number of FF may stand before a marker
    while (reader.u8(at) === 0) at += 1
    if (reader.u8(at) !== 0xff) throw new Damaged()
    while (reader.u8(at + 1) === 0xff) at += 1
    const marker = reader.u8(at + 1)
    if (marker < 0xc0 && marker !== 0x01) throw new Damaged()
    const end = marker === EOI || isBare(marker) ? at + 2 : at + 2 + reader.u16(at + 2)
    const to = marker === SOS ? endOfPixels(reader, end) : end
    yield { marker, from: at, to, data: reader.cut(Math.min(at + 4, end), end) }
    if (marker === EOI) return
    at = to
  }
}

/** Where the next segment begins: in pixels an FF is followed by 0, by a restart, or by further FF. */
function endOfPixels({ bytes }: Reader, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]
    if (next !== undefined && next !== 0 && next !== 0xff && !isBare(next)) return at
  }
  throw new Damaged()
}

/** Size and orientation of a JPEG; its pixels are not looked at. */
export function inspectJpeg(bytes: Bytes): Picture {
  const reader = readerOf(bytes)
  let orientation: Orientation | null = null
  for (const { marker, from, data } of segments(reader)) {
    if (marker === APP1 && startsWith(data, EXIF)) orientation ??= orientationIn(data.subarray(6))
    if (isFrame(marker)) {
      const [height, width] = [reader.u16(from + 5), reader.u16(from + 7)]
      return { format: 'jpeg', width, height, orientation: orientation ?? 1, animated: false }
    }
    if (marker === SOS) break
  }
  throw new Damaged()
}

/**
 * The pieces of a JPEG that make its picture: tables, frames and pixels as they are, JFIF without its thumbnail, colour profile,
 * Adobe's note of the colours, and an EXIF of the orientation alone. All else is dropped, also what follows the picture.
 */
export function cleanJpeg(bytes: Bytes, orientation: Orientation): Bytes[] {
  const reader = readerOf(bytes)
  const kept: Bytes[] = []
  const exif = orientation === 1 ? [] : [exifSegment(orientation)]
  let frames = 0
  let scans = 0
  for (const segment of segments(reader)) {
    if (isFrame(segment.marker)) frames += 1
    if (segment.marker === SOS) scans += 1
    // behind JFIF, which wants to be the first
    if (segment.marker !== SOI && segment.marker !== APP0) kept.push(...exif.splice(0))
    kept.push(...keptOf(reader, segment))
  }
  if (frames === 0 || scans === 0) throw new Damaged()
  return kept
}

function keptOf(reader: Reader, { marker, from, to, data }: Segment): Bytes[] {
  if (marker === APP0) return startsWith(data, 'JFIF\0') ? [jfif(data)] : []
  const isKept =
    marker < APP0 ||
    (marker === APP2 && startsWith(data, 'ICC_PROFILE\0')) ||
    (marker === APP14 && startsWith(data, 'Adobe'))
  return isKept ? [reader.cut(from, to)] : []
}

/** Density and version; the thumbnail may show what was cut off. */
const jfif = (data: Bytes) =>
  joined([Uint8Array.of(0xff, APP0, 0, 16), readerOf(data).cut(0, 12), Uint8Array.of(0, 0)])

function exifSegment(orientation: Orientation): Bytes {
  const data = joined([bytesOf(EXIF), exifOf(orientation)])
  return joined([Uint8Array.of(0xff, APP1, 0, data.length + 2), data])
}
