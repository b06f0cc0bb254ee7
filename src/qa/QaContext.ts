import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { deviceClock } from '~/lib/clock'
import type { Control, ControlOrder } from '~/mocks/control'
import type { Answer, ControlApi, Refusal } from './control'
import type { Facts } from './facts'
import type { Subject } from './subject'
import type { QaWords } from './words'

/** The world behind the page, as it was when it was last asked. */
export type WorldView = Readonly<{
  world: Control | null
  /** When that was, ms by the device's monotonic clock. */
  seenAt: number
  /** Why it did not do what it was last asked for; null: it did. */
  refusal: Refusal | null
  /** Whether it was done. */
  change: (order: ControlOrder) => Promise<boolean>
  /** Shows why something else was not done; returns whether it was. */
  heard: (answer: Readonly<{ ok: true }> | Refusal) => boolean
  /** Looks again: something else has changed it. */
  look: () => Promise<void>
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

/** Looks at the world as soon as it is wanted, at each `place` that it is wanted for, and after each change. */
export function useWorldView(control: ControlApi, isWanted: boolean, place: string): WorldView {
  const [{ world, seenAt }, setSeen] = useState<Pick<WorldView, 'world' | 'seenAt'>>({
    world: null,
    seenAt: 0,
  })
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const heard = useCallback((answer: Readonly<{ ok: true }> | Refusal) => {
    setRefusal(answer.ok ? null : answer)
    return answer.ok
  }, [])
  const see = useCallback(
    (answer: Answer<Control>) => {
      if (answer.ok) setSeen({ world: answer.data, seenAt: deviceClock.elapsed() })
      return heard(answer)
    },
    [heard],
  )
  const change = useCallback(async (order: ControlOrder) => see(await control.change(order)), [control, see])
  const look = useCallback(async () => void see(await control.look()), [control, see])
  useEffect(() => {
    if (!isWanted) return undefined
    let isOver = false
    void control.look().then((answer) => {
      if (!isOver) see(answer)
    })
    return () => {
      isOver = true
    }
  }, [control, isWanted, place, see])
  return useMemo(
    () => ({ world, seenAt, refusal, change, heard, look }),
    [world, seenAt, refusal, change, heard, look],
  )
}
