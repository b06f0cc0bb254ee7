import { type RefObject, useEffect, useRef, useState } from 'react'
import { type Opened, type Query, queryIn } from './query'

type Told = Readonly<{ changed: () => void; gone: () => void }>

/** What is looked for in the box; tells as it changes, and once it is none any more. */
export function useQuery(box: RefObject<HTMLTextAreaElement | null>, opened: Opened, told: Told): Query {
  const latest = useRef(told)
  useEffect(() => {
    latest.current = told
  })
  const [query, setQuery] = useState<Query | null>(null)
  useEffect(() => {
    const element = box.current
    if (!element) return undefined
    const look = () => {
      const next = queryIn(element.value, element.selectionEnd, opened)
      setQuery(next)
      if (next) latest.current.changed()
      else latest.current.gone()
    }
    // something may have been written while this was on its way
    look()
    element.addEventListener('input', look)
    return () => element.removeEventListener('input', look)
  }, [box, opened])
  return query ?? { text: '', start: opened.before.length, end: opened.before.length + opened.sign.length }
}
