import { after } from './timer'

/** Milliseconds until a browser has certainly begun to write. */
const BEGUN = 60_000

/** Endings of what pictures are sent as, where their address tells none. */
const ENDINGS: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/svg+xml': 'svg' }

/** Has the browser save a file under a name. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  after(BEGUN, () => URL.revokeObjectURL(url))
}

/** A name for a picture of that address and type (`image/png`): its own where it has one, else `otherwise`. */
export function fileName(url: string, type: string, otherwise: string): string {
  const last = /^https?:/.test(url) ? (new URL(url).pathname.split('/').pop() ?? '') : ''
  // what no file system likes, and dots that would hide it
  const own = decoded(last)
    .replace(/[\\/:*?"<>|\s]+|^\.+/g, '_')
    .slice(-80)
  const name = own.replace(/_/g, '') === '' ? otherwise : own
  if (/\.[a-z]{3,4}$/i.test(name)) return name
  const ending = ENDINGS[type] ?? (/^image\/([a-z]{3,4})$/.exec(type)?.[1] || 'jpg')
  return `${name}.${ending}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
