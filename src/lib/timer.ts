/** Runs `task` once after `ms` milliseconds; the returned function calls it off. */
export function after(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms)
  return () => clearTimeout(timer)
}

/** Runs `task` once when the next frame was laid out and its resize observers have run; the returned function calls it off. */
export function afterFrame(task: () => void): () => void {
  let callOff = () => cancelAnimationFrame(frame)
  const frame = requestAnimationFrame(() => {
    callOff = after(0, task)
  })
  return () => callOff()
}

/** Frames of a page that nobody sees do not come: it goes on after this, ms. */
const NO_FRAME = 100

/** Resolves once what was changed is painted, or after a moment where nothing is. */
export function painted(): Promise<void> {
  // oxlint-disable-next-line typescript/no-unnecessary-condition -- there are no frames outside a page
  if (typeof requestAnimationFrame === 'undefined') return delay(0)
  return new Promise((resolve) => {
    const callOffs = [after(NO_FRAME, end), afterFrame(end)]
    function end() {
      for (const callOff of callOffs) callOff()
      resolve()
    }
  })
}

/** Resolves after `ms` milliseconds, or at once when `signal` aborts. Never rejects. */
export function delay(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const end = () => {
      cancel()
      // a signal outlives many waits: a listener of each would pile up on it
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const cancel = after(ms, end)
    signal?.addEventListener('abort', end)
  })
}
