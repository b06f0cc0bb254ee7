import { useEffect } from 'react'
import { useStore } from 'zustand'
import { useDesk } from './DeskContext'

/** Names the conversation in front in the entry of the history: the address stays as it is, and a reload shows the same. */
const MARK = 'jhMember'
/** That entry is one further than the list: Back leads there. */
const STEP = 'jhStep'

/** Px from which on both have room: `--breakpoint-desk`. */
export const BESIDE = 760

const stateOf = () => Object(history.state) as Record<string, unknown>
const memberIn = (): string | null => {
  const { [MARK]: id } = stateOf()
  return typeof id === 'string' ? id : null
}

/** Where list and conversation stand side by side there is nothing to go back to. */
const isStacked = () => window.innerWidth < BESIDE

/** Keeps the browser's history in step with the conversation in front: Back leads to the list where it lies under it. */
export function useFront(): void {
  const { store, open } = useDesk()
  const front = useStore(store, (state) => state.open)
  useEffect(() => {
    const show = () => open(memberIn())
    show()
    window.addEventListener('popstate', show)
    return () => window.removeEventListener('popstate', show)
  }, [open])
  useEffect(() => {
    // what the history told just now has not been drawn yet
    if (front !== store.getState().open || front === memberIn()) return
    const isStep = stateOf()[STEP] === true
    if (front === null && isStep) history.back()
    else if (front !== null && memberIn() === null && isStacked())
      history.pushState({ ...stateOf(), [MARK]: front, [STEP]: true }, '')
    else history.replaceState({ ...stateOf(), [MARK]: front }, '')
  }, [front, store])
}
