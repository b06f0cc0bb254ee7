import type { CSSProperties } from 'react'
import { useLive } from './useLive'

/** From how many px on the panel is a drawer at the side: on narrower pages it lies over the lower half. */
const WIDE = 760
/** The drawer's width there, px. */
const WIDTH = 420

/** How far from below the drawer ends: it leaves the composer of the page free. */
export function useRoomAbove(): CSSProperties {
  const bottom = useLive(takenBelow)
  return bottom > 0 ? { bottom } : {}
}

function takenBelow(): number {
  const composer = document.querySelector('#root form textarea')?.closest('form')
  if (!composer || window.innerWidth < WIDE) return 0
  const { top, right } = composer.getBoundingClientRect()
  return right > window.innerWidth - WIDTH ? Math.max(0, window.innerHeight - top) : 0
}
