import type { CSSProperties } from 'react'
import { GAP } from './gestures'

/*
 * Of the viewer alone, and dark whatever the page is. Not in a file of styles: Vite does not load one again that did not arrive,
 * and a viewer without it would cover the page with nothing.
 */

export const DIALOG: CSSProperties = { color: '#fff', outlineOffset: -2, overflow: 'hidden' }

export const GROUND: CSSProperties = { background: 'rgba(0, 0, 0, 0.96)' }

/** All gestures on it are ours. */
export const STAGE: CSSProperties = {
  touchAction: 'none',
  overflow: 'hidden',
  userSelect: 'none',
  WebkitUserSelect: 'none',
}

/** Beside the one that is looked at: -1 before it, 1 after it. */
export const slideAt = (place: number): CSSProperties => ({
  transform: place === 0 ? undefined : `translateX(calc(${place * 100}% + ${place * GAP}px))`,
})

/** As large as the stage lets it be; a long press leads to the browser's own menu of pictures. */
export const PICTURE: CSSProperties = {
  maxWidth: '100%',
  maxHeight: '100%',
  objectFit: 'contain',
  WebkitTouchCallout: 'default',
}

const CONTROL: CSSProperties = {
  minWidth: 44,
  minHeight: 44,
  color: '#fff',
  background: 'rgba(40, 40, 40, 0.8)',
  outlineColor: '#fff',
}

/** `isOff`: nothing comes of it just now. */
export const control = (isOff = false): CSSProperties => (isOff ? { ...CONTROL, opacity: 0.35 } : CONTROL)

/** As high as the buttons that it stands beside. */
export const NOTE: CSSProperties = {
  minHeight: 44,
  background: 'rgba(40, 40, 40, 0.8)',
  pointerEvents: 'auto',
}

/** Away from the edges, and from what a notch covers there. */
const edge = (name: string) => `calc(8px + env(safe-area-inset-${name}, 0px))`

/** What lies over the pictures lets through what is meant for them. */
const OVER: CSSProperties = {
  pointerEvents: 'none',
  paddingLeft: edge('left'),
  paddingRight: edge('right'),
}

export const BAR: CSSProperties = { ...OVER, paddingTop: edge('top') }

/** The ways to the others: at the sides of a large window, below on a phone. */
export const waysOf = (device: 'phone' | 'pc'): CSSProperties =>
  device === 'pc' ? { ...OVER, top: 'calc(50% - 22px)' } : { ...OVER, bottom: edge('bottom') }
