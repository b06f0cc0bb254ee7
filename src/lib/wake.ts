import { after } from './timer'

/** One return to the page fires several events at once; they count as one when they come within this (ms). */
const TOGETHER = 300

/**
 * Calls `awake` once when the page is visible again, restored from the back/forward cache, resumed, or told that it is
 * online; `asleep` when it is hidden. Events are hints: only a request tells whether there is a connection.
 */
export function onWake(awake: () => void, asleep: () => void): () => void {
  let callOff: (() => void) | null = null
  const wake = () => {
    if (document.visibilityState === 'hidden' || callOff) return
    callOff = after(TOGETHER, () => {
      callOff = null
      awake()
    })
  }
  const onVisibility = () => {
    if (document.visibilityState !== 'hidden') return wake()
    callOff?.()
    callOff = null
    asleep()
  }
  const onPageShow = (event: PageTransitionEvent) => event.persisted && wake()

  document.addEventListener('visibilitychange', onVisibility)
  document.addEventListener('resume', wake)
  window.addEventListener('pageshow', onPageShow)
  window.addEventListener('online', wake)
  return () => {
    callOff?.()
    document.removeEventListener('visibilitychange', onVisibility)
    document.removeEventListener('resume', wake)
    window.removeEventListener('pageshow', onPageShow)
    window.removeEventListener('online', wake)
  }
}
