import { vi } from 'vitest'
import type { Clock } from '~/lib/clock'

type Task = { at: number; seq: number; run: () => void }

/** Timers that may run in one instant. */
const AT_ONCE = 2_000

const realImmediate = setImmediate

/** Lets every promise that can settle do so: Node's next tick comes once no microtask is left, and costs no turn of its event loop. */
const settled = () => new Promise<void>((resolve) => process.nextTick(resolve))

/** Lets what is real go on, too: a module that is loaded, a word to the one who runs the tests. Costs as much as all else. */
export const turned = () => new Promise<void>((resolve) => realImmediate(resolve))

export type VirtualTime = ReturnType<typeof createVirtualTime>

/**
 * A world clock with the page's timers on it: hours pass in milliseconds. The timers of the whole process are exchanged, as
 * TanStack Query has some of its own; `restore` gives them back. `waits`: each passing of time begins with a turn of what is real;
 * without, all modules that are wanted must have been loaded before.
 */
export function createVirtualTime(start: number, { waits = true } = {}) {
  const tasks: Task[] = []
  let seq = 0
  let atOnce = 0
  let elapsed = 0
  let shift = start
  /** True UTC ms beside the device's own idea of it. */
  let deviceOff = 0

  const add = (run: () => void, ms = 0) => {
    const task = { at: elapsed + Math.max(0, ms), seq: (seq += 1), run }
    // the queue is short: a few timers of one page and the answers under way
    let i = tasks.length
    while (i > 0 && isAfter(tasks[i - 1], task)) i -= 1
    tasks.splice(i, 0, task)
    return task
  }
  const drop = (task: unknown) => {
    const i = tasks.indexOf(task as Task)
    if (i >= 0) tasks.splice(i, 1)
  }
  const repeat = (run: () => void, ms = 0) => {
    const again = () => {
      run()
      if (intervals.has(handle)) intervals.set(handle, add(again, ms))
    }
    const handle = {}
    intervals.set(handle, add(again, ms))
    return handle
  }
  const intervals = new Map<unknown, Task>()
  vi.stubGlobal('setTimeout', add)
  vi.stubGlobal('clearTimeout', drop)
  vi.stubGlobal('setInterval', repeat)
  vi.stubGlobal('clearInterval', (handle: unknown) => {
    drop(intervals.get(handle))
    intervals.delete(handle)
  })

  const clock: Clock = { wall: () => shift + elapsed + deviceOff, elapsed: () => elapsed }
  return {
    clock,
    /** True UTC ms. */
    now: () => shift + elapsed,
    after: (ms: number, run: () => void) => void add(run, ms),
    /** Lets `ms` pass, with everything that happens in it. */
    async pass(ms: number) {
      const until = elapsed + ms
      await (waits ? turned() : settled())
      for (let [task] = tasks; task && task.at <= until; [task] = tasks) {
        tasks.shift()
        atOnce = task.at > elapsed ? 0 : atOnce + 1
        if (atOnce > AT_ONCE) throw new Error('timers go round in circles')
        elapsed = Math.max(elapsed, task.at)
        task.run()
        await settled()
      }
      elapsed = until
    },
    /** The device sleeps: no timer runs. Its monotonic clock may stand still meanwhile. */
    sleep(ms: number, standsStill: boolean) {
      if (standsStill) shift += ms
      else elapsed += ms
    },
    /** Somebody sets the device's date. */
    jump: (ms: number) => void (deviceOff += ms),
    restore: () => vi.unstubAllGlobals(),
  }
}

const isAfter = (a: Task | undefined, b: Task) => !!a && (a.at > b.at || (a.at === b.at && a.seq > b.seq))
