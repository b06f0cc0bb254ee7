import { PAIR } from '~test/builders'
import { draw } from '~/mocks/random'
import { shownIn } from '~/store/selectors'
import { sendText } from '~/sync/send'
import { aStorage, openClient } from '~test/property/client'
import { createServerModel, PLAIN_SERVER } from '~test/property/server'
import { createVirtualTime } from '~test/property/virtualTime'
import { aTalk, chance } from './talk'
import { fail, LATENCY, START } from './variants'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const LOST_ACKS = 0.08

/**
 * A day of a member's phone. Twelve hours, each of them ten minutes of talk, half of its texts identical, then ten minutes open and
 * idle, then in the pocket while the other side goes on a little and reads; then a night in the pocket. Of the sends 8 % are stored and their acknowledgement is lost; a tenth of the
 * other side's rows becomes visible up to 163 s late.
 */
export async function liveDay(seed = 1) {
  const time = createVirtualTime(START)
  const server = createServerModel(PLAIN_SERVER, time.now, PAIR.me.id, PAIR.peer.id)
  const { storage } = aStorage()
  const client = openClient({
    time,
    server,
    pair: PAIR,
    device: 'phone',
    storage,
    random: chance(seed),
    complain: fail,
  })
  client.setMood({ latency: LATENCY })
  const figures = { said: 0, heard: 0, lostAcks: 0, doubled: 0, lost: 0, falselyFailed: 0, longestDoubt: 0 }
  const doubts = new Map<string, number>()
  const failed = new Set<string>()
  client.store.subscribe(({ outbox }, before) => {
    if (outbox === before.outbox) return
    const inDoubt = new Set<string>()
    for (const { localId, state } of outbox) {
      if (state.phase === 'failed' && client.posts.get(localId)) failed.add(localId)
      if (state.phase !== 'unknown') continue
      inDoubt.add(localId)
      if (!doubts.has(localId)) doubts.set(localId, time.now())
    }
    for (const [localId, since] of doubts) {
      if (inDoubt.has(localId)) continue
      figures.longestDoubt = Math.max(figures.longestDoubt, time.now() - since)
      doubts.delete(localId)
    }
  })
  const isMine = ({ mine }: Readonly<{ mine: boolean }>) => mine

  try {
    for (let hour = 0; hour < 24; hour += 1) {
      if (hour >= 12) {
        await time.pass(HOUR)
        continue
      }
      client.show()
      const began = time.now()
      const pace = { minutes: 10, perMinute: 10, late: { share: 0.1, from: 0, to: 163_000 } }
      for (const { at, mine, text, lag } of aTalk(pace, seed * 1000 + hour)) {
        await time.pass(began + at - time.now())
        const content = draw(seed, `same ${hour} ${text}`) < 0.5 ? '好的' : `${hour}/${text}`
        if (mine) {
          const isLost = draw(seed, `ack ${hour} ${text}`) < LOST_ACKS
          // some break off at once, some are given up after 15 s
          if (isLost)
            client.setMood({ lostAcks: 1, lostAfter: draw(seed, `break ${hour} ${text}`) < 0.5 ? 0 : 15_000 })
          sendText(client.chat, content)
          figures.said += 1
          figures.lostAcks += isLost ? 1 : 0
        } else {
          server.says(false, content, lag)
          figures.heard += 1
        }
        const shown = shownIn(client.store.getState()).filter(isMine).length
        figures.doubled = Math.max(figures.doubled, shown - figures.said)
      }
      await time.pass(began + 20 * MINUTE - time.now())
      client.hide()
      for (let i = 0; i < 8; i += 1) {
        await time.pass(5 * MINUTE)
        server.says(false, '在吗？')
        server.reads()
        figures.heard += 1
      }
    }
    client.show()
    await time.pass(5 * MINUTE)
    const state = client.store.getState()
    const shown = new Set(client.ids())
    figures.lost = server.rows().filter(({ id }) => !shown.has(id)).length
    figures.lost += figures.said + figures.heard - server.rows().length
    figures.doubled = Math.max(figures.doubled, shownIn(state).length - figures.said - figures.heard)
    figures.falselyFailed = failed.size
    const requests = client.asked.length
    client.close()
    return { ...figures, left: state.outbox.length, requests }
  } finally {
    time.restore()
  }
}
