import { afterFrame } from '~/lib/timer'
import { type Anchor, anchorOf, isInView, rowOf, topOf } from './anchor'
import { extentOf, scrollTo } from './scroller'
import { type Extent, liftOf } from './scrolling'

type HoldPort = Readonly<{
  scroller: HTMLElement
  device: 'phone' | 'pc'
  /** Which row is held from now on; null for none. */
  holds: (key: string | null) => void
  /** What changed stands where it is painted now. */
  laidOut: () => void
}>

/** Holds on to the first message in view, so that it stays where the reader sees it whatever changes around it. */
export function createHold({ scroller, device, holds, laidOut }: HoldPort) {
  let anchor: Anchor | null = null
  /** A change was made that the next frame lays out: until then rows stand where they will not stay. Calls the wait off. */
  let laying: (() => void) | null = null
  /** What is held is looked at again after the next frame. Calls that off. */
  let checking: (() => void) | null = null

  const choose = () => {
    anchor = anchorOf(scroller)
    holds(anchor?.key ?? null)
  }

  const isFirst = ({ key }: Anchor) => anchorOf(scroller)?.key === key

  return {
    isOn: () => anchor !== null,
    isLaying: () => laying !== null,
    choose,
    /** The reader scrolled by so many px. Only what stands where it was painted is chosen anew; else what was seen goes along. */
    moved: (by: number) => {
      if (!anchor || (by !== 0 && !laying)) choose()
      else if (by !== 0) anchor = { ...anchor, top: anchor.top - by }
    },
    /** Puts it back where it was; `before`: how the view was then. */
    keep: (before: Extent) => {
      const row = anchor && (anchor.row.isConnected ? anchor.row : rowOf(scroller, anchor.key))
      if (!row || !anchor) {
        choose()
        return
      }
      const top = anchor.top + liftOf(before, extentOf(scroller), device)
      scrollTo(scroller, scroller.scrollTop + topOf(row, scroller) - top)
      anchor = { ...anchor, row, top }
      // once all rows have their sizes: it may have become too short to be seen, or, where a jump came to rows that had none, not be
      // the first
      checking ??= afterFrame(() => {
        checking = null
        if (anchor && (!isInView(anchor, scroller) || (!laying && !isFirst(anchor)))) choose()
      })
    },
    /** The rows changed. */
    changed: () => {
      laying?.()
      laying = afterFrame(() => {
        laying = null
        if (anchor) choose()
        laidOut()
      })
    },
    stop: () => {
      laying?.()
      checking?.()
    },
  }
}
