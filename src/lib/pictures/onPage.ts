import { decodeBitmap } from './bitmap'
import type { Decoded, Studio } from './painting'

/** Draws on the page, where there is no other place. */
export const studioOnPage: Studio = {
  // a bitmap is decoded beside the page, an element for a canvas on it; but that reads HEIC in Safari, and Safari 14 has no other
  decode: (file) => decodeBitmap(file).catch(() => decodeElement(file)),
  canvas(size) {
    const canvas = Object.assign(document.createElement('canvas'), size)
    return {
      context: canvas.getContext('2d'),
      encode: (type, quality) => new Promise((resolve) => canvas.toBlob(resolve, type, quality)),
      // WebKit keeps the memory of a canvas that nobody needs for a while
      close: () => (canvas.width = 0),
    }
  },
}

async function decodeElement(file: Blob): Promise<Decoded> {
  const image = new Image()
  image.src = URL.createObjectURL(file)
  const close = () => {
    URL.revokeObjectURL(image.src)
    image.removeAttribute('src')
  }
  try {
    await image.decode()
  } catch (error) {
    close()
    throw error
  }
  return { image, size: { width: image.naturalWidth, height: image.naturalHeight }, close }
}
