import { useSyncExternalStore } from 'react'

let isThere = false
let tell = () => {}

// Heard from the first line on: the wording of a language may be what is gone.
window.addEventListener('vite:preloadError', () => {
  // without a network nothing is known of releases
  if (!navigator.onLine) return
  isThere = true
  tell()
})

/**
 * Whether a newer release has taken this page's place: a part of it that is loaded on demand is no longer at the server.
 * https://vite.dev/guide/build#load-error-handling
 */
export const useNewRelease = (): boolean => useSyncExternalStore(subscribe, () => isThere)

/** The one who asks is the page. */
function subscribe(listener: () => void): () => void {
  tell = listener
  return () => (tell = () => {})
}
