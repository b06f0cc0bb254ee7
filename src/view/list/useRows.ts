import { useEffect, useMemo, useState } from 'react'
import { rememberingTimeline } from '~/domain/timeline'
import { after } from '~/lib/timer'
import { type Shown, shownIn } from '~/store/selectors'
import { useChatState } from '~/view/ChatContext'
import { dayOf } from '~/view/timeLabel'
import { type Rows, rowsFrom } from './rows'

/** What stands in the list, with its times and groups; the same entries for what did not change while the `zone` is one. */
export function useRows(zone: number): Rows {
  const log = useChatState((state) => state.log)
  const outbox = useChatState((state) => state.outbox)
  const claims = useChatState((state) => state.claims)
  const opened = useChatState((state) => state.opened)
  const [timeline] = useState(() => rememberingTimeline<Shown>(dayOf))
  return useMemo(
    () => rowsFrom(timeline(shownIn({ log, outbox }), zone), claims, opened),
    [timeline, log, outbox, claims, opened, zone],
  )
}

/** Milliseconds beyond midnight: timers may be early. */
const MARGIN = 1_000
/** The date is looked at this often: a timer until midnight stands still while a computer sleeps. */
const LOOK = 60_000

/** An instant of today, true UTC ms, and how far the device's zone is from UTC, minutes. */
type Today = Readonly<{ today: number; zone: number }>

/**
 * Today by `now`; changes at local midnight, so that 今天 becomes 昨天, with the device's zone, and with `told`: once a server has
 * told the time, the device's own idea of it does not count.
 */
export function useToday(now: () => number, told: boolean): Today {
  const [today, setToday] = useState(() => todayAt(now()))
  useEffect(
    () => (told ? after(0, () => setToday((today) => unlessSame(today, todayAt(now())))) : undefined),
    [told, now],
  )
  useEffect(() => {
    let callOff = () => {}
    const look = () => {
      const midnight = new Date(now()).setHours(24, 0, 0, 0)
      callOff = after(Math.min(LOOK, midnight - now() + MARGIN), () => {
        setToday((today) => unlessSame(today, todayAt(now())))
        look()
      })
    }
    look()
    return () => callOff()
    // told: how long it is until midnight is another matter then
  }, [told, now])
  return today
}

const todayAt = (now: number): Today => ({ today: now, zone: new Date(now).getTimezoneOffset() })

/** `before`, unless `now` is another day or in another zone: nothing has to be drawn anew then. */
const unlessSame = (before: Today, now: Today) =>
  dayOf(before.today) === dayOf(now.today) && before.zone === now.zone ? before : now
