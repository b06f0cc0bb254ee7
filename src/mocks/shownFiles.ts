import { SERVED, type UploadedFiles } from './uploads'

type Shows = HTMLImageElement | HTMLMediaElement

/**
 * Shows what was uploaded where nothing serves it: pictures and voices do not come by `fetch`. An element that is given the address
 * of such a file gets the object URL of what is kept of it, a moment later; where nothing is kept, the address, which fails.
 */
export function showFiles(files: UploadedFiles): void {
  /** By name; a file never changes, and a page shows few. */
  const urls = new Map<string, Promise<string | null>>()
  const urlOf = (name: string) => {
    const known = urls.get(name)
    if (known) return known
    const url = files.find(name).then(
      (file) => (file ? URL.createObjectURL(new Blob([file.bytes], { type: file.type })) : null),
      () => null,
    )
    urls.set(name, url)
    // another page may still be about to keep it
    void url.then((found) => found ?? urls.delete(name))
    return url
  }

  /** What each element was given last: a list reuses them. */
  const wanted = new WeakMap<Element, string>()
  const give = (element: Shows, address: string, set: (address: string) => void) => {
    wanted.set(element, address)
    const name = nameIn(address)
    if (name === null) return set(address)
    void urlOf(name).then((url) => {
      if (wanted.get(element) === address) set(url ?? address)
    })
    return undefined
  }

  for (const { prototype } of [HTMLImageElement, HTMLMediaElement]) {
    const src = Object.getOwnPropertyDescriptor(prototype, 'src')
    Object.defineProperty(prototype, 'src', {
      ...src,
      set(this: Shows, address: unknown) {
        give(this, String(address), (shown) => {
          src?.set?.call(this, shown)
        })
      },
    })
    prototype.setAttribute = function (this: Shows, name: string, value: string) {
      const set = (shown: string) => Element.prototype.setAttribute.call(this, name, shown)
      if (name === 'src') give(this, value, set)
      else set(value)
    }
  }
}

/** The name of an uploaded file in its address; null for any other. */
function nameIn(address: string): string | null {
  const [, name] = address.split(/[?#]/)[0]?.split(`/${SERVED}`) ?? []
  return name === undefined || name.includes('/') ? null : name
}
