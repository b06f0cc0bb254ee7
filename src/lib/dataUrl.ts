/** Bytes that are made into text at once: more would be too many arguments of a call. */
const AT_ONCE = 0x8000

/** A file as an address that holds it: `data:image/png;base64,…`. */
export async function toDataUrl(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const parts: string[] = []
  for (let i = 0; i < bytes.length; i += AT_ONCE) {
    parts.push(String.fromCharCode(...bytes.subarray(i, i + AT_ONCE)))
  }
  return `data:${file.type};base64,${btoa(parts.join(''))}`
}

/** The file that such an address holds; null where it holds none. By hand: a page's policy need not allow to fetch it. */
export function fromDataUrl(address: string): Blob | null {
  const comma = address.indexOf(',')
  const type = /^data:([\w.+-]+\/[\w.+-]+);base64$/i.exec(address.slice(0, Math.max(comma, 0)))?.[1]
  if (type === undefined) return null
  try {
    const text = atob(address.slice(comma + 1))
    const bytes = new Uint8Array(text.length)
    for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i)
    return new Blob([bytes], { type })
  } catch {
    return null
  }
}
