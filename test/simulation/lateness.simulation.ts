import { expect, test } from 'vitest'
import { LATEST_COMMIT } from '~/domain/sweep'
import { draw } from './document'
import { lostOfLate } from './lateness'
import { plot } from './plot'

const LAGS = [0, 4_000, ...Array.from({ length: 12 }, (_, i) => (i + 1) * 30_000)]

test('which rows that come late are lost', { timeout: 3_600_000 }, async () => {
  const series = async (variant: 'delivered only' | 'product', perMinute: number, seeds: number) => {
    const points: [number, number][] = []
    for (const lag of LAGS) {
      points.push([lag / 1000, await lostOfLate(variant, perMinute, lag, { seeds })])
    }
    return points
  }
  const polls = await series('delivered only', 18, 5)
  const busy = await series('product', 18, 5)
  const flood = await series('product', 100, 1)
  for (const [i, lag] of LAGS.entries()) {
    console.log([lag / 1000, polls[i]?.[1], busy[i]?.[1], flood[i]?.[1]].join('\t'))
  }
  const early = [...busy, ...flood].filter(([seconds]) => seconds * 1000 <= LATEST_COMMIT)
  expect(early.filter(([, lost]) => lost > 0)).toEqual([])
  draw(
    'lateness.svg',
    plot({
      title: 'Rows that become visible late: which of them are never shown',
      x: 'seconds between its stamp and its becoming visible',
      y: 'lost, %',
      marks: [
        [163, 'latest in the documented samples'],
        [LATEST_COMMIT / 1000, 'W'],
      ],
      series: [
        ['polls only', polls],
        ['product, 100 messages a min', flood],
        ['product, 18 messages a min', busy],
      ],
    }),
  )
})
