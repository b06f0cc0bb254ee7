import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import type { Control, ControlOrder } from '~/mocks/control'
import type { ControlApi, Refusal } from './control'
import type { Facts } from './facts'
import type { Subject } from './subject'
import type { QaWords } from './words'

/** The world behind the page, as it was when it was last asked. */
export type WorldView = Readonly<{
  world: Control | null
  /** Why it did not do what it was last asked for; null: it did. */
  refusal: Refusal | null
  /** Whether it was done. */
  change: (order: ControlOrder) => Promise<boolean>
  /** Shows why something else was not done; returns whether it was. */
  heard: (answer: Readonly<{ ok: true }> | Refusal) => boolean
}>

export type Qa = Readonly<{
  words: QaWords
  control: ControlApi
  view: WorldView
  /** What this page's address says. */
  facts: Facts
  /** The address of the world; null: the page asks a backend that is no mock. */
  address: string | null
  subjects: readonly Subject[]
  /** Loads the pages anew: what they know is no longer so. */
  reload: () => void
}>

const QaContext = createContext<Qa | null>(null)
export const QaProvider = QaContext.Provider

export function useQa(): Qa {
  const qa = useContext(QaContext)
  if (!qa) throw new Error('no QaProvider')
  return qa
}

/** Looks at the world once it is wanted, and after each change. */
export function useWorldView(control: ControlApi, isWanted: boolean): WorldView {
  const [world, setWorld] = useState<Control | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const heard = useCallback((answer: Readonly<{ ok: true }> | Refusal) => {
    setRefusal(answer.ok ? null : answer)
    return answer.ok
  }, [])
  const change = useCallback(
    async (order: ControlOrder) => {
      const answer = await control.change(order)
      if (answer.ok) setWorld(answer.data)
      return heard(answer)
    },
    [control, heard],
  )
  useEffect(() => {
    if (!isWanted) return undefined
    let isOver = false
    void control.look().then((answer) => {
      if (isOver) return
      if (answer.ok) setWorld(answer.data)
      heard(answer)
    })
    return () => {
      isOver = true
    }
  }, [control, isWanted, heard])
  return useMemo(() => ({ world, refusal, change, heard }), [world, refusal, change, heard])
}
