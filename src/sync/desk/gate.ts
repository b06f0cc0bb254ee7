import type { Clock } from '~/lib/clock'
import { type Budget, frameOf } from '~/domain/desk/budget'

const MINUTE = 60_000

/** For whom a request is: the conversation that is open, an act of the user's (scrolling up, a search), or the list. */
export type Who = 'open' | 'user' | 'background'

/** In the order in which they are let through. */
const ORDER: readonly Who[] = ['open', 'user', 'background']

/** What a user's acts take of what the open conversation leaves: a search through years goes on, and the list goes on beside it. */
const USER_SHARE = 1 / 2

/** How much the newest answer counts in how long answers take. */
const NEWEST = 0.2

export type GateOptions = Readonly<{
  clock: Pick<Clock, 'elapsed'>
  after: (ms: number, task: () => void) => () => void
  /** 0 ≤ x < 1. */
  random: () => number
  /** Reading requests that may leave within any minute, and that may be unanswered at once. */
  perMinute: number
  atOnce: number
}>

export type Gate = ReturnType<typeof createGate>

type Ticket = { go: () => void }

/**
 * What every reading request of the desk passes, so that there is one budget for all: the open conversation first, then what the
 * user does, then the list; first come, first served among equals. Sends and marks of what was read do not come here.
 *
 * Never more leave than the budget has; the open conversation's reserve and a place in flight are its own; and of the rest
 * half is the list's, whatever the user does.
 */
export function createGate({ clock, after, random, perMinute, atOnce }: GateOptions) {
  /** When the requests of the last minute left, `elapsed` ms ascending, and for whom. */
  const starts: number[] = []
  const whose: (Who | 'elsewhere')[] = []
  const waiting: Record<Who, Ticket[]> = { open: [], user: [], background: [] }
  const inFlight: Record<Who, number> = { open: 0, user: 0, background: 0 }
  const watchers = new Set<(who: Who) => void>()
  let reserve = 0
  let notBefore = -Infinity
  let answersIn = 0
  let callOff: (() => void) | null = null

  const all = () => inFlight.open + inFlight.user + inFlight.background

  const mayLeave = (who: Who, now: number): boolean => {
    const { span, places, reserved, lanes } = frameOf({ perMinute, atOnce, reserve })
    if (now < notBefore || all() >= atOnce) return false
    const left = { open: 0, user: 0, background: 0, elsewhere: 0 }
    let total = 0
    for (let i = starts.length - 1; i >= 0 && (starts[i] ?? 0) > now - span; i -= 1) {
      left[whose[i] ?? 'elsewhere'] += 1
      total += 1
    }
    if (who === 'open') return total < places
    if (inFlight.user + inFlight.background >= lanes) return false
    if (total >= places - Math.max(0, reserved - left.open)) return false
    const own = places - reserved
    return who === 'user' ? left.user < Math.ceil(own * USER_SHARE) : left.background < own
  }

  const letOne = (): boolean => {
    const now = clock.elapsed()
    const who = ORDER.find((who) => waiting[who].length > 0 && mayLeave(who, now))
    const ticket = who && waiting[who].shift()
    if (!ticket) return false
    inFlight[who] += 1
    note(now, who)
    ticket.go()
    return true
  }

  const pump = () => {
    callOff?.()
    callOff = null
    while (letOne());
    if (!ORDER.some((who) => waiting[who].length > 0)) return
    // whatever holds them up, the next place of the window is free then; one in flight is by an answer, which pumps, too
    const now = clock.elapsed()
    const { span } = frameOf({ perMinute, atOnce, reserve })
    const oldest = starts.find((at) => at > now - span) ?? -Infinity
    const at = Math.max(notBefore, oldest + span)
    if (at > now) callOff = after(Math.ceil(at - now), pump)
  }

  const note = (at: number, who: Who | 'elsewhere') => {
    let i = starts.length
    while (i > 0 && (starts[i - 1] ?? 0) > at) i -= 1
    starts.splice(i, 0, at)
    whose.splice(i, 0, who)
    forgetOld()
  }

  const forgetOld = () => {
    const since = clock.elapsed() - MINUTE
    while ((starts[0] ?? Infinity) <= since) {
      starts.shift()
      whose.shift()
    }
  }

  const leave = (who: Who): (() => void) => {
    const began = clock.elapsed()
    let isOut = false
    return () => {
      if (isOut) return
      isOut = true
      inFlight[who] -= 1
      const took = clock.elapsed() - began
      answersIn = answersIn === 0 ? took : answersIn + NEWEST * (took - answersIn)
      pump()
      for (const watcher of watchers) watcher(who)
    }
  }

  return {
    /** Waits for a place; what comes back gives it up again. An aborted wait rejects with `AbortError`, and takes none. */
    pass: (who: Who, signal?: AbortSignal): Promise<() => void> =>
      new Promise((resolve, reject) => {
        const onAbort = () => {
          waiting[who] = waiting[who].filter((one) => one !== ticket)
          reject(new DOMException('aborted', 'AbortError'))
        }
        const ticket = {
          go: () => {
            signal?.removeEventListener('abort', onAbort)
            resolve(leave(who))
          },
        }
        if (signal?.aborted) return onAbort()
        signal?.addEventListener('abort', onAbort)
        waiting[who].push(ticket)
        pump()
      }),

    /** A request that left another window of this browser, at `at` by this page's `elapsed` ms: the budget is one for all. */
    noteForeign: (at: number) => note(Math.min(at, clock.elapsed()), 'elsewhere'),

    /** Requests a minute that the open conversation needs from now on (`reserveOf`). */
    setReserve: (requests: number) => {
      reserve = requests
      pump()
    },

    /** The server asked for so many ms without a request, with Retry-After: nothing passes, whoever asks. */
    putOff: (ms: number) => {
      notBefore = Math.max(notBefore, clock.elapsed() + ms * (1 + 0.1 * random()))
    },

    /** Calls back whenever an answer leaves a place free, and says whose; returns what ends it. */
    watch: (freed: (who: Who) => void) => {
      watchers.add(freed)
      return () => void watchers.delete(freed)
    },

    /** What the budget is now, as far as requests tell. `starts` goes on living. */
    budget: (): Omit<Budget, 'asks' | 'underWay'> => ({
      perMinute,
      atOnce,
      reserve,
      starts,
      inFlight: all(),
      answersIn,
      notBefore,
    }),

    /** Requests that left within the last minute, of all windows as far as they told. */
    lastMinute: (): number => {
      forgetOld()
      return starts.length
    },
  }
}
