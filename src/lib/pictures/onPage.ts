import type { Studio } from './painting'

/** Draws on the page, where there is no other place; browsers decode and encode beside it all the same. */
export const studioOnPage: Studio = {
  async decode(file) {
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
  },
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
