import { reserveOf } from '~/domain/desk/budget'
import { isListed } from '~/domain/desk/contacts'
import { BOUNDS } from '~/domain/desk/intervals'
import { listTroubleOf } from '~/domain/desk/listTrouble'
import type { Summary } from '~/domain/desk/summary'
import type { Clock } from '~/lib/clock'
import type { Locks } from '~/lib/locks'
import type { ChatState } from '~/store/chatStore'
import type { ContactStore } from '~/store/contactStore'
import type { DeskStore } from '~/store/deskStore'
import { deskTabsName } from '~/store/deskKeys'
import type { Chat } from '~/sync/chat'
import type { Surroundings } from '~/sync/startSync'
import { createBackground } from './background'
import type { Desk } from './desk'
import { createElsewhere } from './elsewhere'
import type { Gate } from './gate'
import { createOnlineOnes } from './onlineOnes'
import { createSchedule } from './schedule'
import { shareDesk, SHOWS_EVERY } from './shareDesk'

/** It is told this often (ms) what is asked too seldom, and looked which windows are still there. */
const LOOKS_EVERY = 5_000
/** What comes later than it should by less than this is not worth a word. */
const HARDLY_LATE = 1.25
/** Between two sweeps of a conversation that somebody talks in, ms. */
const SWEEP = 30_000

type Parts = Readonly<{
  who: Parameters<typeof deskTabsName>[0]
  store: DeskStore
  contacts: ContactStore
  desk: Desk<Readonly<{ chat: Chat }>>
  gate: Gate
  /** Reading requests a minute. */
  perMinute: number
  around: Surroundings
  clock: Clock
  trueClock: Chat['trueClock']
  /** Timers that go on in a hidden page. */
  after: (ms: number, task: () => void) => () => void
  random: () => number
  newId: () => string
  /** This window asks for all from now on, or another one does. */
  leads: (leads: boolean) => void
  /** The window that asks told what the row of a conversation says. */
  heard: (id: string, summary: Summary) => void
}>

export type RunningDesk = ReturnType<typeof runDesk>

/**
 * Keeps all conversations of a desk up to date: those that live by themselves, the others by schedule, in the one window that
 * leads; the others hear from it.
 */
