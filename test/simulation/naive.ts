import { newestDelivered } from '~/domain/cursor'
import type { Pair } from '~/domain/identity'
import { createTrueClock } from '~/lib/trueClock'
import { createChatStore } from '~/store/chatStore'
import { receive } from '~/sync/receive'
import type { Outgoing } from '~/wire/outgoing'
import type { Batch } from '~/wire/schema'
import type { ServerModel } from '~test/property/server'
import type { VirtualTime } from '~test/property/virtualTime'

const INTERVAL = 2_000

type Options = Readonly<{
  time: VirtualTime
  server: ServerModel
  pair: Pair
  latency: number
  random: () => number
  /** Acknowledged own rows go into the store like delivered ones, and so they move the cursor. */
  acksMoveIt: boolean
}>

/**
 * The design that comes to mind first, over the real store: every two seconds it asks for what came since the newest stamp in the
 * store. An acknowledged own row is shown at once; whether it also moves the cursor is what the two naive variants differ in.
 */
export function openNaive({ time, server, pair, latency, random, acksMoveIt }: Options) {
  const { clock } = time
  const store = createChatStore(pair)
  const around = {
    store,
    trueClock: createTrueClock(clock),
    tabs: { told: () => {} },
    report: () => {},
    recent: null,
  }
  const acked = new Set<string>()
  const asked: { at: number; rows: number }[] = []
  let running = true

  const under = (work: () => void) => time.after(latency * (0.5 + random()), work)
  const take = (batch: Batch) => void receive(around, batch, 0)

  const poll = () => {
    if (!running) return
    time.after(INTERVAL, poll)
    const lasttime = newestDelivered(store.getState().log)
    under(() => {
      const batch = server.poll(lasttime)
      under(() => {
        asked.push({ at: time.now(), rows: batch.rows })
        take(batch)
      })
    })
  }
  poll()

  return {
    store,
    asked,
    /** Ids of what is shown. */
    shown: (): ReadonlySet<string> => new Set([...store.getState().log.rows.map(({ id }) => id), ...acked]),
    say: (content: string) =>
      under(() => {
        const { id, wire } = server.sends({ content } as Outgoing, 0)
        under(() => {
          if (acksMoveIt) take({ messages: [wire()], rejected: 0, rows: 1, serverNow: null })
          else acked.add(id)
        })
      }),
    close: () => {
      running = false
    },
  }
}
