import { type Bytes, Damaged, type Reader, readerOf } from './bytes'
import type { Picture } from './picture'

const END = 0x3b
const IMAGE = 0x2c
const EXTENSION = 0x21
const CONTROL = 0xf9
const APPLICATION = 0xff

/** Extensions that say how often it plays; others carry XMP, profiles and what a program left. */
const PLAYING = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0'])

type Block = Readonly<{ kind: 'head' | 'image' | 'extension'; label: number; from: number; to: number }>

/** What a GIF consists of, up to its end mark; without that the end of the file counts, as browsers have it. */
function* blocks(reader: Reader): Generator<Block> {
  let at = 13 + tableSize(reader.u8(10))
  yield { kind: 'head', label: 0, from: 0, to: reader.cut(0, at).length }
  while (at < reader.length && reader.u8(at) !== END) {
    const from = at
    const kind = reader.u8(at)
    if (kind === IMAGE) at = skipParts(reader, from + 11 + tableSize(reader.u8(from + 9)))
    else if (kind === EXTENSION) at = skipParts(reader, from + 2)
    else throw new Damaged()
    yield { kind: kind === IMAGE ? 'image' : 'extension', label: reader.u8(from + 1), from, to: at }
  }
}

/** The bytes of the colour table that these flags announce. */
const tableSize = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)

/** Where a chain of parts ends: each begins with its length, and one of length 0 is the last. */
function skipParts(reader: Reader, from: number): number {
  let at = from
  for (let size = reader.u8(at); size > 0; size = reader.u8(at)) at += 1 + size
  return at + 1
}

/** Size and whether it moves. */
export function inspectGif(bytes: Bytes): Picture {
  const reader = readerOf(bytes)
  const [width, height] = [reader.u16le(6), reader.u16le(8)]
  return { format: 'gif', width, height, orientation: 1, animated: imagesIn(reader) > 1 }
}

function imagesIn(reader: Reader): number {
  let count = 0
  try {
    for (const { kind } of blocks(reader)) if (kind === 'image') count += 1
  } catch (error) {
    if (!(error instanceof Damaged)) throw error
  }
  return count
}

/** The pieces of a GIF that make its picture: images, their timing, how often it plays. What follows its end is dropped. */
export function cleanGif(bytes: Bytes): Bytes[] {
  const reader = readerOf(bytes)
  const kept: Bytes[] = []
  let images = 0
  for (const block of blocks(reader)) {
    if (block.kind === 'image') images += 1
    if (block.kind !== 'extension' || isPlaying(reader, block)) kept.push(reader.cut(block.from, block.to))
  }
  if (images === 0) throw new Damaged()
  return [...kept, Uint8Array.of(END)]
}

const isPlaying = (reader: Reader, { label, from }: Block) =>
  label === CONTROL || (label === APPLICATION && PLAYING.has(reader.ascii(from + 3, 11)))
