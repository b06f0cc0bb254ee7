import { useEffect, useState } from 'react'
import { after } from '~/lib/timer'

const MINUTE = 60_000
/** How often it is looked at (ms): how long somebody waits is told in minutes. */
const LOOK = 10_000

/** Whole minutes of `now` (ms); renders as they change. */
export function useMinute(now: () => number): number {
  const [minute, setMinute] = useState(() => Math.floor(now() / MINUTE))
  useEffect(() => {
    let callOff = () => {}
    const look = () => {
      setMinute(Math.floor(now() / MINUTE))
      callOff = after(LOOK, look)
    }
    look()
    return () => callOff()
  }, [now])
  return minute
}
