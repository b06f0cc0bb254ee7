import { waitOf } from '~/domain/link'
import { AT_MOST_EVERY, isLooking, LOOKED_AT_FOR, unreadOf } from '~/domain/reading'
import { backoff } from '~/lib/backoff'
import type { Page } from '~/lib/page'
import { after } from '~/lib/timer'
import { failureOf } from '~/wire/errors'
import { type Chat, unreadQuery } from './chat'
import { ABSENT_FOR, isAbsent } from './history'

/** The longest back-off (ms) of a server that does not take it, and the time until a server that may not be asked now is. */
const LONGEST = 60_000
const LATER = 5_000
/** One that changed more than is here is believed once in this (ms): another one may count what nobody is shown, each time. */
const BELIEVED_EVERY = 60_000

const NOTHING = () => {}

/**
 * Tells the server that what the other side wrote was read: only once somebody has looked at the end of the conversation for a
 * second, since it marks everything, seen or not. While the server has no such endpoint it counts as read in this page alone.
 * Quiet about failures: what is unread is told again. Returns what ends it.
 */
export function startReading(
  chat: Chat,
  page: Pick<Page, 'isVisible' | 'watch' | 'hasFocus' | 'watchFocus'>,
): () => void {
  const { store, engine, clock } = chat
  let { log, marked: known } = store.getState()
  let unread = unreadOf(log.rows, known)
  /** Since when somebody looks at what is unread (`elapsed` ms); null: nobody does, or there is nothing. */
  let since: number | null = null
  let notBefore = -Infinity
  let failures = 0
  let absentUntil = -Infinity
  let believeAgain = -Infinity
  let busy = false
  let stopped = false
  let callOff = NOTHING

  const consider = () => {
    const state = store.getState()
    const told = clock.elapsed() < absentUntil ? state.seen : state.marked
    if (state.log.rows !== log.rows || told !== known) {
      ;({ log } = state)
      known = told
      unread = unreadOf(log.rows, known)
    }
    const attention = {
      visible: page.isVisible(),
      focused: page.hasFocus(),
      atEnd: state.atEnd && !state.covered,
    }
    callOff()
    if (unread.length === 0 || !isLooking(attention, engine.timing().device)) since = null
    else {
      since ??= clock.elapsed()
      const at = Math.max(since + LOOKED_AT_FOR, notBefore)
      if (!busy && !stopped) callOff = after(Math.max(0, at - clock.elapsed()), () => void read())
    }
  }

  const read = async () => {
    busy = true
    const ids = unread.map(({ id }) => id)
    store.see(ids)
    chat.tabs.told({ type: 'seen', ids, told: false })
    if (engine.timing().failures > 0 || !engine.maySend()) notBefore = clock.elapsed() + LATER
    else if (clock.elapsed() >= absentUntil) await tell(ids)
    busy = false
    since = null
    consider()
  }

  const tell = async (ids: readonly string[]) => {
    const { generation } = store.getState()
    notBefore = clock.elapsed() + AT_MOST_EVERY
    try {
      const modified = await chat.api.updateUnreadP2pMessages(unreadQuery(chat))
      if (store.getState().generation !== generation) return
      failures = 0
      store.mark(ids)
      chat.tabs.told({ type: 'seen', ids, told: true })
      // it knew of messages that are not here
      if ((modified ?? 0) > ids.length && clock.elapsed() >= believeAgain) {
        believeAgain = clock.elapsed() + BELIEVED_EVERY
        engine.tell({ type: 'missing' })
      }
    } catch (error) {
      if (isAbsent(error)) absentUntil = clock.elapsed() + ABSENT_FOR
      failures += 1
      const pause = backoff(AT_MOST_EVERY, failures, LONGEST, chat.random())
      notBefore = clock.elapsed() + Math.max(waitOf(failureOf(error)), pause)
    }
  }

  const stops = [store.subscribe(consider), page.watch(consider), page.watchFocus(consider)]
  consider()
  return () => {
    stopped = true
    for (const stop of stops) stop()
    callOff()
  }
}
