import { fileName, saveFile } from '~/lib/saveFile'
import { after } from '~/lib/timer'
import { pictureFile } from '~/wire/picture'

/** Milliseconds for a large picture on a slow line. */
const PATIENCE = 60_000

/** Has the browser save a picture; false where its server does not let this page read it. `name`: where it has none itself. */
export async function savePicture(url: string, name: string): Promise<boolean> {
  const controller = new AbortController()
  const callOff = after(PATIENCE, () => controller.abort())
  try {
    const blob = await pictureFile(url, controller.signal)
    saveFile(blob, fileName(url, blob.type, name))
    return true
  } catch {
    return false
  } finally {
    callOff()
  }
}
