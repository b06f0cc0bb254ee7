import { isOnItsSide, type Orientation } from './exif'
import type { Size } from './limits'

type Drawing = Pick<
  CanvasRenderingContext2D,
  'drawImage' | 'fillRect' | 'fillStyle' | 'imageSmoothingQuality' | 'transform'
>

/** Where pictures are decoded and drawn: on the page, or apart from it. */
export type Studio = Readonly<{
  /** There is another one, which tries what this one cannot draw. */
  isFirst?: boolean
  /** Rejects where the browser cannot read it. */
  decode: (file: Blob) => Promise<Decoded>
  canvas: (size: Size) => Surface
}>

export type Decoded = Readonly<{ image: CanvasImageSource; size: Size; close: () => void }>

/** `context` is null where there is no memory for it. */
export type Surface = Readonly<{
  context: Drawing | null
  encode: (type: string, quality: number) => Promise<Blob | null>
  close: () => void
}>

/** As WeChat sends them: small, and nobody sees a difference on a screen. */
const QUALITY = 0.8

export type Painted = Size & Readonly<{ file: Blob }>

/** The browser cannot read the picture; or it has no memory to draw it in, or makes no JPEG of it. */
export type Unpainted = 'unreadable' | 'undrawn'

/**
 * Draws a picture upright, on white, in the size that `fit` makes of its own, as a JPEG. The file must not tell an orientation
 * itself: browsers differ in whether they obey. Never rejects.
 */
export async function paint(
  { decode, canvas }: Studio,
  file: Blob,
  orientation: Orientation,
  fit: (size: Size) => Size,
): Promise<Painted | Unpainted> {
  const decoded = await decode(file).catch(() => null)
  if (!decoded) return 'unreadable'
  const turned = turn(decoded.size, orientation)
  const size = fit(turned)
  const surface = canvas(size)
  try {
    if (turned.width * turned.height === 0) return 'unreadable'
    if (!surface.context) return 'undrawn'
    draw(surface.context, decoded.image, size, orientation)
    // its pixels are no longer wanted while the others are encoded
    decoded.close()
    const painted = await surface.encode('image/jpeg', QUALITY)
    return painted?.type === 'image/jpeg' ? { file: painted, ...size } : 'undrawn'
  } catch {
    return 'undrawn'
  } finally {
    decoded.close()
    surface.close()
  }
}

/** The size of what is stored in this orientation, once it is upright. */
export const turn = ({ width, height }: Size, orientation: Orientation): Size =>
  isOnItsSide(orientation) ? { width: height, height: width } : { width, height }

function draw(context: Drawing, image: CanvasImageSource, size: Size, orientation: Orientation): void {
  const { width, height } = size
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, width, height)
  context.imageSmoothingQuality = 'high'
  context.transform(...upright(width, height, orientation))
  const stored = turn(size, orientation)
  context.drawImage(image, 0, 0, stored.width, stored.height)
}

type Matrix = readonly [number, number, number, number, number, number]

/** Takes a point of what is stored to where it belongs in the upright picture. */
function upright(width: number, height: number, orientation: Orientation): Matrix {
  const matrices: Readonly<Record<Orientation, Matrix>> = {
    1: [1, 0, 0, 1, 0, 0],
    2: [-1, 0, 0, 1, width, 0],
    3: [-1, 0, 0, -1, width, height],
    4: [1, 0, 0, -1, 0, height],
    5: [0, 1, 1, 0, 0, 0],
    6: [0, 1, -1, 0, width, 0],
    7: [0, -1, -1, 0, width, height],
    8: [0, -1, 1, 0, 0, height],
  }
  return matrices[orientation]
}
