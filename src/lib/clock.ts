/**
 * The two clocks of the page, handed to whoever needs time so that tests own both.
 * `wall` is the device's date and may be wrong or jump; `elapsed` only runs forward (but stops while a laptop sleeps).
 */
export type Clock = Readonly<{
  /** Milliseconds since 1970 by the device's clock. */
  wall: () => number
  /** Milliseconds since the page was opened, monotonic. */
  elapsed: () => number
}>

export const deviceClock: Clock = {
  wall: () => Date.now(),
  elapsed: () => performance.now(),
}
