import { failureOf } from '~/wire/errors'
import type { Clock } from '~/lib/clock'
import type { Budget } from '~/domain/desk/budget'
import { type Intervals, planOf } from '~/domain/desk/intervals'
import { type Asked, type Due, nextDue } from '~/domain/desk/nextDue'
import type { Tier } from '~/domain/desk/tier'
import type { Gate } from './gate'
import { createTrouble } from './trouble'

/** Longer than any timer of ours is meant to wait; browsers take no more than 31 bits. */
const LONGEST_TIMER = 2 ** 30

const MINUTE = 60_000

/** A new one that is still called new after it was answered is not asked at once again, ms. */
const UNCHANGED = MINUTE

/** A conversation that is to be asked in the background; of new ones those of the greatest weight go first. */
export type Wanted = Readonly<{ id: string; tier: Tier; weight: number }>

export type ScheduleOptions = Readonly<{
  /** All of them but the open one, which has a pace of its own. Called at each look. */
  wanted: () => readonly Wanted[]
  /** Asks one, through the gate as `background`. Throws as the API does; what a backend does not have is no failure of the conversation. */
  ask: (id: string, signal: AbortSignal) => Promise<void>
  gate: Pick<Gate, 'budget' | 'watch'>
  clock: Pick<Clock, 'elapsed'>
  /** A timer that goes on in a hidden page, where there is one: a worker's. */
  after: (ms: number, task: () => void) => () => void
  /** 0 ≤ x < 1. */
  random: () => number
  /** This window is the one that asks, and nothing keeps it from asking. */
  mayAsk: () => boolean
}>

/** `rests`: `elapsed` ms before which it is not asked though all is well. */
type State = { -readonly [Key in keyof Asked]: Asked[Key] } & { rests: number }

/**
 * Asks the conversations of the list as `nextDue` says. Looks again with every answer and not by its timer alone: those of
 * a hidden page come once a minute, answers at once.
 */
export function createSchedule({ wanted, ask, gate, clock, after, random, mayAsk }: ScheduleOptions) {
  const known = new Map<string, State>()
  const underWay = new Map<string, AbortController>()
  const trouble = createTrouble({ clock, random })
  /** When questions of the last minute began. */
  const asks: number[] = []
  let callOff: (() => void) | null = null
  let stopped = false

  const stateOf = ({ id, tier, weight }: Wanted): State => {
    let state = known.get(id)
    if (!state) {
      const askedAt = tier === 'new' ? clock.elapsed() : -Infinity
      state = {
        id,
        tier,
        weight,
        askedAt,
        pending: false,
        notBefore: -Infinity,
        rests: -Infinity,
        draw: random(),
      }
      known.set(id, state)
    }
    // what was put off because nothing changed has changed
    if (state.tier === 'new' && tier !== 'new') state.rests = -Infinity
    state.tier = tier
    state.weight = weight
    state.notBefore = Math.max(state.rests, trouble.waitsUntil(id))
    return state
  }

  const states = (): readonly State[] => {
    const list = wanted().map((one) => stateOf(one))
    if (known.size <= 2 * list.length + 1) return list
    // those that are left for a while keep their place; those that are gone do not pile up
    const ids = new Set(list.map(({ id }) => id))
    for (const id of known.keys()) if (!ids.has(id) && !underWay.has(id)) forget(id)
    return list
  }

  const forget = (id: string) => {
    known.delete(id)
    trouble.forget(id)
  }

  const budget = (): Budget => {
    while ((asks[0] ?? Infinity) <= clock.elapsed() - MINUTE) asks.shift()
    const told = gate.budget()
    const notBefore = Math.max(told.notBefore, trouble.notBefore())
    return { ...told, notBefore, asks, underWay: underWay.size }
  }

  /** While the server struggles one at a time finds out, best one that has answered before: others may fail by themselves. */
  const dueOf = (now: number): Due => {
    const list = states()
    const given = budget()
    if (!trouble.isCommon()) return nextDue(list, now, given)
    if (underWay.size > 0) return { at: null }
    const proven = list.filter(({ id }) => trouble.isProven(id))
    const due = nextDue(proven, now, given)
    return 'ask' in due ? due : nextDue(list, now, given)
  }

  const isOn = () => !stopped && mayAsk()

  const look = () => {
    callOff?.()
    callOff = null
    while (isOn()) {
      const now = clock.elapsed()
      const due = dueOf(now)
      if ('ask' in due) {
        void run(due.ask, now)
        continue
      }
      if (due.at !== null)
        callOff = after(Math.min(Math.max(1, Math.ceil(due.at - now)), LONGEST_TIMER), look)
      return
    }
  }

  const run = async (id: string, began: number): Promise<void> => {
    const state = known.get(id)
    if (!state) return
    const calledOff = new AbortController()
    underWay.set(id, calledOff)
    asks.push(began)
    state.pending = true
    try {
      await ask(id, calledOff.signal)
      trouble.answered(id)
      settle(state, began)
    } catch (error) {
      const failure = failureOf(error)
      if (failure) trouble.failed(id, failure, { began, interval: intervals()[state.tier] })
      // called off by others: it is not asked again at once, but one that is new has still to be loaded
      else state.askedAt = began
    } finally {
      state.draw = random()
      state.pending = false
      underWay.delete(id)
      look()
    }
  }

  const settle = (state: State, began: number) => {
    state.askedAt = began
    if (state.tier === 'new') state.rests = clock.elapsed() + UNCHANGED
  }

  const intervals = (): Intervals => planOf(states(), budget()).intervals
  // how ours end is known here
  const unwatch = gate.watch((who) => {
    if (who !== 'background') look()
  })

  return {
    /** Something changed: who is wanted, how urgently, or whether this window may ask. */
    look,
    /** The conversation was asked otherwise, as while it was open: it is due an interval from now. */
    asked: (id: string) => {
      const state = known.get(id)
      if (state) state.askedAt = clock.elapsed()
    },
    /** How another request fared, as the open conversation's polls; null: it was answered. All back off together. */
    heard: (failure: Parameters<typeof trouble.heard>[0]) => {
      trouble.heard(failure)
      look()
    },
    /** How often each tier is asked, ms: more than its bound where the budget cannot hold it. */
    intervals,
    /** `elapsed` ms until which all wait because the server struggles; in the past if it does not. */
    notBefore: () => trouble.notBefore(),
    /** See `trouble`. */
    common: () => trouble.common(),
    stop: () => {
      stopped = true
      callOff?.()
      unwatch()
      for (const one of underWay.values()) one.abort()
    },
  }
}
