import dayjs from 'dayjs'
import type { SearchWords } from '~/view/words.search'

/** The day of an instant, with the year where it is not this one. Both true UTC ms. */
export function dayLabel(
  at: number,
  now: number,
  { day, dayOfYear }: Pick<SearchWords, 'day' | 'dayOfYear'>,
): string {
  const then = dayjs(at)
  return then.format((then.isSame(now, 'year') ? day : dayOfYear)(then.month()))
}
