import * as v from 'valibot'
import type { Channel } from '~/lib/channel'
import { after } from '~/lib/timer'
import type { Surroundings } from './startSync'

/** A tab that is asked whether it leads, and is seen, has this long (ms) to say so. */
const ANSWER_WITHIN = 300
/** A leader that says nothing for so long (ms) is asked whether it is still there: it tells of every answer it gets. */
const QUIET = 40_000

export type Lead = ReturnType<typeof shareLead>

type Hands = Readonly<{
  /** This tab leads from now on, or follows. */
  leads: () => void
  follows: () => void
  /** What another tab says; false where nobody of ours can have said it. */
  hear: (message: unknown) => boolean
}>

/**
 * One tab of this name leads, the others follow: the one that holds a lock. A tab that becomes visible takes the lock from a
 * hidden one. The channel is closed while the page stands still: an open one, or a held lock, keeps it out of the back/forward
 * cache.
 */
export function shareLead(
  {
    locks,
    openChannel,
    page,
  }: Record<'locks', NonNullable<Surroundings['locks']>> &
    Record<'openChannel', NonNullable<Surroundings['openChannel']>> &
    Pick<Surroundings, 'page'>,
  name: string,
  hands: Hands,
) {
  let channel: Channel | null = null
  let release: (() => void) | null = null
  let callOff: (() => void) | null = null
  let leads = false
  let claims = false
  /** There is another tab of this name, or was: each that opens asks who is there, and a lock is stolen from somebody. */
  let met = false

  const post = (message: unknown) => channel?.post(message)
  const wait = (ms: number, task: () => void) => {
    callOff?.()
    callOff = after(ms, () => {
      claims = false
      task()
    })
  }
  const lead = () => {
    leads = true
    callOff?.()
    hands.leads()
    post({ type: 'leading', visible: page.isVisible() })
  }
  const follow = () => {
    leads = false
    met = true
    hands.follows()
    take(false)
    listen()
  }
  const take = (steal: boolean) => {
    release?.()
    // where there is no lock to be had each tab works alone
    release = locks.take(name, { held: lead, lost: follow, refused: lead }, steal)
  }
  const steal = () => {
    if (leads) return
    met = true
    take(true)
  }
  /** Whoever leads and is seen may go on; else we lead. */
  const claim = () => {
    if (leads) return
    post({ type: 'who' })
    wait(ANSWER_WITHIN, steal)
    claims = true
  }
  const listen = () => {
    claims = false
    wait(QUIET, () => (page.isVisible() ? claim() : listen()))
  }

  const hear = (message: unknown) => {
    const turn = v.safeParse(Turn, message)
    if (!turn.success && !hands.hear(message)) return
    met = true
    if (turn.success && turn.output.type === 'here') return
    const isSeenLeader = turn.success && turn.output.type === 'leading' && turn.output.visible
    // a leader that nobody sees goes on telling; only one that is seen keeps the lock
    if (!leads && (!claims || isSeenLeader)) listen()
    if (!turn.success) return
    const { output } = turn
    if (output.type === 'who') {
      post(leads && page.isVisible() ? { type: 'leading', visible: true } : { type: 'here' })
    } else if (output.type === 'leading' && !output.visible && page.isVisible()) {
      // the lock went to a tab that nobody sees
      claim()
    }
  }

  const open = () => {
    channel = openChannel(name, hear)
    hands.follows()
    take(false)
    if (page.isVisible()) claim()
    else {
      post({ type: 'who' })
      listen()
    }
  }
  const close = () => {
    callOff?.()
    release?.()
    channel?.close()
    release = null
    channel = null
    leads = false
  }

  open()
  const stopWatching = page.watch((event) => {
    if (event === 'frozen') close()
    else if (!channel) {
      // a page that is put into the cache is hidden after it is frozen
      if (event !== 'hidden') open()
    } else if (event === 'shown') claim()
    else if (event === 'hidden' && leads) post({ type: 'leading', visible: false })
  })
  return {
    post,
    /** Whether nobody listens, as far as this tab has heard. */
    isAlone: () => !met,
    leads: () => leads,
    /** Takes the lead from whoever has it. */
    steal,
    /** Takes it unless a tab that is seen has it. */
    claim,
    stop: () => {
      stopWatching()
      close()
    },
  }
}

const Turn = v.variant('type', [
  v.object({ type: v.picklist(['who', 'here']) }),
  v.object({ type: v.literal('leading'), visible: v.boolean() }),
])
