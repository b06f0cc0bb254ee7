import { decodeBitmap } from './bitmap'
import type { Studio } from './painting'

/** Whether pictures can be drawn apart from the page: Safari before 16.4 cannot. */
export const canPaintApart = () => typeof OffscreenCanvas === 'function' && typeof Worker === 'function'

/** Draws in a worker. */
export const studioApart: Studio = {
  isFirst: true,
  decode: decodeBitmap,
  canvas({ width, height }) {
    // oxlint-disable-next-line floor/no-newer-api -- asked for above: without it the page itself draws
    const canvas = new OffscreenCanvas(width, height)
    return {
      context: canvas.getContext('2d'),
      encode: (type, quality) => canvas.convertToBlob({ type, quality }),
      close: () => (canvas.width = 0),
    }
  },
}
