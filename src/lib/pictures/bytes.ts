/** What a file consists of, in memory of its own. */
export type Bytes = Uint8Array<ArrayBuffer>

/** The structure of a file is not what its format asks for, or the file ends too early. */
export class Damaged extends Error {}

/** Reads numbers and names at places of a file; all of it throws `Damaged` past the end. */
export type Reader = Readonly<{
  bytes: Bytes
  length: number
  u8: (at: number) => number
  u16: (at: number) => number
  u32: (at: number) => number
  u16le: (at: number) => number
  u24le: (at: number) => number
  u32le: (at: number) => number
  ascii: (at: number, length: number) => string
  cut: (from: number, to: number) => Bytes
}>

/** A reader of these bytes. Numbers are big-endian unless their name says otherwise. */
export function readerOf(bytes: Bytes): Reader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const inside = (from: number, to: number) => {
    if (from < 0 || to < from || to > bytes.length) throw new Damaged()
    return from
  }
  const u8 = (at: number) => view.getUint8(inside(at, at + 1))
  const u16le = (at: number) => view.getUint16(inside(at, at + 2), true)
  const cut = (from: number, to: number) => bytes.subarray(inside(from, to), to)
  return {
    bytes,
    length: bytes.length,
    u8,
    u16: (at) => view.getUint16(inside(at, at + 2)),
    u32: (at) => view.getUint32(inside(at, at + 4)),
    u16le,
    u24le: (at) => u16le(at) + u8(at + 2) * 0x10000,
    u32le: (at) => view.getUint32(inside(at, at + 4), true),
    ascii: (at, length) => String.fromCharCode(...cut(at, at + length)),
    cut,
  }
}

/** Whether these characters stand there; false past the end. */
export const startsWith = (bytes: Bytes, text: string, at = 0) =>
  at + text.length <= bytes.length && bytesOf(text).every((byte, i) => bytes[at + i] === byte)

export const bytesOf = (text: string): Bytes => Uint8Array.from(text, (sign) => sign.charCodeAt(0))

/** Pieces, one behind the other. */
export function joined(pieces: readonly Bytes[]): Bytes {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}
