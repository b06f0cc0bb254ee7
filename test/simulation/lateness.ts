import { PAIR } from '~test/builders'
import { aStorage, openClient } from '~test/property/client'
import { createServerModel, PLAIN_SERVER } from '~test/property/server'
import { createVirtualTime } from '~test/property/virtualTime'
import { chance } from './talk'
import { fail, liveAll, START, type Variant } from './variants'

/**
 * Which share of the rows that become visible `lag` ms after their stamp a variant never shows: every tenth row of the other side is
 * such a one.
 */
export async function lostOfLate(
  variant: Variant,
  perMinute: number,
  lag: number,
  { minutes = 10, seeds = 1 } = {},
): Promise<number> {
  const late = { share: 0.1, from: lag, to: lag }
  const figures = await liveAll(variant, { server: PLAIN_SERVER, pace: { minutes, perMinute, late } }, seeds)
  return figures.late === 0 ? 0 : figures.lostLate / figures.late
}

const MINUTE = 60_000

/**
 * The same for the product and a steady talk of the other side alone, a row each `gap` ms, of which one in 5 s is late: nothing but the
 * regular sweeps looks for it, and no more rows than a page holds come in the time that a sweep looks back.
 */
export async function lostOfSteady(gap: number, lag: number): Promise<number> {
  const time = createVirtualTime(START)
  const server = createServerModel(PLAIN_SERVER, time.now, PAIR.me.id, PAIR.peer.id)
  for (let at = -10 * MINUTE; at < 0; at += gap) server.says(false, '', 0, START + at)
  const client = openClient({
    time,
    server,
    pair: PAIR,
    device: 'pc',
    storage: aStorage().storage,
    random: chance(0),
    complain: fail,
  })
  try {
    const late: string[] = []
    for (let at = 0; at < 3 * MINUTE; at += gap) {
      const isLate = Math.floor(at / 5_000) > Math.floor((at - gap) / 5_000)
      const id = server.says(false, '', isLate ? lag : 0)
      if (isLate) late.push(id)
      await time.pass(gap)
    }
    for (let at = 0; at < lag + MINUTE; at += gap) {
      server.says(false, '')
      await time.pass(gap)
    }
    const shown = new Set(client.ids())
    client.close()
    return late.filter((id) => !shown.has(id)).length / late.length
  } finally {
    time.restore()
  }
}
