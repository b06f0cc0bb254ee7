import { describe, expect, test } from 'vitest'
import { judgeAlert, type Moment, type News, type Situation, titleOf } from '~/domain/desk/alerts'
import { ALERT_DEFAULTS, type AlertSettings, alertSettingsOf, isQuiet } from '~/domain/desk/alertSettings'
import { T } from '~test/builders'

/** One new message of a member whom nobody looks at, in the tab that alerts, with everything switched on, at noon. */
const judge = (
  news: Partial<News> = {},
  situation: Partial<Situation> = {},
  settings: Partial<AlertSettings> = {},
  now: Partial<Moment> = {},
) =>
  judgeAlert(
    { id: '200', count: 1, at: T, first: false, ...news },
    { isLooking: false, isMuted: false, alerts: true, told: null, lastSoundAt: null, ...situation },
    { ...ALERT_DEFAULTS, notifications: true, ...settings },
    { elapsed: 60_000, minute: 12 * 60, ...now },
  )
const BOTH = { sound: true, notify: true }
const NOTHING = { sound: false, notify: false }

describe('news', () => {
  test('are heard and shown', () => {
    expect(judge()).toEqual(BOTH)
  })
  test('are nothing on the first load', () => {
    expect(judge({ first: true })).toEqual(NOTHING)
  })
  test('are nothing where nothing is unread', () => {
    expect(judge({ count: 0 })).toEqual(NOTHING)
  })
  test.each<[string, Partial<Situation>]>([
    ['in front of the user', { isLooking: true }],
    ['in a conversation that was put away', { isMuted: true }],
    ['in a tab that is not the one', { alerts: false }],
  ])('%s are nothing', (_, situation) => {
    expect(judge({}, situation)).toEqual(NOTHING)
  })
  test('that one was told of are none any more', () => {
    expect(judge({}, { told: { at: T, count: 1 } })).toEqual(NOTHING)
  })
  test('are a newer message, and one that came late or shares the time of another one', () => {
    expect(judge({ at: T + 1 }, { told: { at: T, count: 1 } })).toEqual(BOTH)
    expect(judge({ at: T, count: 2 }, { told: { at: T, count: 1 } })).toEqual(BOTH)
    expect(judge({ at: T - 1, count: 2 }, { told: { at: T, count: 1 } })).toEqual(BOTH)
  })
  test('are heard once in 3 s, and shown each time', () => {
    const after = (ms: number) => judge({}, { lastSoundAt: 60_000 - ms })
    expect([after(2_999), after(3_000)]).toEqual([{ sound: false, notify: true }, BOTH])
  })
  test('are not heard where the sound is off, or at no volume, and not shown where nobody wants that', () => {
    expect(judge({}, {}, { sound: 'off' })).toEqual({ sound: false, notify: true })
    expect(judge({}, {}, { volume: 0 })).toEqual({ sound: false, notify: true })
    expect(judge({}, {}, { notifications: false })).toEqual({ sound: true, notify: false })
  })
  test('are nothing in quiet hours', () => {
    const quiet = { from: 12 * 60, to: 13 * 60 }
    expect(judge({}, {}, { quiet })).toEqual(NOTHING)
    expect(judge({}, {}, { quiet }, { minute: 13 * 60 })).toEqual(BOTH)
  })
})

const at = (time: string) => {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return hour * 60 + minute
}

test.each([
  ['09:00', '18:00', ['08:59', '18:00'], ['09:00', '17:59']],
  ['22:00', '08:00', ['21:59', '08:00', '12:00'], ['22:00', '23:59', '00:00', '07:59']],
  ['00:00', '23:59', ['23:59'], ['00:00', '23:58']],
  ['08:00', '08:00', ['07:59', '08:00', '20:00'], []],
])('quiet from %s to %s', (from, to, loud, quiet) => {
  const isQuietAt = (time: string) => isQuiet({ from: at(from), to: at(to) }, at(time))
  expect(loud.filter(isQuietAt)).toEqual([])
  expect(quiet.filter(isQuietAt)).toEqual(quiet)
})

test('nobody who has set no quiet hours has any', () => {
  expect(isQuiet(null, 0)).toBe(false)
})

describe('settings', () => {
  test('are read as they were kept', () => {
    const kept: AlertSettings = {
      sound: 'knock',
      volume: 0,
      notifications: true,
      content: true,
      quiet: { from: 1320, to: 0 },
    }
    expect(alertSettingsOf(JSON.parse(JSON.stringify(kept)))).toEqual(kept)
    expect(alertSettingsOf({ ...kept, sound: 'off' }).sound).toBe('off')
  })
  test.each([[null], ['x'], [7], [[]], [{}]])('are the defaults where %j is kept', (kept) => {
    expect(alertSettingsOf(kept)).toEqual(ALERT_DEFAULTS)
  })
  test.each<[string, Record<string, unknown>]>([
    ['a sound that there is not', { sound: 'toString' }],
    ['a volume beyond the loudest', { volume: 1.1 }],
    ['a volume below none', { volume: -0.1 }],
    ['a volume that is none', { volume: null }],
    ['a yes that is none', { notifications: 'true', content: 1 }],
    ['quiet hours with no end', { quiet: { from: 0 } }],
    ['quiet hours beyond the day', { quiet: { from: 0, to: 1440 } }],
    ['quiet hours before the day', { quiet: { from: -1, to: 60 } }],
    ['quiet hours within minutes', { quiet: { from: 0.5, to: 60 } }],
  ])('with %s keep the rest', (_, damaged) => {
    const kept = { ...ALERT_DEFAULTS, sound: 'drop', volume: 0.3, ...damaged }
    const clean = Object.fromEntries(Object.keys(damaged).map((key) => [key, undefined]))
    expect(alertSettingsOf(kept)).toEqual(alertSettingsOf({ ...kept, ...clean }))
    expect(alertSettingsOf(kept)).toMatchObject({
      sound: 'sound' in damaged ? 'chime' : 'drop',
      volume: 'volume' in damaged ? 0.6 : 0.3,
      notifications: false,
      content: false,
      quiet: null,
    })
  })
  test('ask nobody for notifications, and show nobody what was written', () => {
    expect(ALERT_DEFAULTS).toMatchObject({ notifications: false, content: false })
  })
})

test('the title tells how many messages wait, as far as one takes that in', () => {
  expect([0, 1, 99, 100, 5_000].map((total) => titleOf(total, '会话'))).toEqual([
    '会话',
    '(1) 会话',
    '(99) 会话',
    '(99+) 会话',
    '(99+) 会话',
  ])
})
