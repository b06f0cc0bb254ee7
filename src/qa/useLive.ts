import { useEffect, useState } from 'react'
import { after } from '~/lib/timer'

/** Milliseconds between two looks at what lives outside of React. */
const LOOK = 500

/** What `read` tells, looked at every 500 ms for as long as it is shown. Hand in the same function for the same thing. */
export function useLive<T>(read: () => T): T {
  const [value, setValue] = useState(read)
  useEffect(() => {
    let stop = () => {}
    const look = () => {
      setValue(read())
      stop = after(LOOK, look)
    }
    look()
    return () => stop()
  }, [read])
  return value
}
