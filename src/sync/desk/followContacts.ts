import { isBlocking, waitOf } from '~/domain/link'
import { backoff } from '~/lib/backoff'
import type { Clock } from '~/lib/clock'
import type { Page } from '~/lib/page'
import { after } from '~/lib/timer'
import type { HostContact, HostContacts } from '~/wire/contacts'
import { type ApiFailure, failureOf } from '~/wire/errors'

/** Whether the host's list is there. `none`: no host tells one. Once told it stays so: a list that is a little old is a list. */
export type ContactsState =
  | Readonly<{ kind: 'none' | 'asking' | 'told' }>
  | Readonly<{ kind: 'failed'; failure: ApiFailure }>

export type FollowContacts = Readonly<{
  /** Asks the host once; throws as `askContacts` does. null: no host tells contacts. */
  ask: ((signal: AbortSignal) => Promise<HostContacts>) | null
  /** The list, as often as it comes. */
  told: (contacts: readonly HostContact[]) => void
  /** Tells how it stands, from the first moment on, as often as that changes. */
  changed: (state: ContactsState) => void
  /** Whether this tab is the one that asks. */
  isAsking: () => boolean
  clock: Clock
  page: Pick<Page, 'watch'>
  /** 0 ≤ x < 1, drawn once a failure. */
  random: () => number
}>

export type ContactsFollower = Readonly<{
  /** Somebody does not want to wait: asks now, but for what the server asked to be left alone. */
  retry: () => void
  /** This tab may have become the one that asks, or no longer. */
  look: () => void
  stop: () => void
}>

/** Between two questions, ms: of the product. */
const EVERY = 30_000
/** After a failure it is asked again after this (ms), growing to the second; where nobody is signed in at once to that. */
const FIRST = 2_000
const LONGEST = 5 * 60_000

const NOTHING = () => {}

/**
 * Keeps asking the host whom the salesperson talks with, every 30 s, one question at a time, while this tab is the one that asks. On
 * waking at once, if the list is older than that. Returns what drives and ends it.
 */
export function followContacts(with_: FollowContacts): ContactsFollower {
  const { ask, told, changed, isAsking, clock, page, random } = with_
  if (!ask) {
    changed({ kind: 'none' })
    return { retry: NOTHING, look: NOTHING, stop: NOTHING }
  }
  let state: ContactsState = { kind: 'asking' }
  changed(state)
  let controller: AbortController | null = null
  let failures = 0
  /** `elapsed` ms: when it is due, and until when the host asked to be left alone. */
  let dueAt = -Infinity
  let notBefore = -Infinity
  let callOff = NOTHING
  /** Wall-clock ms of the last list: the other clock stands still while a machine sleeps. */
  let toldAt = -Infinity
  let stopped = false

  const become = (next: ContactsState) => {
    if (next.kind === state.kind && next.kind !== 'failed') return
    state = next
    changed(next)
  }

  const run = async () => {
    callOff()
    const own = new AbortController()
    controller = own
    try {
      const { contacts } = await ask(own.signal)
      if (own.signal.aborted) return
      failures = 0
      dueAt = clock.elapsed() + EVERY
      toldAt = clock.wall()
      told(contacts)
      become({ kind: 'told' })
    } catch (error) {
      const failure = failureOf(error)
      if (own.signal.aborted || !failure) return
      failures += 1
      notBefore = clock.elapsed() + waitOf(failure)
      const pause = isBlocking(failure) ? LONGEST : backoff(FIRST, failures, LONGEST, random())
      dueAt = Math.max(notBefore, clock.elapsed() + pause)
      if (state.kind !== 'told') become({ kind: 'failed', failure })
    } finally {
      if (controller === own) {
        controller = null
        consider()
      }
    }
  }

  const consider = () => {
    callOff()
    if (stopped || controller) return
    if (!isAsking()) return
    const wait = dueAt - clock.elapsed()
    if (wait <= 0) void run()
    else callOff = after(wait, consider)
  }

  const stopWatching = page.watch((event) => {
    if (event === 'hidden' || event === 'frozen') return
    // timers may have slept along; and a network that is back is worth a question
    if (failures > 0 || Math.abs(clock.wall() - toldAt) >= EVERY) dueAt = notBefore
    consider()
  })
  consider()

  return {
    retry: () => {
      dueAt = notBefore
      consider()
    },
    look: () => {
      if (isAsking()) return consider()
      callOff()
      controller?.abort()
      controller = null
    },
    stop: () => {
      stopped = true
      stopWatching()
      callOff()
      controller?.abort()
    },
  }
}
