import { bytesOf, type Bytes, Damaged, joined, readerOf } from './bytes'

/** How the stored pixels lie, as EXIF counts: 1 upright, 3 upside down, 6 and 8 on a side; 2, 4, 5 and 7 mirrored. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

const ORIENTATION = 0x0112

/** The orientation that a block of EXIF names; upright where it names none or cannot be read: that harms no pixel. */
export function orientationIn(exif: Bytes): Orientation {
  try {
    const reader = readerOf(exif)
    const order = reader.ascii(0, 2)
    if (order !== 'II' && order !== 'MM') return 1
    const isLittle = order === 'II'
    const u16 = isLittle ? reader.u16le : reader.u16
    const u32 = isLittle ? reader.u32le : reader.u32
    const directory = u32(4)
    const count = u16(directory)
    for (let i = 0; i < count; i++) {
      const entry = directory + 2 + i * 12
      if (u16(entry) === ORIENTATION) return asOrientation(u16(entry + 8))
    }
    return 1
  } catch (error) {
    if (error instanceof Damaged) return 1
    throw error
  }
}

const asOrientation = (value: number): Orientation => (value >= 1 && value <= 8 ? (value as Orientation) : 1)

/** A block of EXIF that tells the orientation and nothing else. */
export const exifOf = (orientation: Orientation): Bytes =>
  joined([
    bytesOf('II*\0'),
    // the directory stands at 8 and has one entry: the orientation, one SHORT; no other directory follows
    Uint8Array.of(8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0),
  ])

/** Whether it lies on a side: what is stored as its width is its height. */
export const isOnItsSide = (orientation: Orientation) => orientation >= 5
