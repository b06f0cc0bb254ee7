import type { Orientation } from './exif'

export type Format = 'jpeg' | 'png' | 'gif' | 'webp' | 'bmp' | 'avif' | 'heic' | 'svg'

/** What the bytes of a picture say about it. */
export type Picture = Readonly<{
  format: Format
  /** As stored: of one that lies on its side this is the height. 0 where the file does not tell. */
  width: number
  height: number
  orientation: Orientation
  animated: boolean
}>
