// This file is loaded with the configuration: no `~`.

type Range = Readonly<{ first: number; last: number }>

/** The one range that a Range header asks for (RFC 9110, 14.2); null, so everything, for several or for nonsense. */
export function rangeOf(header: string | null | undefined, size: number): Range | 'unsatisfiable' | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (from === '' && to === '') return null
  if (from !== '' && to !== '' && Number(to) < Number(from)) return null
  // `-500` is the last 500 bytes
  const first = from === '' ? Math.max(size - Number(to), 0) : Number(from)
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  return first > last ? 'unsatisfiable' : { first, last }
}
