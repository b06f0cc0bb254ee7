import { useEffect, useMemo, useState } from 'react'
import { rememberingTimeline } from '~/domain/timeline'
import { after } from '~/lib/timer'
import { type Shown, shownIn } from '~/store/selectors'
import { useChatState } from '~/view/ChatContext'
import { dayOf } from '~/view/timeLabel'
import { type Rows, rowsFrom } from './rows'

/** What stands in the list, with its times and groups; the same entries for what did not change. */
export function useRows(): Rows {
  const log = useChatState((state) => state.log)
  const outbox = useChatState((state) => state.outbox)
  const claims = useChatState((state) => state.claims)
  const opened = useChatState((state) => state.opened)
  const [timeline] = useState(() => rememberingTimeline<Shown>(dayOf))
  return useMemo(
    () => rowsFrom(timeline(shownIn({ log, outbox })), claims, opened),
    [timeline, log, outbox, claims, opened],
  )
}

/** Milliseconds beyond midnight: timers may be early. */
const MARGIN = 1_000
/** The date is looked at this often: a timer until midnight stands still while a computer sleeps. */
const LOOK = 60_000

/**
 * An instant of today (true UTC ms) by `now`; changes at local midnight, so that 今天 becomes 昨天, and with `told`: once a
 * server has told the time, the device's own idea of it does not count.
 */
export function useToday(now: () => number, told: boolean): number {
  const [today, setToday] = useState(now)
  useEffect(
    () => (told ? after(0, () => setToday((today) => sameDay(today, now()))) : undefined),
    [told, now],
  )
  useEffect(() => {
    let callOff = () => {}
    const look = () => {
      const midnight = new Date(now()).setHours(24, 0, 0, 0)
      callOff = after(Math.min(LOOK, midnight - now() + MARGIN), () => {
        setToday((today) => sameDay(today, now()))
        look()
      })
    }
    look()
    return () => callOff()
    // told: how long it is until midnight is another matter then
  }, [told, now])
  return today
}

/** `before`, unless `now` is another day: nothing has to be drawn anew then. */
const sameDay = (before: number, now: number) => (dayOf(before) === dayOf(now) ? before : now)
