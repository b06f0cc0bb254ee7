import { useEffect, useRef } from 'react'

/** Ctrl+Alt+Q, wherever the focus is. With AltGr that is a letter of some keyboards. */
export function useKey(pressed: () => void): void {
  const latest = useRef(pressed)
  useEffect(() => {
    latest.current = pressed
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.ctrlKey || !event.altKey || event.code !== 'KeyQ' || event.getModifierState('AltGraph'))
        return
      event.preventDefault()
      latest.current()
    }
    // before the panel itself, which keeps what is typed there
    window.addEventListener('keydown', onKeyDown, true)
    return () => window.removeEventListener('keydown', onKeyDown, true)
  }, [])
}
