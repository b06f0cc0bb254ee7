import { expect, test } from 'vitest'
import { number, percent, table, write } from './document'
import { PLAIN_SERVER } from '~test/property/server'
import { liveAll, type Setting, VARIANTS } from './variants'

/** Talks a line of the table; each line is the same talks. */
const SEEDS = Number(process.env['SEEDS'] ?? 60)
const MINUTES = 30

const MEANS = {
  naive: 'newest stamp in the store, own acknowledgements included',
  'delivered only': 'only what was delivered moves the cursor',
  product: 'the same and the sweep',
} as const

const SERVERS: readonly (readonly [string, Setting['server']])[] = [
  ['`>`', PLAIN_SERVER],
  ['`>=`', { ...PLAIN_SERVER, pollBoundary: '>=', historyBoundary: '<=' }],
]

test('what the designs lose', { timeout: 3_600_000 }, async () => {
  const rows: (string | number)[][] = []
  let messages = 0
  let lost = 0
  for (const isOrderly of [true, false]) {
    for (const [boundary, server] of SERVERS) {
      const setting: Setting = {
        server: { ...server, grain: isOrderly ? 1 : 1_000 },
        pace: {
          minutes: MINUTES,
          perMinute: 18.3,
          late: isOrderly ? { share: 0, from: 0, to: 0 } : { share: 0.1, from: 0, to: 163_000 },
        },
      }
      for (const variant of VARIANTS) {
        const f = await liveAll(variant, setting, SEEDS)
        messages = f.messages
        const isProduct = variant === 'product'
        if (isProduct) lost += f.lost + f.stale + f.doubled
        rows.push([
          `${boundary} ${isOrderly ? 'orderly' : 'late and tied'}`,
          MEANS[variant],
          percent(f.lost, f.messages),
          percent(isProduct ? f.stale : f.staleRows, f.read),
          f.doubled,
          number(f.polls / f.minutes, 1),
          number(f.sweeps / f.minutes, 1),
        ])
      }
    }
  }
  expect(lost).toBe(0)
  const head = ['server', 'design', 'lost, %', 'receipts stale, %', 'doubled', 'polls a min', 'sweeps a min']
  await write(
    'losses',
    `${SEEDS} talks of ${MINUTES} min, ${number(messages)} messages a line.\n\n${table(head, rows)}`,
  )
})
