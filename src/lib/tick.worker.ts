// Timers of a hidden page wake up once a minute, those of its workers do not. Built as a classic worker: Safari 14 knows no others.

/** After `ms` the id comes back; null calls that off. */
export type Wish = Readonly<{ id: number; ms: number | null }>

// the types of the page are not those of a worker
const port = globalThis as unknown as Pick<Worker, 'addEventListener' | 'postMessage'>

const timers = new Map<number, ReturnType<typeof setTimeout>>()

port.addEventListener('message', ({ data: { id, ms } }: MessageEvent<Wish>) => {
  clearTimeout(timers.get(id))
  timers.delete(id)
  if (ms === null) return
  const timer = setTimeout(() => {
    timers.delete(id)
    port.postMessage(id)
  }, ms)
  timers.set(id, timer)
})
