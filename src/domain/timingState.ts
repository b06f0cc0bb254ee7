import type { ApiFailure } from '~/wire/errors'
import { ACTIVE_FOR, PACES, type Paces } from './pace'

/**
 * The two clocks, ms: `elapsed` runs forward only, but may stand still while a laptop sleeps; `wall` is the device's
 * date, which may jump.
 */
export type Now = Readonly<{ elapsed: number; wall: number }>

/** Everything that decides when the next request leaves. Times are `elapsed` unless they are a `Now`. */
export type Timing = Readonly<{
  paces: Paces
  device: 'phone' | 'pc'
  running: boolean
  visible: boolean
  /** Between `pagehide` (or `freeze`) and `pageshow` (or `resume`): nothing may be under way. */
  frozen: boolean
  /** This tab asks for its pair; otherwise another tab does, and hands its rows on. */
  leads: boolean
  /** It was told so before. */
  led: boolean
  opened: boolean
  activeUntil: number
  failures: number
  failure: ApiFailure | null
  /** 0 ≤ draw < 1, drawn once a completed poll: a fresh one at each look would restart the timer for ever. */
  draw: number
  /** What the server asked for with Retry-After, for everything: neither waking nor sending overrides it. */
  notBefore: number
  /** The same, for what it asked to put off only. */
  sendsAfter: number
  historyAfter: number
  /** A poll was wanted before `notBefore`: it goes then. */
  wanted: boolean
  /** An own message waits for a connection. */
  waits: boolean
  /** When the poll under way left. */
  poll: number | null
  /** Which poll that is: how an older one ends, that was called off, changes nothing. */
  turn: number
  /** When the newest answered poll had left. */
  polled: number
  /** When the newest poll was answered or failed: the wait for the next one runs since then. */
  ended: number
  /** A poll was wanted while one was under way, which may not bring what it is about: one more follows. */
  again: boolean
  /** A poll is about to leave: no sweep goes before it. */
  asking: boolean
  /** The newest answer of any kind. */
  heard: Now | null
  wake: Readonly<{ at: number; since: number }> | null
  /** When the last return was made up for. */
  woken: number
  looked: Now
  slow: boolean
  stale: boolean
  /** Since when something may be missing, until the next sweep has looked; null: nothing is. */
  behind: number | null
  /** The fate of an own message is being looked for. */
  unsure: boolean
  sweep: Readonly<{ running: boolean; wanted: number | null; last: number; failures: number }>
}>

export type TimingEvent =
  | Readonly<{ type: 'started' | 'stopped' }>
  /** A poll left, was answered, failed, or was called off by us. */
  | Readonly<{ type: 'asked' }>
  | Readonly<{ type: 'answered'; turn: number; news: boolean; sweep: boolean }>
  | Readonly<{ type: 'failed'; turn: number; failure: ApiFailure; draw: number }>
  | Readonly<{ type: 'aborted'; turn: number }>
  /** The same for sweeps. */
  | Readonly<{ type: 'sweeping' | 'swept' | 'sweep aborted' }>
  | Readonly<{ type: 'sweep failed'; draw: number }>
  /** Something wants an answer now: a probe before a send, a tap on "retry". */
  | Readonly<{ type: 'wanted' }>
  /** The server knows of messages that are not here. */
  | Readonly<{ type: 'missing' }>
  /** An own send was acknowledged. */
  | Readonly<{ type: 'acked' }>
  /** Whether the fate of own messages is being looked for, and whether any waits for a connection. */
  | Readonly<{ type: 'outbox'; unsure: boolean; waits: boolean }>
  /** The server asked for so many ms without sends, or without questions for history. */
  | Readonly<{ type: 'put off'; what: 'sends' | 'history'; ms: number; draw: number }>
  /** Somebody is there: types, sends, comes back. */
  | Readonly<{ type: 'touched' }>
  | Readonly<{ type: 'shown' | 'hidden' }>
  /** The page may have slept, or the network may be back: only a request tells. */
  | Readonly<{ type: 'hint' }>
  | Readonly<{ type: 'frozen' | 'thawed' }>
  | Readonly<{ type: 'leads' | 'follows' }>
  /** The leading tab had an answer, or a failure. */
  | Readonly<{ type: 'heard' }>
  | Readonly<{ type: 'heard of failure'; failure: ApiFailure; failures: number; draw: number }>
  /** Time has passed. */
  | Readonly<{ type: 'time' }>

/** What is to be done: a poll now, a sweep now, or to call off what is under way. In order. */
export type Effect = 'poll' | 'sweep' | 'cancel'

export type Step = Readonly<{ timing: Timing; effects: readonly Effect[] }>

export function newTiming(device: 'phone' | 'pc', visible: boolean, now: Now, paces: Paces = PACES): Timing {
  return {
    paces,
    device,
    running: false,
    visible,
    frozen: false,
    leads: true,
    led: false,
    opened: false,
    activeUntil: now.elapsed + ACTIVE_FOR,
    failures: 0,
    failure: null,
    draw: 0,
    notBefore: -Infinity,
    sendsAfter: -Infinity,
    historyAfter: -Infinity,
    wanted: false,
    waits: false,
    poll: null,
    turn: 0,
    polled: -Infinity,
    ended: -Infinity,
    again: false,
    asking: false,
    heard: null,
    wake: null,
    woken: -Infinity,
    looked: now,
    slow: false,
    stale: false,
    behind: null,
    unsure: false,
    sweep: { running: false, wanted: null, last: now.elapsed, failures: 0 },
  }
}
