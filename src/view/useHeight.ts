import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

/** The height of an element in px, known before it is painted; `guess` until it is laid out, which costs a render where it is wrong. */
export function useHeight(guess: number): [RefObject<HTMLDivElement | null>, number] {
  const element = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState(guess)
  useLayoutEffect(() => {
    const target = element.current
    if (!target) return undefined
    const measure = () => flushSync(() => setHeight(target.getBoundingClientRect().height))
    const observer = new ResizeObserver(measure)
    observer.observe(target)
    return () => observer.disconnect()
  }, [])
  return [element, height]
}
