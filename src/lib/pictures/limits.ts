/** The largest file that is taken, bytes: what phones make of 50 megapixels has some 20 MB. It is held in memory twice for a moment. */
export const MAX_BYTES = 30 * 1024 * 1024

/**
 * How many pixels a picture may have. Each takes 4 bytes while it is decoded, all at once. On a phone 64 million (256 MB) let the
 * cameras of 48, 50 and 64 megapixels pass, and leave a page of some 1 GB alive; a PC can do with twice as much.
 */
export const MAX_PIXELS = { phone: 64_000_000, pc: 128_000_000 } as const

/** The long side of what is sent, px. */
const LONG_SIDE = 1600

/** One that is longer than so many times its width is a strip, a long screenshot: at 1600 px it could not be read. */
const STRIP = 3

/** The short side of a strip, px: as wide as a phone's screen has pixels. */
const SHORT_SIDE = 1080

/** Pixels of a strip: 40 MB while one looks at it. */
const STRIP_AREA = 10_000_000

/** A little less than the canvases of iPhones hold, 4096² px, and the longest side of those of Chromium. */
const CANVAS_AREA = 16_000_000
const CANVAS_SIDE = 16_384

export type Size = Readonly<{ width: number; height: number }>

/** The size that a picture is sent in; never larger than it is. `original`: as large as can be drawn. */
export function fitted({ width, height }: Size, original: boolean): Size {
  const [long, short] = [Math.max(width, height), Math.min(width, height)]
  const isStrip = long > STRIP * short
  const wished = original ? 1 : isStrip ? SHORT_SIDE / short : LONG_SIDE / long
  const area = original ? CANVAS_AREA : isStrip ? STRIP_AREA : Infinity
  const scale = Math.min(1, wished, Math.sqrt(area / (width * height)), CANVAS_SIDE / long)
  const side = (px: number) => Math.max(1, Math.round(px * scale))
  return { width: side(width), height: side(height) }
}
