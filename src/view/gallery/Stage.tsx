import { type ComponentType, Suspense, useEffect, useRef, useState } from 'react'
import type { Lang } from '~/lib/lang'
import { after } from '~/lib/timer'
import type { Words } from '~/view/words'

export type OverProps = Readonly<{ lang: Lang; words: Words; onClose: () => void }>

/** What is done to an exhibit as soon as it is there, as a hand would do it. `at`: a selector. */
export type Step = Readonly<{ at: string; act: (element: HTMLElement, lang: Lang) => void }>

/** An exhibit that takes the page for itself: it lies over it, has the focus, or stands at its end. */
export type Over = Readonly<{
  name: string
  /** Where there is such a thing; both unless told. */
  device?: 'pc'
  Show: ComponentType<OverProps>
  steps?: readonly Step[]
  /** A selector of what is there once nothing more comes. */
  shown: string
}>

/** The address of an exhibit on the gallery's page. */
export const hashOf = (name: string): string => `#${name.replace(/ /g, '-')}`

/** In a frame nothing takes the focus from the page around it, until a hand or a key has come into it. */
function leaveFocus(): null {
  if (window.parent === window || leavesFocus) return null
  leavesFocus = true
  const restore = [still(HTMLElement.prototype, 'focus'), still(HTMLInputElement.prototype, 'select')]
  const give = () => {
    for (const one of restore) one()
    for (const type of COMES_IN) window.removeEventListener(type, give, true)
  }
  for (const type of COMES_IN) window.addEventListener(type, give, true)
  return null
}

/** Has what elements of this sort can do do nothing; returns what ends that. */
function still(sort: object, name: string): () => void {
  const own = Object.getOwnPropertyDescriptor(sort, name)
  Object.defineProperty(sort, name, { value: () => {}, configurable: true })
  // newer engines have it with all elements
  return () => void (own ? Object.defineProperty(sort, name, own) : Reflect.deleteProperty(sort, name))
}

const COMES_IN = ['pointerdown', 'keydown'] as const
let leavesFocus = false

/** The page with this one exhibit. `data-stage` says `shown` once all of it is there. */
export function Stage({ over, lang, words }: Readonly<{ over: Over; lang: Lang; words: Words }>) {
  const { name, Show } = over
  const [isOpen, setIsOpen] = useState(true)
  // before what is in it: effects of the inside run first
  useState(leaveFocus)
  const isShown = useSteps(isOpen, over, lang)
  return (
    <main
      data-stage={isOpen && isShown ? 'shown' : 'coming'}
      data-name={hashOf(name).slice(1)}
      className="relative h-viewport overflow-hidden bg-surface"
    >
      {isOpen ? (
        <Suspense>
          <Show lang={lang} words={words} onClose={() => setIsOpen(false)} />
        </Suspense>
      ) : (
        <button type="button" onClick={() => setIsOpen(true)} className="min-h-11 px-3 text-link underline">
          {name}
        </button>
      )}
    </main>
  )
}

/** Takes the steps, each once what it needs is there. Says whether all are taken, and what they lead to has come. */
function useSteps(isOpen: boolean, { steps = [], shown }: Over, lang: Lang): boolean {
  const [isShown, setIsShown] = useState(false)
  const latest = useRef({ steps, shown })
  useEffect(() => {
    if (!isOpen) return undefined
    const { steps, shown } = latest.current
    let done = 0
    const go = () => {
      for (let next = steps[done]; next; next = steps[done]) {
        const element = document.querySelector<HTMLElement>(next.at)
        if (!element) return
        done += 1
        next.act(element, lang)
      }
      setIsShown(document.querySelector(shown) !== null)
    }
    const observer = new MutationObserver(go)
    // a task later: what React mounts twice in development is pressed once
    const callOff = after(0, () => {
      observer.observe(document.body, { childList: true, subtree: true, characterData: true })
      go()
    })
    return () => {
      callOff()
      observer.disconnect()
    }
  }, [isOpen, lang])
  return isShown
}
