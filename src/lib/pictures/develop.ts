import { type Bytes, Damaged } from './bytes'
import { inspect } from './inspect'
import { fitted, MAX_BYTES, type Size } from './limits'
import { paint, type Studio, turn } from './painting'
import type { Format, Picture } from './picture'
import { withoutMetadata } from './withoutMetadata'

/** A picture that can be sent. */
export type Prepared = Size & Readonly<{ file: Blob; name: string }>

/**
 * Why one cannot: `large`, its bytes; `pixels`, its size; `unknown`, no picture that is known; `unreadable`, the file is not
 * there any more; `failed`, this device could not.
 */
export type Refusal =
  | 'empty'
  | 'large'
  | 'pixels'
  | 'heic'
  | 'svg'
  | 'unknown'
  | 'damaged'
  | 'unreadable'
  | 'failed'
  | 'cancelled'

export type Outcome = Prepared | Readonly<{ reason: Refusal }>

/** `original`: in its full size. */
export type Wish = Readonly<{ original: boolean; maxPixels: number }>

/** What every browser shows, those of the other side included; others go out as a JPEG. */
const SENT: ReadonlySet<Format> = new Set(['jpeg', 'png', 'gif', 'webp'])

/** To compress again costs sharpness: it has to save a tenth. */
const WORTH = 0.9

/** Makes of a file what is sent: smaller, upright, and without what was written beside its pixels. Never rejects. */
export async function develop(studio: Studio, file: Blob, wish: Wish): Promise<Outcome> {
  if (file.size === 0) return { reason: 'empty' }
  if (file.size > MAX_BYTES) return { reason: 'large' }
  const buffer = await file.arrayBuffer().catch(() => null)
  if (!buffer) return { reason: 'unreadable' }
  try {
    return await developed(studio, file, new Uint8Array(buffer), wish)
  } catch (error) {
    return { reason: error instanceof Damaged ? 'damaged' : 'failed' }
  }
}

async function developed(studio: Studio, file: Blob, bytes: Bytes, wish: Wish): Promise<Outcome> {
  const picture = inspect(bytes)
  if (!picture) return { reason: 'unknown' }
  const { format, width, height, orientation, animated } = picture
  if (format === 'svg') return { reason: 'svg' }
  if (width * height > wish.maxPixels) return { reason: 'pixels' }

  const name = nameOf(file)
  const clean = SENT.has(format) ? cleanOf(bytes, picture, name) : null
  // what moves would stand still
  if (clean && (wish.original || animated || format === 'gif')) return clean
  const source = clean ? withoutMetadata(bytes, 1) : bytes
  const painted = await paint(studio, new Blob([source], { type: `image/${format}` }), orientation, (size) =>
    fitted(size, wish.original),
  )
  if (painted === 'unreadable') return { reason: format === 'heic' ? 'heic' : 'damaged' }
  // nothing is wrong with the picture: it goes out as it is
  if (painted === 'undrawn') return clean && !studio.isFirst ? clean : { reason: 'failed' }
  if (clean && painted.file.size >= WORTH * clean.file.size) return clean
  return { ...painted, name: `${name}.jpg` }
}

function cleanOf(bytes: Bytes, { format, orientation, ...size }: Picture, name: string): Prepared {
  const file = new Blob([withoutMetadata(bytes)], { type: `image/${format}` })
  const { width, height } = turn(size, orientation)
  return { file, name: `${name}.${format === 'jpeg' ? 'jpg' : format}`, width, height }
}

/** The name without its ending and without signs that no file name may have. */
function nameOf(file: Blob): string {
  const name = 'name' in file ? String(file.name) : ''
  // eslint-disable-next-line no-control-regex -- control characters are among what is removed
  const plain = name.replace(/\.[^.]*$/, '').replace(/[\u0000-\u001f\u007f/\\:*?"<>|]+/g, '_')
  return plain.trim().slice(0, 100) || 'image'
}
