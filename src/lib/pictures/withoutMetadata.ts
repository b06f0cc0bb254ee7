import { type Bytes, Damaged, joined } from './bytes'
import type { Orientation } from './exif'
import { cleanGif } from './gif'
import { inspect } from './inspect'
import { cleanJpeg } from './jpeg'
import type { Picture } from './picture'
import { cleanPng } from './png'
import { cleanWebp } from './webp'

/**
 * The picture without what was written beside it: place, camera, time, author, comments, thumbnails, and what is appended to
 * it. Its pixels are the same bytes. How it lies is still told, unless that is to be forgotten (`orientation` 1). Throws
 * `Damaged`.
 */
export function withoutMetadata(bytes: Bytes, orientation?: Orientation): Bytes {
  const picture = inspect(bytes)
  const pieces = picture && piecesOf(bytes, picture, orientation ?? picture.orientation)
  if (!pieces) throw new Damaged()
  return joined(pieces)
}

function piecesOf(bytes: Bytes, { format }: Picture, orientation: Orientation): Bytes[] | null {
  if (format === 'jpeg') return cleanJpeg(bytes, orientation)
  if (format === 'png') return cleanPng(bytes, orientation)
  if (format === 'webp') return cleanWebp(bytes, orientation)
  return format === 'gif' ? cleanGif(bytes) : null
}
