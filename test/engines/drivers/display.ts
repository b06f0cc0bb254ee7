import { once } from 'node:events'
import { start } from './processes'

/** Starts an X server without a screen, on a display that is free. */
export async function startDisplay() {
  const { told, stop } = start('Xvfb', '-displayfd 3 -screen 0 1400x1000x24 -nolisten tcp'.split(' '))
  const [line] = (await once(told, 'data', { signal: AbortSignal.timeout(10_000) })) as [Buffer]
  return { display: `:${line.toString().trim()}`, stop }
}
