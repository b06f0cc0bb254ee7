type Standing = Readonly<{
  /** The message with the focus, else the last one in view; -1 in an empty list. */
  at: number
  count: number
  /** No message has the focus yet. */
  entering: boolean
  /** The message that stands so many views further down. */
  pageFrom: (pages: number) => number
}>

/** Which message a key leads to, by index; null for a key that does not move through the list. */
export function nextRow(key: string, { at, count, entering, pageFrom }: Standing): number | null {
  if (count === 0) return null
  const within = (index: number) => Math.max(0, Math.min(count - 1, index))
  switch (key) {
    case 'ArrowUp':
      return within(entering ? at : at - 1)
    case 'ArrowDown':
      return within(entering ? at : at + 1)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    case 'PageUp':
      return within(Math.min(at - 1, pageFrom(-1)))
    case 'PageDown':
      return within(Math.max(at + 1, pageFrom(1)))
    default:
      return null
  }
}
