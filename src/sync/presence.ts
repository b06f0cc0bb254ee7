import { waitOf } from '~/domain/link'
import {
  awoken,
  begun,
  dueAt,
  type Errand,
  failed,
  newErrand,
  type Presence,
  presenceOf,
  succeeded,
} from '~/domain/presence'
import type { Page } from '~/lib/page'
import { after } from '~/lib/timer'
import { failureOf } from '~/wire/errors'
import type { Chat } from './chat'
import { ABSENT_FOR, isAbsent } from './history'
import { countUnread } from './unread'

/** Between two signs of life of ours, and two counts of what is unread, ms. */
const REGISTER = 5 * 60_000
/** Between two looks at whether the other side is there, ms. */
const LOOK = 60_000
/** A count that told of missing messages is asked again after this (ms): a sweep has looked by then. */
const RECOUNT = 10_000
/** A look that fails so long (ms) after the last answer leaves nobody knowing: the second in a row, or the first of who was away. */
const LOST = 2 * LOOK

const NOTHING = () => {}

/**
 * What goes beside the messages while somebody sees the page, at a calm pace: says that we are there, asks whether the other side
 * is, and how much is unread. Never in the way of the messages: it waits for the first answer, stops while polls fail, and its
 * own failures are nobody's business. Returns what ends it.
 */
export function startPresence(chat: Chat, page: Pick<Page, 'watch'>): () => void {
  const { store, engine, clock, trueClock, api, told } = chat
  const { appid, me, peer } = store.getState().pair
  let callOff = NOTHING
  let stopped = false
  /** When the other side was last looked for with success (`elapsed` ms). */
  let knownAt = -Infinity

  const register = () => api.regUserInfo({ appid, userid: me.id, userrole: me.role, channel: told.channel })
  const look = async () => {
    const status = await api.getUserStatus({ appid, userid: peer.id, userrole: peer.role })
    knownAt = clock.elapsed()
    const { rows, skew } = store.getState().log
    know(presenceOf(status, trueClock.now().at, rows.length > 0 ? skew : null))
  }
  const know = (presence: Presence) => {
    if (stopped) return
    store.setPresence(presence)
    chat.tabs.told({ type: 'presence', presence })
  }
  const count = async () => {
    const again = await countUnread(chat)
    if (again) errands.count = { ...errands.count, last: clock.elapsed() - REGISTER + RECOUNT }
  }

  const tasks = { register, look, count }
  type Name = keyof typeof tasks
  const names: readonly Name[] = ['register', 'look', 'count']
  const errands: Record<Name, Errand> = {
    register: newErrand(REGISTER),
    look: newErrand(LOOK),
    // opening has just asked
    count: begun(newErrand(REGISTER), clock.elapsed()),
  }

  const run = async (name: Name) => {
    errands[name] = begun(errands[name], clock.elapsed())
    try {
      await tasks[name]()
      errands[name] = succeeded(errands[name])
    } catch (error) {
      const absent = isAbsent(error)
      errands[name] = failed(errands[name], clock.elapsed(), absent ? ABSENT_FOR : waitOf(failureOf(error)))
      if (name === 'look' && (absent || clock.elapsed() - knownAt > LOST)) know('unknown')
    }
    consider()
  }

  const consider = () => {
    callOff()
    if (stopped || !engine.mayAskAside()) return
    const now = clock.elapsed()
    const { notBefore } = engine.timing()
    const at = (name: Name) => Math.max(dueAt(errands[name]), notBefore)
    const due = names.filter((name) => at(name) <= now)
    const next = Math.min(...names.filter((name) => !due.includes(name)).map(at))
    if (next < Infinity) callOff = after(next - now, consider)
    for (const name of due) void run(name)
  }

  const stopWatching = page.watch((event) => {
    if (event === 'hidden' || event === 'frozen') return
    for (const name of names) errands[name] = awoken(errands[name], clock.elapsed())
    consider()
  })
  const stopFollowing = engine.watchAside(consider)
  consider()
  return () => {
    stopped = true
    stopWatching()
    stopFollowing()
    callOff()
  }
}
