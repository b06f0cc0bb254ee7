/** Whether this browser lets a page record at all; not on plain http, where there are no `mediaDevices`. Asks nobody. */
export const canRecord = (): boolean =>
  'AudioContext' in window &&
  typeof (navigator as Partial<Navigator>).mediaDevices?.getUserMedia === 'function'
