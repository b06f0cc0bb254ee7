import { useSyncExternalStore } from 'react'
import type { Recorder } from '~/lib/recorder/recorder'

/** Finer ones nobody sees. */
const STEPS = 24

/** How loud it is: what moves tells that one is heard. Alone in following it: it changes with every piece of sound. */
export function Level({ meter }: Readonly<{ meter: Pick<Recorder, 'level' | 'subscribe'> }>) {
  const level = useSyncExternalStore(meter.subscribe, () => Math.round(meter.level() * STEPS) / STEPS)
  return (
    <span aria-hidden data-level className="h-2 min-w-0 flex-1 overflow-hidden rounded-bubble bg-hairline">
      <span
        className="block h-full bg-accent"
        style={{ transform: `scaleX(${level})`, transformOrigin: 'left' }}
      />
    </span>
  )
}
