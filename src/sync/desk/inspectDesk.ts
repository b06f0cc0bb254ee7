import { listed } from '~/domain/desk/contacts'
import type { Intervals } from '~/domain/desk/intervals'
import type { ContactStore } from '~/store/contactStore'
import type { DeskState, DeskStore } from '~/store/deskStore'
import type { Clock } from '~/lib/clock'
import { failureName } from '~/sync/inspect'
import type { Desk } from './desk'
import type { Gate } from './gate'
import type { RunningDesk } from './runDesk'
import type { Chat } from '~/sync/chat'

/** How a desk fares, in numbers: nobody is named. Times are ms, from now on. */
export type DeskInspection = Readonly<{
  /** On the list; with a conversation made here; that keep themselves up to date. */
  conversations: Readonly<{ listed: number; made: number; live: number }>
  /** Whether this window asks for all; null while the desk does not run. */
  leads: boolean | null
  /** Reading requests: what the budget allows, how it is used, and how long the server wants to be left alone. */
  gate: Readonly<{
    perMinute: number
    lastMinute: number
    atOnce: number
    inFlight: number
    /** A minute, for the conversations that live. */
    reserve: number
    /** How long an answer takes as of late. */
    answersIn: number
    putOff: number
  }>
  /** How often each tier is asked; null while the desk does not run. */
  intervals: Intervals | null
  trouble: Readonly<{ failures: number; failure: string | null; putOff: number }>
  /** How many conversations are asked more seldom than they should. */
  slower: number
  source: DeskState['source']
}>

export type DeskParts = Readonly<{
  store: DeskStore
  contacts: ContactStore
  desk: Pick<Desk<Readonly<{ chat: Chat }>>, 'known'>
  gate: Pick<Gate, 'budget' | 'lastMinute'>
  clock: Pick<Clock, 'elapsed'>
  running: Pick<RunningDesk, 'leads' | 'schedule'> | null
}>

/** Looks at a desk. Changes nothing, and may be called at any time. */
export function inspectDesk({ store, contacts, desk, gate, clock, running }: DeskParts): DeskInspection {
  const { live, slower, source } = store.getState()
  const onList = listed(contacts.getState().contacts)
  const { perMinute, atOnce, inFlight, reserve, answersIn, notBefore } = gate.budget()
  const common = running?.schedule.common()
  const left = (until: number) => Math.max(0, Math.round(until - clock.elapsed()))
  return {
    conversations: {
      listed: onList.length,
      made: onList.filter(({ id }) => desk.known(id)).length,
      live: live.length,
    },
    leads: running?.leads() ?? null,
    gate: {
      perMinute,
      lastMinute: gate.lastMinute(),
      atOnce,
      inFlight,
      reserve: Math.round(reserve),
      answersIn: Math.round(answersIn),
      putOff: left(notBefore),
    },
    intervals: running?.schedule.intervals() ?? null,
    trouble: {
      failures: common?.failures ?? 0,
      failure: common?.failure ? failureName(common.failure) : null,
      putOff: left(running?.schedule.notBefore() ?? -Infinity),
    },
    slower: slower.size,
    source,
  }
}
