import { type RefObject, useEffect, useRef } from 'react'
import { after } from '~/lib/timer'

type Keys = Readonly<{ move: (by: -1 | 1) => void; choose: () => void; close: () => void }>

/**
 * Takes the keys of the list from the box, before the box itself hears of them: Enter does not send while the list is open. What an
 * input method composes is left to it, also in the task after its end: Safari tells of that before the Enter that chose a word. null: it takes none.
 */
export function useBoxKeys(box: RefObject<HTMLElement | null>, keys: Keys | null): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  const isTaken = keys !== null
  useEffect(() => {
    const element = box.current
    if (!element || !isTaken) return undefined
    let composed = false
    const onCompositionEnd = () => {
      composed = true
      after(0, () => (composed = false))
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || event.keyCode === 229 || composed) return
      const act = latest.current && actOf(event, latest.current)
      if (!act) return
      event.preventDefault()
      event.stopPropagation()
      act()
    }
    element.addEventListener('keydown', onKeyDown)
    element.addEventListener('compositionend', onCompositionEnd)
    return () => {
      element.removeEventListener('keydown', onKeyDown)
      element.removeEventListener('compositionend', onCompositionEnd)
    }
  }, [box, isTaken])
}

function actOf(event: KeyboardEvent, { move, choose, close }: Keys): (() => void) | null {
  const { key, shiftKey, altKey, ctrlKey, metaKey, repeat } = event
  if (shiftKey || altKey) return null
  // with Ctrl too: where that sends, it must not send what was looked for; one that is held has meant something else
  if (key === 'Enter') return repeat ? () => {} : choose
  if (ctrlKey || metaKey) return null
  if (key === 'ArrowDown') return () => move(1)
  if (key === 'ArrowUp') return () => move(-1)
  return key === 'Escape' ? close : null
}
