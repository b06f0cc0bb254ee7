import { expect, test } from 'vitest'
import { liveDesk, mostWithin, type Scene } from '~test/property/desk'
import { number, table, write } from './document'

const HOUR = 60
const TIERS = ['hot', 'today', 'older'] as const
const NAMES = { hot: 'unread or active', today: 'of today', older: 'older' }

/** A conversation is open all the time, and polled every 2 s. */
const DESKS: readonly Scene[] = [
  { seed: 1, minutes: HOUR, busy: 10, today: 30, older: 40, open: 2_000 },
  { seed: 1, minutes: HOUR, busy: 20, today: 60, older: 120, open: 2_000 },
  { seed: 1, minutes: HOUR, busy: 20, today: 100, older: 880, open: 2_000 },
]

test('what an hour of a desk costs, and how late it is', { timeout: 3_600_000 }, async () => {
  const rows: (string | number)[][] = []
  for (const scene of DESKS) {
    const { busy, today, older } = scene
    const counts = { hot: busy, today, older }
    const opened = await liveDesk(scene)
    const { requests, stale, intervals } = await liveDesk({ ...scene, loaded: true, measuredFrom: 20 })
    const { delays } = await liveDesk({ ...scene, loaded: true, talks: true })
    expect(mostWithin(requests)).toBeLessThanOrEqual(180)
    for (const [i, tier] of TIERS.entries()) {
      const all = delays[tier]
      const mean = all.reduce((sum, ms) => sum + ms, 0) / Math.max(1, all.length)
      rows.push([
        i === 0 ? number(busy + today + older) : '',
        i === 0 ? number(requests.length / HOUR) : '',
        i === 0 ? number(mostWithin(requests)) : '',
        i === 0 ? seconds(opened.loadedAt) : '',
        `${counts[tier]} ${NAMES[tier]}`,
        seconds(intervals[tier]),
        seconds(stale[tier]),
        all.length === 0 ? '' : seconds(mean),
      ])
    }
  }
  const head = [
    'conversations',
    'requests a minute',
    'most in a minute',
    'all loaded after',
    'of these',
    'asked every',
    'longest unasked',
    'a message shows after, on average',
  ]
  await write('desk', table(head, rows))
})

const seconds = (ms: number) => `${number(ms / 1000, 1)} s`
