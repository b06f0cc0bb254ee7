import { afterAll } from 'vitest'

/** Milliseconds in which timers must end once the tests of a file have: libraries tidy up a little later. */
const SOON = 200
/** So often (ms) it is looked whether they have. */
const STEP = 5

/** What Node's HTTP client sets closes connections of its own, and nothing else. */
const NODES_OWN = 'node:internal/deps/undici'

// The files of a worker share modules, and the clock: a timer that one leaves running would go off in the virtual time of another
const { setTimeout, clearTimeout } = globalThis
/** Where each was set. What an error remembers costs little; to write that down costs a hundred times as much, and is left for those that stay. */
const running = new Map<unknown, Error>()

const set = (task: (...args: unknown[]) => void, ms?: number, ...args: unknown[]) => {
  const run = () => {
    running.delete(timer)
    task(...args)
  }
  const timer = setTimeout(run, ms)
  running.set(timer, new Error(`after ${ms ?? 0} ms`))
  return timer
}
globalThis.setTimeout = Object.assign(set, setTimeout) as typeof setTimeout
globalThis.clearTimeout = (timer) => {
  running.delete(timer)
  clearTimeout(timer)
}

/** Where those were set that still run and that are ours. */
const left = () =>
  [...running.values()].map(({ stack }) => stack).filter((stack) => !stack?.includes(NODES_OWN))

afterAll(async () => {
  globalThis.setTimeout = setTimeout
  globalThis.clearTimeout = clearTimeout
  for (let waited = 0; left().length > 0 && waited < SOON; waited += STEP)
    await new Promise((ended) => setTimeout(ended, STEP))
  if (left().length > 0) throw new Error(`timers left running: ${left().join('\n')}`)
})
