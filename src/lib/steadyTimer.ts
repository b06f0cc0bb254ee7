// oxlint-disable-next-line import/default -- Vite makes it
import TickWorker from './tick.worker?worker'
import type { Wish } from './tick.worker'
import { after } from './timer'

/** Timers that go off in time also while the page is hidden. */
export type SteadyTimer = Readonly<{
  /** Runs `task` once after `ms` milliseconds; the returned function calls it off. */
  after: (ms: number, task: () => void) => () => void
  /** Calls all of them off, and frees the worker. */
  stop: () => void
}>

/**
 * So much later (ms) than the worker's the page's own timer goes off: a worker that has died without a word, as where memory runs
 * out, leaves what any page has.
 */
const GRACE = 500

/**
 * Browsers wake the timers of a page that is hidden for five minutes once a minute; those of a worker keep time. Each timer runs in
 * both, and whichever is first wins. Where there is no worker they are the page's alone.
 */
export function createSteadyTimer(spawn: () => Worker = () => new TickWorker()): SteadyTimer {
  /** What is waited for: the task by its number, and what ends the page's own timer. */
  const waiting = new Map<number, Readonly<{ task: () => void; callOff: () => void }>>()
  let last = 0
  let worker: Worker | null | undefined
  let isStopped = false

  const wish = (wish: Wish) => worker?.postMessage(wish, [])
  const end = (id: number) => {
    const found = waiting.get(id)
    waiting.delete(id)
    found?.callOff()
    return found
  }
  const goOff = (id: number) => end(id)?.task()
  const withoutWorker = () => {
    worker?.terminate()
    worker = null
  }
  const wake = () => {
    worker = attempt(spawn)
    worker?.addEventListener('message', ({ data }: MessageEvent<number>) => goOff(data))
    worker?.addEventListener('error', withoutWorker)
    worker?.addEventListener('messageerror', withoutWorker)
  }
  return {
    after(ms, task) {
      if (isStopped) return () => {}
      const id = (last += 1)
      if (worker === undefined) wake()
      waiting.set(id, { task, callOff: after(worker ? ms + GRACE : ms, () => goOff(id)) })
      wish({ id, ms })
      return () => {
        if (end(id)) wish({ id, ms: null })
      }
    },
    stop() {
      isStopped = true
      for (const id of waiting.keys()) end(id)
      withoutWorker()
    },
  }
}

/** Old Chromium throws where the page's policy forbids a worker; new ones tell it by an event. */
function attempt(spawn: () => Worker): Worker | null {
  try {
    return spawn()
  } catch {
    return null
  }
}
