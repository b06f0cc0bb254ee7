import { otherRole, type Pair } from '~/domain/identity'
import type { Clock } from '~/lib/clock'
import { createTrueClock } from '~/lib/trueClock'
import { createChatStore } from '~/store/chatStore'
import type { Chat } from '~/sync/chat'
import { createEngine } from '~/sync/engine'
import { newHabits } from '~/sync/history'
import { delivered, NOW, type Said } from './samples'

export type Me = Pair['me']['role']

const IDLE = () => {}

/** Of an app of its own: what is kept for its salesperson is nobody's. */
const pairOf = (me: Me): Pair => ({
  appid: 'GALLERY',
  me: { id: me === 'SALER' ? '2' : '200', role: me },
  peer: { id: me === 'SALER' ? '200' : '2', role: otherRole(me) },
})

/** A backend that answers nothing. */
const SILENCE = new Proxy({}, { get: () => () => new Promise(IDLE) }) as Chat['api']

const CLOCK: Clock = { wall: () => NOW, elapsed: () => 0 }

type Options = Readonly<{
  me: Me
  device: 'phone' | 'pc'
  said: readonly Said[]
  older: 'more' | 'end'
  journal?: Chat['journal']
}>

const NOTHING_ASKED: Chat['journal'] = { polls: [], history: [] }

/** A conversation in which nothing happens any more: it has no server, and its clock stands. */
export function sampleChat({ me, device, said, older, journal = NOTHING_ASKED }: Options): Chat {
  const pair = pairOf(me)
  const store = createChatStore(pair)
  const trueClock = createTrueClock(CLOCK)
  const { generation } = store.getState()
  const rows = said.map((one, i) => delivered(`sample-${i}`, one, pair))
  store.merge(rows, 0, generation)
  store.setOlder(older, generation)
  let ids = 0
  return {
    api: SILENCE,
    store,
    clock: CLOCK,
    trueClock,
    engine: createEngine(store, { clock: CLOCK, trueClock, device, visible: true }),
    habits: newHabits(),
    journal,
    recent: null,
    tabs: { told: IDLE },
    files: {} as Chat['files'],
    // never ends
    upload: () => new Promise(IDLE),
    told: {
      me: { nickname: '', avatar: '' },
      peer: { nickname: '', avatar: '' },
      channel: 'PC',
      topic: 'theirs',
    },
    report: IDLE,
    random: () => 0.5,
    newId: () => `sample-id-${(ids += 1)}`,
  }
}
