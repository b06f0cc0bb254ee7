import type { Decoded } from './painting'

/** Decodes beside whatever runs. Rejects where the browser has no bitmaps or cannot read it. */
export async function decodeBitmap(file: Blob): Promise<Decoded> {
  // oxlint-disable-next-line floor/no-newer-api -- where there is none it rejects, and an element decodes
  const image = await createImageBitmap(file)
  return { image, size: { width: image.width, height: image.height }, close: () => image.close() }
}
