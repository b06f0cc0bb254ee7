import { delayOf, deadlineOf } from '~/domain/pace'
import { step } from '~/domain/timing'
import { newTiming, type Timing, type TimingEvent } from '~/domain/timingState'
import { seenOf, type Visit } from './arrivals'
import { chance } from './talk'
import { LATENCY } from './variants'

/** How polls are paced: the product's own rule, or another one in its place. */
export type Pacing = typeof delayOf

/**
 * `delays`: ms from when the server has a message of the other side to when the page has it, of those that come while it is seen.
 * `seen`: ms in which it is.
 */
export type Paced = Readonly<{ delays: readonly number[]; polls: number; sweeps: number; seen: number }>

/**
 * One visit with the timing rules alone, without store or network: what they decide is carried out as the page does. Polls and
 * sweeps that leave while the page is seen are counted. `longest`: ms between two polls, while it is.
 */
export function pace(
  visit: Visit,
  seed: number,
  pacing: Pacing = delayOf,
): Paced & Readonly<{ longest: number }> {
  const random = chance(seed)
  const tasks: { at: number; run: () => void }[] = []
  let elapsed = 0
  const now = () => ({ elapsed, wall: elapsed })
  const after = (ms: number, run: () => void) => {
    const task = { at: elapsed + ms, run }
    let i = tasks.length
    while (i > 0 && (tasks[i - 1]?.at ?? 0) > task.at) i -= 1
    tasks.splice(i, 0, task)
    return () => {
      const at = tasks.indexOf(task)
      if (at >= 0) tasks.splice(at, 1)
    }
  }

  let timing: Timing = newTiming(visit.device, true, now())
  let delay: number | false = false
  let callOff = () => {}
  let callOffLook = () => {}
  let underWay = 0
  /** When what is not here yet was said; null: while nobody saw the page. */
  let waiting: (number | null)[] = []
  const delays: number[] = []
  const count = { polls: 0, sweeps: 0, longest: 0 }
  /** When the poll before left; null: nobody saw the page. */
  let last: number | null = null

  const restart = () => {
    callOff()
    callOff = delay === false ? () => {} : after(delay, poll)
  }
  const tell = (event: TimingEvent) => {
    const next = step(timing, event, now())
    timing = next.timing
    const wait = pacing(timing)
    // as TanStack Query does
    if (wait !== delay) {
      delay = wait
      restart()
    }
    callOffLook()
    const due = deadlineOf(timing, now())
    callOffLook = due === null ? () => {} : after(Math.max(0, due - elapsed), () => tell({ type: 'time' }))
    for (const effect of next.effects) {
      if (effect === 'cancel') underWay = 0
      if (effect === 'poll') poll()
      if (effect === 'sweep') sweep()
    }
  }
  /** Brings what is there when the server is asked; whether that was anything. */
  const ask = (answered: (news: boolean) => void) => {
    const there = LATENCY * (0.5 + random())
    after(there, () => {
      const found = waiting
      waiting = []
      after(there, () => {
        for (const at of found) if (at !== null && timing.visible) delays.push(elapsed - at)
        answered(found.length > 0)
      })
    })
  }
  let turns = 0
  function poll(): void {
    if (underWay !== 0) return
    const turn = (underWay = turns += 1)
    if (timing.visible) {
      count.polls += 1
      count.longest = Math.max(count.longest, elapsed - (last ?? elapsed))
      last = elapsed
    }
    tell({ type: 'asked' })
    const asked = timing.turn
    ask((news) => {
      if (underWay !== turn) return
      underWay = 0
      restart()
      tell({ type: 'answered', turn: asked, news, sweep: false })
    })
    restart()
  }
  function sweep(): void {
    if (timing.visible) count.sweeps += 1
    tell({ type: 'sweeping' })
    ask(() => tell({ type: 'swept' }))
  }

  for (const { at, what } of visit.happenings) {
    after(at, () => {
      if (what === 'theirs') waiting.push(timing.visible ? elapsed : null)
      else if (what === 'types') tell({ type: 'touched' })
      else if (what === 'sends') {
        tell({ type: 'touched' })
        after(2 * LATENCY * (0.5 + random()), () => tell({ type: 'acked' }))
      } else {
        last = null
        if (what === 'hides') waiting = waiting.map(() => null)
        tell({ type: what === 'hides' ? 'hidden' : 'shown' })
      }
    })
  }
  tell({ type: 'started' })
  poll()
  for (let [task] = tasks; task && task.at <= visit.lasts; [task] = tasks) {
    tasks.shift()
    elapsed = task.at
    task.run()
  }
  return { delays, ...count, seen: seenOf(visit) }
}
