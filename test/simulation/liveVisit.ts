import { PAIR } from '~test/builders'
import type { Paces } from '~/domain/pace'
import { sendText } from '~/sync/send'
import { aStorage, openClient } from '~test/property/client'
import { createServerModel, PLAIN_SERVER } from '~test/property/server'
import { createVirtualTime } from '~test/property/virtualTime'
import { seenOf, type Visit } from './arrivals'
import type { Paced } from './paceModel'
import { chance } from './talk'
import { fail, LATENCY, START } from './variants'

/** One visit with the real store and sync; `others`: requests that are neither polls nor sweeps, sends among them. */
export async function liveVisit(
  visit: Visit,
  seed: number,
  paces?: Paces,
): Promise<Paced & Readonly<{ others: number }>> {
  const time = createVirtualTime(START)
  const server = createServerModel(PLAIN_SERVER, time.now, PAIR.me.id, PAIR.peer.id)
  for (let i = 0; i < 20; i += 1) server.says(i % 2 === 0, `${i}`, 0, START - 3_600_000 + i)
  const client = openClient({
    time,
    server,
    pair: PAIR,
    device: visit.device,
    storage: aStorage().storage,
    random: chance(seed),
    complain: fail,
    ...(paces && { paces }),
  })
  client.setMood({ latency: LATENCY })
  // whoever sees the page reads
  client.look(true)
  const waiting = new Map<string, number>()
  const delays: number[] = []
  client.store.subscribe(({ log }, before) => {
    if (log === before.log || waiting.size === 0) return
    for (const { id } of log.rows) {
      const at = waiting.get(id)
      if (at === undefined) continue
      delays.push(time.now() - at)
      waiting.delete(id)
    }
  })
  let seen = true
  let counted = 0
  const count = { polls: 0, sweeps: 0, others: 0 }
  /** Of what was asked since it was called before, counts what was while the page was seen. */
  const tally = () => {
    const asked = client.asked.slice(counted)
    counted = client.asked.length
    if (!seen) return
    for (const { what } of asked) {
      if (what === 'poll') count.polls += 1
      else if (what === 'history' || what === 'sweep') count.sweeps += 1
      else count.others += 1
    }
  }
  try {
    for (const { at, what } of visit.happenings) {
      await time.pass(START + at - time.now())
      if (what === 'theirs') {
        const id = server.says(false, `${at}`)
        if (seen) waiting.set(id, time.now())
      } else if (what === 'types') client.chat.engine.tell({ type: 'touched' })
      else if (what === 'sends') sendText(client.chat, `${at}`)
      else if (seen !== (what === 'shows')) {
        tally()
        seen = what === 'shows'
        if (seen) client.show()
        else {
          waiting.clear()
          client.hide()
        }
      }
    }
    await time.pass(START + visit.lasts - time.now())
    tally()
    client.close()
    return { delays, ...count, seen: seenOf(visit) }
  } finally {
    time.restore()
  }
}
