import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { loadAgain } from '~/lib/loadAgain'
import { after } from '~/lib/timer'
import type { SearchPanel } from './SearchPanel'

/** Milliseconds for which it is told that the search could not be loaded. */
const TOLD_FOR = 5_000

const loadPanel = loadAgain(() => import('./SearchPanel'))

export type Search = Readonly<{
  phase: 'closed' | 'loading' | 'failed' | 'open'
  /** null until it was loaded: few visits search, so it is no part of the first load. */
  Panel: typeof SearchPanel | null
  /** What leads to it, and gets the focus back. */
  button: RefObject<HTMLButtonElement | null>
  toggle: () => void
  /** The focus goes back to the button, unless it has gone on (`leaving`). */
  close: (leaving?: boolean) => void
}>

/** Opens and closes the search. Where it does not arrive the page goes on without, and the next tap tries again. */
export function useSearch(): Search {
  const [Panel, setPanel] = useState<typeof SearchPanel | null>(null)
  const [phase, setPhase] = useState<Search['phase']>('closed')
  const button = useRef<HTMLButtonElement>(null)

  const close = useCallback((leaving = false) => {
    setPhase('closed')
    if (!leaving) button.current?.focus()
  }, [])
  const open = () => {
    if (Panel) return setPhase('open')
    setPhase('loading')
    return void loadPanel().then(
      (module) => {
        setPanel(() => module.SearchPanel)
        setPhase('open')
      },
      () => setPhase('failed'),
    )
  }
  useEffect(() => (phase === 'failed' ? after(TOLD_FOR, () => setPhase('closed')) : undefined), [phase])
  const toggle = () => {
    if (phase === 'open') close()
    else if (phase !== 'loading') open()
  }
  return { phase, Panel, button, toggle, close }
}
