import type { Row } from '~test/support/rows'

/** What a page that is measured tells of its list. */
export type Listed = Readonly<{
  /** The element that scrolls; null while there is none. */
  scroller: () => Element | null
  /** The attribute by which each message carries its id. */
  idAttribute: string
  /** The parent of the messages, where all of them are in the page: to search a hundred thousand would be measured too. */
  parent?: () => Element | null
}>

/** What the page of a peer offers as `window.bench`; the rows are those of the API, oldest first. */
export type Bench = Listed &
  Readonly<{
    mount: (rows: readonly Row[]) => void
    append: (rows: readonly Row[]) => void
    prepend: (rows: readonly Row[]) => void
    /** One answer of the poll, which may hold nothing new. */
    poll: (rows: readonly Row[]) => void
    /** Milliseconds that it needs between two messages: what comes faster it keeps together. */
    gap?: number
  }>

declare global {
  interface Window {
    bench?: Bench
  }
}
