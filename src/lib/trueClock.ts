import type { Clock } from './clock'

/** An instant in true UTC ms; `trusted` if a server vouches for it, else it is this device's own idea. */
export type Instant = Readonly<{ at: number; trusted: boolean }>

export type TrueClock = Readonly<{
  now: () => Instant
  /** A server said that it is this late (ms since 1970, UTC): the best there is. */
  heard: (serverNow: number) => void
  /** Something was made at this time (ms since 1970, UTC): it is at least that late. */
  atLeast: (time: number) => void
}>

/** The time that a server told, carried on by the device's monotonic clock: a device that is 10 min off does not matter. */
export function createTrueClock(clock: Clock): TrueClock {
  let told: { at: number; elapsed: number } | null = null
  const carried = () => (told ? told.at + clock.elapsed() - told.elapsed : null)
  const tell = (at: number) => void (told = { at, elapsed: clock.elapsed() })
  return {
    now: () => {
      const at = carried()
      return at === null ? { at: clock.wall(), trusted: false } : { at, trusted: true }
    },
    heard: tell,
    atLeast: (time) => {
      const at = carried()
      if (at === null || time > at) tell(time)
    },
  }
}
