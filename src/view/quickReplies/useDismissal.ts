import { type RefObject, useEffect, useRef } from 'react'

/** A press beside all of these closes what is open. */
export function useDismissal(parts: readonly RefObject<Element | null>[], dismiss: () => void): void {
  const latest = useRef({ parts, dismiss })
  useEffect(() => {
    latest.current = { parts, dismiss }
  })
  useEffect(() => {
    const onPointerDown = ({ target }: PointerEvent) => {
      const { parts, dismiss } = latest.current
      const isOurs = target instanceof Node && parts.some(({ current }) => current?.contains(target))
      if (!isOurs) dismiss()
    }
    document.addEventListener('pointerdown', onPointerDown)
    return () => document.removeEventListener('pointerdown', onPointerDown)
  }, [])
}
