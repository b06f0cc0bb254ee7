import { type Bytes, Damaged, readerOf, startsWith } from './bytes'
import { inspectGif } from './gif'
import { heifFormat, heifSize } from './heif'
import { inspectJpeg } from './jpeg'
import type { Picture } from './picture'
import { inspectPng, PNG } from './png'
import { inspectWebp } from './webp'

/** So far into a text it is looked for the beginning of an SVG, behind declarations and comments. */
const SVG_HEAD = 4096

/**
 * What the bytes are, whatever the name or the type say: null where they are no picture that is known. Throws `Damaged` where
 * they begin like one and do not go on like it.
 */
export function inspect(bytes: Bytes): Picture | null {
  const picture = read(bytes)
  if (picture && picture.format !== 'svg' && !isHeif(picture) && picture.width * picture.height === 0) {
    throw new Damaged()
  }
  return picture
}

function read(bytes: Bytes): Picture | null {
  const still = { orientation: 1, animated: false } as const
  if (startsWith(bytes, '\xff\xd8\xff')) return inspectJpeg(bytes)
  if (startsWith(bytes, PNG)) return inspectPng(bytes)
  if (startsWith(bytes, 'GIF87a') || startsWith(bytes, 'GIF89a')) return inspectGif(bytes)
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8)) return inspectWebp(bytes)
  const heif = heifFormat(bytes)
  if (heif) return { format: heif, ...heifSize(bytes), ...still }
  if (isBmp(bytes)) return { format: 'bmp', ...bmpSize(bytes), ...still }
  return isSvg(bytes) ? { format: 'svg', width: 0, height: 0, ...still } : null
}

const isHeif = ({ format }: Picture) => format === 'heic' || format === 'avif'

/** `BM` alone may begin a text: the reserved bytes behind the length are zero. */
const isBmp = (bytes: Bytes) => startsWith(bytes, 'BM') && startsWith(bytes, '\0\0\0\0', 6)

function bmpSize(bytes: Bytes): Readonly<{ width: number; height: number }> {
  const reader = readerOf(bytes)
  // the oldest head has numbers of two bytes; a negative height means that the first line is the uppermost
  if (reader.u32le(14) === 12) return { width: reader.u16le(18), height: reader.u16le(20) }
  return { width: Math.abs(reader.u32le(18) | 0), height: Math.abs(reader.u32le(22) | 0) }
}

function isSvg(bytes: Bytes): boolean {
  const head = new TextDecoder().decode(bytes.subarray(0, SVG_HEAD)).trim()
  return head.startsWith('<') && /<([\w-]+:)?svg[\s>]/.test(head)
}
