import { describe, expect, test } from 'vitest'
import {
  type Extent,
  follows,
  isAbove,
  isFar,
  isNearTop,
  jumpOf,
  landingOf,
  liftOf,
  reachesEnd,
  stillAtEnd,
} from '~/view/list/scrolling'
import { fullTime, timeLabel } from '~/view/timeLabel'
import { dayLabel } from '~/view/search/dayLabel'
import { loadWords } from '~/view/words'
import { en } from '~/view/words.en'
import { searchWords } from '~/view/words.search'
import { zh } from '~/view/words.zh'

const local = (text: string) => new Date(text).getTime()

describe('a time', () => {
  const now = local('2026-11-20T10:00:00')
  test.each([
    ['2026-11-20T00:00:00', '00:00'],
    ['2026-11-19T23:59:00', '昨天 23:59'],
    ['2026-11-18T08:05:00', '星期三 08:05'],
    ['2026-11-14T08:05:00', '星期六 08:05'],
    ['2026-11-13T08:05:00', '11月13日 08:05'],
    ['2026-01-02T08:05:00', '1月2日 08:05'],
    ['2025-12-31T08:05:00', '2025年12月31日 08:05'],
    // a message from the future, by a wrong clock
    ['2026-11-21T08:05:00', '11月21日 08:05'],
  ])('of %s reads %s', (at, label) => expect(timeLabel(local(at), now, zh)).toBe(label))

  test('reads naturally in English', () => {
    expect(timeLabel(local('2026-11-19T23:59:00'), now, en)).toBe('Yesterday 23:59')
    expect(timeLabel(local('2026-11-18T08:05:00'), now, en)).toBe('Wednesday 08:05')
    expect(fullTime(local('2026-11-18T08:05:09'), en)).toBe('Nov 18, 2026 08:05:09')
    expect(timeLabel(local('2026-01-02T08:05:00'), now, en)).toBe('Jan 2 08:05')
    expect(timeLabel(local('2025-12-31T08:05:00'), now, en)).toBe('Dec 31, 2025 08:05')
  })

  test.each([
    ['2026-03-02T08:05:00', '3月2日', 'Mar 2'],
    ['2025-12-31T23:59:00', '2025年12月31日', 'Dec 31, 2025'],
  ])('of %s is the day %s, %s', (at, chinese, english) => {
    expect(dayLabel(local(at), now, searchWords('zh-CN'))).toBe(chinese)
    expect(dayLabel(local(at), now, en.parts.search)).toBe(english)
  })

  test('names the month as the language does: dayjs would name it in English', () => {
    const months = 'Jan. Feb. März April Mai Juni Juli Aug. Sept. Okt. Nov. Dez.'.split(' ')
    const time = { ...en.time, year: (month: number) => `D. [${months[month]}], HH:mm` }
    expect(timeLabel(local('2026-03-02T08:05:00'), now, { time })).toBe('2. März, 08:05')
    expect(timeLabel(local('2026-10-02T08:05:00'), now, { time })).toBe('2. Okt., 08:05')
  })
})

const at = (scrollTop: number, scrollHeight = 2000, clientHeight = 500, clientWidth = 390): Extent => ({
  scrollTop,
  scrollHeight,
  clientHeight,
  clientWidth,
  // the bars above and below the list take 200 px
  visibleHeight: clientHeight + 200,
})

describe('following the end', () => {
  test('begins within 80 px of it and ends beyond 120', () => {
    expect(follows(false, at(1000), at(1421), false)).toBe(true)
    expect(follows(false, at(1000), at(1419), false)).toBe(false)
    expect(follows(true, at(1500), at(1381), false)).toBe(true)
    expect(follows(true, at(1500), at(1379), false)).toBe(false)
  })
  test('does not end because the content grew', () => {
    expect(follows(true, at(1500), at(1500, 2600), false)).toBe(true)
    expect(follows(true, at(1500), at(1400, 2600), false)).toBe(true)
  })
  test('ends when the reader moves up while the content grows, and moves about further up', () => {
    expect(follows(true, at(1500), at(1400, 2600), true)).toBe(false)
    expect(follows(true, at(1000), at(1050), false)).toBe(false)
  })
  test('begins at once where the reader leaps to the end, though rows turn out to be higher', () => {
    expect(reachesEnd(at(0), at(1500, 2014))).toBe(true)
    expect(reachesEnd(at(0), at(1490, 2014))).toBe(false)
  })
  test('is far away beyond one and a half views, and near the top within 400 px', () => {
    expect([isFar(at(749)), isFar(at(751))]).toEqual([true, false])
    expect([isNearTop(at(399)), isNearTop(at(400))]).toEqual([true, false])
  })
  test('goes on for somebody who comes back to no more than 120 px of news', () => {
    expect([stillAtEnd(at(1380)), stillAtEnd(at(1379))]).toEqual([true, false])
  })
})

describe('news', () => {
  test.each([
    ['bring the end into view', { away: false, tall: null }, 'end'],
    ['taller than the view are shown from their top', { away: false, tall: 'a' }, { top: 'a' }],
    ['that came while nobody looked move nothing', { away: true, tall: 'a' }, 'stay'],
  ] as const)('%s', (_, arrival, landing) => expect(landingOf(arrival)).toEqual(landing))
  test('are reached by the button: first what was not seen, then the end', () => {
    expect(jumpOf('a', null)).toBe('a')
    expect(jumpOf('b', 'a')).toBe(null)
    expect(jumpOf(null, null)).toBe(null)
  })
})

describe('a view of another size', () => {
  test('keeps its bottom line over the keyboard of a phone', () => {
    expect(liftOf(at(500), at(500, 2000, 200), 'phone')).toBe(-300)
    expect(liftOf(at(500, 2000, 200), at(500), 'phone')).toBe(300)
  })
  test('keeps its first message when there are more lines to write in', () => {
    expect(liftOf(at(500), { ...at(500, 2000, 480), visibleHeight: 700 }, 'phone')).toBe(0)
  })
  test('keeps its first message when it turns, and on a PC', () => {
    expect(liftOf(at(500), at(500, 2000, 200, 700), 'phone')).toBe(0)
    expect(liftOf(at(500), at(500, 2000, 200), 'pc')).toBe(0)
  })
})

test('a change is above what is held where only its distance from the start is another', () => {
  expect(isAbove({ at: 3, count: 10 }, { at: 53, count: 60 })).toBe(true)
  expect(isAbove({ at: 3, count: 10 }, { at: 3, count: 11 })).toBe(false)
  expect(isAbove({ at: 3, count: 10 }, { at: 4, count: 12 })).toBe(false)
  expect(isAbove({ at: -1, count: 10 }, { at: 2, count: 13 })).toBe(false)
})

test('each language has its words', async () => {
  expect(await loadWords('zh-CN')).toBe(zh)
  expect(await loadWords('en')).toBe(en)
})
