import dayjs from 'dayjs'
import type { Words } from './words'

/** The local day of an instant (true UTC ms): when it begins. Asked for every message, so it is not dayjs that is asked. */
export const dayOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0)

/** When a message was sent, as short as `now` allows. Both true UTC ms, shown in the device's time zone. */
export function timeLabel(at: number, now: number, { time }: Pick<Words, 'time'>): string {
  const then = dayjs(at)
  const today = dayjs(now).startOf('day')
  const daysAgo = today.diff(then.startOf('day'), 'day')
  if (daysAgo === 0) return then.format(time.today)
  if (daysAgo === 1) return then.format(time.yesterday)
  if (daysAgo > 1 && daysAgo < 7) return then.format(time.week(then.day()))
  return then.format((then.year() === today.year() ? time.year : time.older)(then.month()))
}

/** The whole time, for a hover and for screen readers. */
export const fullTime = (at: number, { time }: Pick<Words, 'time'>): string =>
  dayjs(at).format(time.full(dayjs(at).month()))