export function runDesk(parts: Parts) {
  const { who, store, contacts, desk, gate, perMinute, around, clock, trueClock, after, newId } = parts
  const background = createBackground({
    store,
    contacts: () => contacts.getState().contacts,
    chatOf: (id) => desk.of(id).chat,
    known: (id) => desk.known(id)?.chat ?? null,
    clock,
    trueClock,
  })
  let leads = false
  const schedule = createSchedule({ ...parts, ...background, mayAsk: () => leads })
  const online = createOnlineOnes({
    gate,
    perMinute,
    clock,
    trueClock,
    wanted: background.wanted,
    known: (id) => desk.known(id)?.chat ?? null,
    mayAsk: () => leads && clock.elapsed() >= schedule.notBefore(),
  })
  const elsewhere = createElsewhere(clock.elapsed)
  const tellTrouble = () => {
    if (!leads) return
    const { failure, failures, answeredAt } = schedule.common()
    const since = trueClock.now().at - (clock.elapsed() - answeredAt)
    store.setTrouble(listTroubleOf(failure, failures, Number.isFinite(since) ? since : null))
  }
  const lookElsewhere = () => desk.setElsewhere(leads ? elsewhere.ids() : new Set())
  const goodbye = () => windows.shows({ id: null, looking: false, needs: [] })
  const { page } = around
  // before the channel is closed: until it is missed, it would be taken to be looked at
  const stopLeaving = page.watch((event) => event === 'frozen' && goodbye())
  const windows = shareDesk(around, deskTabsName(who), newId(), {
    leads: (now) => {
      if (now === leads) return
      leads = now
      lookElsewhere()
      tellTrouble()
      schedule.look()
      parts.leads(now)
    },
    shows: (window, shown) => {
      elsewhere.noted(window, shown)
      lookElsewhere()
    },
    told: (rows) => {
      if (leads) return
      const { live } = store.getState()
      const others = rows.filter(([id]) => !live.includes(id))
      desk.tell(others)
      for (const [id, summary] of others) parts.heard(id, summary)
    },
    troubled: (trouble) => {
      if (!leads) store.setTrouble(trouble)
    },
    asked: () => gate.noteForeign(clock.elapsed()),
    came: () => {
      show()
      if (!leads) return
      windows.tellTrouble(store.getState().trouble)
      windows.tell([...store.getState().summaries])
    },
  })
  const show = () =>
    windows.shows({
      id: store.getState().open,
      looking: page.isVisible() && page.hasFocus(),
      needs: desk.needed(),
    })

  const stopSpeaking = store.subscribe(({ open, live, summaries, trouble }, before) => {
    if (open !== before.open || live !== before.live) show()
    if (live !== before.live) {
      for (const id of before.live) if (!live.includes(id)) schedule.asked(id)
      gate.setReserve(reserveIn(live))
      schedule.look()
    }
    if (!leads) return
    if (trouble !== before.trouble) windows.tellTrouble(trouble)
    if (summaries === before.summaries) return
    windows.tell([...summaries].filter(([id, summary]) => before.summaries.get(id) !== summary))
  })
  const reserveIn = (live: readonly string[]) =>
    live.reduce((sum, id) => sum + reserveOf(desk.of(id).chat.store.getState().delay, SWEEP), 0)
  const stopListening = contacts.subscribe(schedule.look)
  const stopWatching = page.watch((event) => {
    // nobody heard what was told while the channel was closed
    if (event === 'thawed') windows.came()
    if (event !== 'frozen' && event !== 'hint') show()
    if (event !== 'hidden' && event !== 'frozen') schedule.look()
  })
  const stopFocusing = page.watchFocus(show)

  const tellSlower = () => {
    const every = schedule.intervals()
    const slower = new Map<string, number>()
    if (leads)
      for (const { id, tier } of background.wanted())
        if (tier !== 'new' && every[tier] > BOUNDS[tier] * HARDLY_LATE)
          slower.set(id, Math.round(every[tier] / 1_000))
    store.setSlower(slower)
  }
  const stopTrouble = gate.watch(() => tellTrouble())
  const stopLooking = repeat(after, LOOKS_EVERY, () => {
    lookElsewhere()
    tellTrouble()
    retainListed()
    gate.setReserve(reserveIn(store.getState().live))
    tellSlower()
  })
  const retainListed = () => {
    const known = contacts.getState().contacts
    desk.retain((id) => isListed(known, id))
  }
  const stopShowing = repeat(after, SHOWS_EVERY, show)
  const stopAsking = repeat(after, online.every, () => void online.turn())
  schedule.look()

  return {
    /** Whether this window is the one that asks. */
    leads: () => leads,
    schedule,
    /** Somebody looks at it in another window. */
    isElsewhere: elsewhere.isLookedAt,
    locks: (): Locks | null => windows.locks,
    /** Something happened in a conversation: how its own requests fare counts for all. */
    changed: ({ link }: ChatState, before: ChatState) => {
      if (link.failures !== before.link.failures) schedule.heard(link.failures > 0 ? link.failure : null)
    },
    asked: () => windows.asked(),
    forget: background.forget,
    stop: () => {
      goodbye()
      stopLeaving()
      stopFocusing()
      stopTrouble()
      stopSpeaking()
      stopListening()
      stopWatching()
      stopLooking()
      stopShowing()
      stopAsking()
      schedule.stop()
      windows.stop()
    },
  }
}

/** Calls `task` every so many ms; returns what ends it. */
function repeat(after: Parts['after'], ms: number, task: () => void): () => void {
  let callOff: (() => void) | null = null
  const next = () => {
    callOff = after(ms, () => {
      next()
      task()
    })
  }
  next()
  return () => callOff?.()
}
